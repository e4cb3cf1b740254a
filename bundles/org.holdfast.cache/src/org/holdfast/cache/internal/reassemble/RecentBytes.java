package org.holdfast.cache.internal.reassemble;

import java.nio.ByteBuffer;

/**
 * The last bytes of a stream that its receiver hasn't acknowledged, to compare a retransmission with. Bounded: of a
 * larger flight the oldest bytes are forgotten and not compared. Empty, it holds no memory.
 */
final class RecentBytes {

    private static final int SMALLEST = 2048;
    private static final int LARGEST = 256 << 10;

    /** A ring whose length is a power of two: the byte at stream offset o stands at o modulo the length. */
    private byte[] ring;

    private long start;
    private long end;

    /** Takes bytes that follow those before. */
    void append(long offset, ByteBuffer buffer, int at, int length) {
        if (start == end) {
            start = offset;
        }
        end = offset + length;
        grow();
        int skip = (int) Math.max(0, length - (long) ring.length);
        copyIn(offset + skip, buffer, at + skip, length - skip);
        start = Math.max(start, end - ring.length);
    }

    void forgetBefore(long offset) {
        start = Math.min(end, Math.max(start, offset));
        if (start == end) {
            ring = null;
        }
    }

    /** How many of these bytes are known and differ. */
    int differing(long from, ByteBuffer buffer, int at, int length) {
        int differing = 0;
        long last = Math.min(from + length, end);
        for (long o = Math.max(from, start); o < last; o++) {
            if (ring[(int) o & ring.length - 1] != buffer.get(at + (int) (o - from))) {
                differing++;
            }
        }
        return differing;
    }

    private void grow() {
        long wanted = Math.min(LARGEST, Math.max(SMALLEST, end - start));
        if (ring != null && ring.length >= wanted) {
            return;
        }
        byte[] old = ring;
        ring = new byte[Integer.highestOneBit((int) wanted - 1) << 1];
        if (old != null) {
            for (long o = start; o < Math.min(end, start + old.length); o++) {
                ring[(int) o & ring.length - 1] = old[(int) o & old.length - 1];
            }
        }
    }

    private void copyIn(long offset, ByteBuffer buffer, int at, int length) {
        int index = (int) offset & ring.length - 1;
        int first = Math.min(length, ring.length - index);
        buffer.get(at, ring, index, first);
        buffer.get(at + first, ring, 0, length - first);
    }
}
