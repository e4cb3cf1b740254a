package org.holdfast.cache;

import java.io.IOException;

/** A capture file is cut or damaged. The message names the file, the place and the fault. */
public final class CaptureFileException extends IOException {

    private static final long serialVersionUID = 1;

    private final long offset;

    /**
     * @param file its name, for the message
     * @param offset where the damaged record, block or compressed part begins, in bytes from the front of the file; of
     *     a record in a compressed file, in bytes of the uncompressed content
     * @param what is wrong there
     */
    public CaptureFileException(String file, long offset, String what) {
        super(file + ", byte " + offset + ": " + what + ". What is before it was read.");
        this.offset = offset;
    }

    /** Where the fault begins, in bytes. */
    public long offset() {
        return offset;
    }
}
