package org.holdfast.cache.internal.remember;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One piece of the memory, outside of the heap, as long as a segment; used for one segment after the other. Written by
 * the thread that appends, read by any. After {@link #close} an access throws {@link IllegalStateException}.
 */
final class Chunk implements AutoCloseable {

    private static final long ALIGNMENT = 64;

    private final int index;
    private final Arena arena = Arena.ofShared();
    private final ByteBuffer bytes;

    /** Takes the memory, and touches it: tens of milliseconds for 64 MiB. */
    Chunk(int index, int size) {
        this.index = index;
        bytes = arena.allocate(size, ALIGNMENT).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Counts the chunks of one memory from 0. */
    int index() {
        return index;
    }

    /** Little-endian. For access at an index only: all threads share it. */
    ByteBuffer bytes() {
        return bytes;
    }

    @Override
    public void close() {
        arena.close();
    }
}
