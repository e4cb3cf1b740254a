package org.holdfast.cache.internal.remember;

/**
 * Where a packet is stored, packed in a {@code long} that is never negative: the segment's number and the offset of the
 * packet's block in it, the same in memory and in the file. Blocks lie on multiples of 4, so the two lowest bits are 0.
 * A later packet has a larger reference.
 */
public final class PacketReference {

    /** The packet couldn't be stored. */
    public static final long NONE = -1;

    /** No segment is longer, in bytes. */
    static final int LARGEST_SEGMENT = 1 << 26;

    private static final int OFFSET_BITS = 26;

    private PacketReference() {}

    public static long of(int segment, long offset) {
        return (long) segment << OFFSET_BITS | offset;
    }

    public static int segment(long reference) {
        return (int) (reference >>> OFFSET_BITS);
    }

    public static int offset(long reference) {
        return (int) reference & LARGEST_SEGMENT - 1;
    }
}
