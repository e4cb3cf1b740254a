package org.holdfast.cache.internal.wire;

import java.io.IOException;

/**
 * What came isn't a hand-over this version understands, or it was altered on the way; the message says what is wrong.
 */
public final class WireException extends IOException {

    private static final long serialVersionUID = 1L;

    public WireException(String message) {
        super(message);
    }

    public WireException(String message, Throwable cause) {
        super(message, cause);
    }
}
