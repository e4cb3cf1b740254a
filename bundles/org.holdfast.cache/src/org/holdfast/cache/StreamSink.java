package org.holdfast.cache;

import java.nio.ByteBuffer;

/** Takes the bytes of a stream in order, each exactly once. */
@FunctionalInterface
public interface StreamSink {

    /** Takes position to limit; valid only during the call. The position may be moved. */
    void accept(ByteBuffer bytes);
}
