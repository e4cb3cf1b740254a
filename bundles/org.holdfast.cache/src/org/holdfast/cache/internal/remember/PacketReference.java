package org.holdfast.cache.internal.remember;

/** Where a packet is stored, packed in a {@code long} that is never negative: segment number and offset in its file. */
public final class PacketReference {

    /** The packet couldn't be stored. */
    public static final long NONE = -1;

    private static final int OFFSET_BITS = 39;

    private PacketReference() {}

    static long of(int segment, long offset) {
        return (long) segment << OFFSET_BITS | offset;
    }

    static int segment(long reference) {
        return (int) (reference >>> OFFSET_BITS);
    }

    static long offset(long reference) {
        return reference & (1L << OFFSET_BITS) - 1;
    }
}
