package org.holdfast.cache;

import java.util.Objects;

/**
 * What the packet memory may take.
 *
 * @param memoryBytes of packets in memory, outside of the heap, at least 16 KiB
 * @param diskBytes of packets in files, at least 16 KiB; without a directory for them it says nothing
 * @param connectionBytes of packets of one connection, at least 4 KiB
 * @param segmentBytes of one file, and of one piece of the memory, at least 4 KiB; no more than 64 MiB and a quarter of
 *     either limit is used
 * @param eviction which packets go first
 * @param slowDisk who gives way when the disk is slower than the wire
 */
public record Limits(
        long memoryBytes,
        long diskBytes,
        long connectionBytes,
        long segmentBytes,
        Eviction eviction,
        SlowDisk slowDisk) {

    /** 8 GiB on disk in segments of 64 MiB, 256 MiB of them also in memory. */
    public static final Limits DEFAULT = new Limits(8L << 30, 64L << 20);

    private static final long USUAL_MEMORY = 256L << 20;
    private static final long LEAST = 16L << 10;
    private static final long LEAST_SEGMENT = 4L << 10;

    public Limits {
        if (memoryBytes < LEAST || diskBytes < LEAST || segmentBytes < LEAST_SEGMENT) {
            throw new IllegalArgumentException("the packet memory needs at least 16 KiB in segments of"
                    + " at least 4 KiB, not " + memoryBytes + " in memory and " + diskBytes + " on disk in "
                    + segmentBytes);
        }
        if (connectionBytes < LEAST_SEGMENT) {
            throw new IllegalArgumentException("a connection needs at least 4 KiB of packets, not " + connectionBytes);
        }
        Objects.requireNonNull(eviction, "eviction");
        Objects.requireNonNull(slowDisk, "slowDisk");
    }

    /**
     * The oldest packets go first, one connection may take all, and the capture never waits.
     *
     * @param bytes on disk; the same in memory, but no more than 256 MiB
     * @param segmentBytes of one file
     */
    public Limits(long bytes, long segmentBytes) {
        this(
                Math.min(bytes, USUAL_MEMORY),
                bytes,
                Math.max(bytes, LEAST_SEGMENT),
                segmentBytes,
                Eviction.OLDEST_FIRST,
                SlowDisk.GIVE_UP_OLDEST);
    }

    public Limits withMemoryBytes(long bytes) {
        return new Limits(bytes, diskBytes, connectionBytes, segmentBytes, eviction, slowDisk);
    }

    public Limits withConnectionBytes(long bytes) {
        return new Limits(memoryBytes, diskBytes, bytes, segmentBytes, eviction, slowDisk);
    }

    public Limits withEviction(Eviction policy) {
        return new Limits(memoryBytes, diskBytes, connectionBytes, segmentBytes, policy, slowDisk);
    }

    public Limits withSlowDisk(SlowDisk policy) {
        return new Limits(memoryBytes, diskBytes, connectionBytes, segmentBytes, eviction, policy);
    }
}
