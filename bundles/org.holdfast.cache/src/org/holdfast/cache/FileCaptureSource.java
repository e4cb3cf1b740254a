package org.holdfast.cache;

import java.util.OptionalLong;

/** Frames of a capture file, as fast as the sink takes them. */
public interface FileCaptureSource extends CaptureSource {

    /** Bytes of the file that were read so far, of a compressed one the compressed bytes; callable from any thread. */
    long bytesRead();

    /** How long the file was when it was opened; empty for a pipe. */
    OptionalLong totalBytes();
}
