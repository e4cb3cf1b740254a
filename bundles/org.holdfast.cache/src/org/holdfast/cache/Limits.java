package org.holdfast.cache;

/**
 * What the packet memory may take.
 *
 * @param memoryBytes of stored packets, at least 16 KiB; the oldest are dropped first
 * @param segmentBytes of one file, at least 4 KiB; no more than a quarter of {@code memoryBytes} is used
 */
public record Limits(long memoryBytes, long segmentBytes) {

    /** 8 GiB in segments of 64 MiB. */
    public static final Limits DEFAULT = new Limits(8L << 30, 64L << 20);

    public Limits {
        if (memoryBytes < 16 << 10 || segmentBytes < 4 << 10) {
            throw new IllegalArgumentException("the packet memory needs at least 16 KiB in segments of"
                    + " at least 4 KiB, not " + memoryBytes + " in " + segmentBytes);
        }
    }
}
