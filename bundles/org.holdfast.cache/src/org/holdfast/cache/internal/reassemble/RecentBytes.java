package org.holdfast.cache.internal.reassemble;

import java.nio.ByteBuffer;

/**
 * The last bytes of a stream that its receiver hasn't acknowledged, to compare a retransmission with. Bounded: of a
 * larger flight the oldest bytes are forgotten and not compared. Empty, it holds no memory.
 */
final class RecentBytes {

    /** A ring whose length is a power of two: the byte at stream offset o stands at o modulo the length. */
    private byte[] ring;

    private long start;
    private long end;

    boolean isEmpty() {
        return ring == null;
    }

    /** Takes bytes that follow those before. */
    void append(long offset, ByteBuffer buffer, int at, int length, StreamMemory memory) {
        if (start == end) {
            start = offset;
        }
        end = offset + length;
        if (ring == null || end - start > ring.length) {
            grow(memory);
        }
        if (ring == null) {
            start = end;
            return;
        }
        int skip = (int) Math.max(0, length - (long) ring.length);
        copyIn(offset + skip, buffer, at + skip, length - skip);
        start = Math.max(start, end - ring.length);
    }

    void forgetBefore(long offset, StreamMemory memory) {
        start = Math.min(end, Math.max(start, offset));
        if (start == end) {
            release(memory);
        }
    }

    void release(StreamMemory memory) {
        start = end;
        if (ring != null) {
            memory.giveBackRing(ring);
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

    private void grow(StreamMemory memory) {
        byte[] larger = memory.takeRing(end - start);
        if (larger == null || ring != null && larger.length == ring.length) {
            if (larger != null) {
                memory.giveBackRing(larger);
            }
            return;
        }
        if (ring != null) {
            for (long o = start; o < Math.min(end, start + ring.length); ) {
                int from = (int) o & ring.length - 1;
                int to = (int) o & larger.length - 1;
                int run = (int) Math.min(
                        Math.min(end, start + ring.length) - o, Math.min(ring.length - from, larger.length - to));
                System.arraycopy(ring, from, larger, to, run);
                o += run;
            }
            memory.giveBackRing(ring);
        }
        ring = larger;
    }

    private void copyIn(long offset, ByteBuffer buffer, int at, int length) {
        int index = (int) offset & ring.length - 1;
        int first = Math.min(length, ring.length - index);
        buffer.get(at, ring, index, first);
        if (first < length) {
            buffer.get(at + first, ring, 0, length - first);
        }
    }
}
