package org.holdfast.lab;

import java.io.IOException;

/** The lab can't go on; the message says which command or host, what it printed, and what to do. */
public final class LabException extends IOException {

    private static final long serialVersionUID = 1L;

    public LabException(String message) {
        super(message);
    }

    public LabException(String message, Throwable cause) {
        super(message, cause);
    }
}
