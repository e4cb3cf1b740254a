package org.holdfast.cache.internal.reassemble;

import java.util.ArrayDeque;

/**
 * What all streams that one thread follows share: the memory for bytes that aren't acknowledged yet, or came early, and
 * its limits. Pieces are used again, so that following a stream in order allocates nothing. Not safe for threads.
 */
public final class StreamMemory {

    /** What early bytes may take in all streams together, if nothing else is said. */
    public static final long EARLY_LIMIT = 256L << 20;

    /** Early bytes of one stream: more than the largest window that Linux opens by default (tcp_rmem, 6 MiB). */
    public static final long EARLY_LIMIT_OF_A_STREAM = 8L << 20;

    /** What unacknowledged bytes may take in all streams together. */
    private static final long RECENT_LIMIT = 256L << 20;

    private static final int SMALLEST_RING_BITS = 11;
    private static final int LARGEST_RING_BITS = 18;
    /** Rings and contents that are kept for later use, per size. */
    private static final int SPARE = 64;

    private final boolean compares;
    private final long earlyLimit;
    private final long earlyLimitOfAStream;

    private final ArrayDeque<StreamContent> spareContents = new ArrayDeque<>();

    @SuppressWarnings({"unchecked", "rawtypes"})
    private final ArrayDeque<byte[]>[] spareRings = new ArrayDeque[LARGEST_RING_BITS + 1];

    private long earlyBytes;
    private long recentBytes;
    private int conflicts;

    /**
     * @param compares whether repeated bytes are compared with the first copy, which keeps a copy of what isn't
     *     acknowledged yet
     * @param earlyLimit what early bytes of all streams may take
     * @param earlyLimitOfAStream what those of one may take
     */
    public StreamMemory(boolean compares, long earlyLimit, long earlyLimitOfAStream) {
        this.compares = compares;
        this.earlyLimit = earlyLimit;
        this.earlyLimitOfAStream = earlyLimitOfAStream;
        for (int bits = SMALLEST_RING_BITS; bits <= LARGEST_RING_BITS; bits++) {
            spareRings[bits] = new ArrayDeque<>();
        }
    }

    public StreamMemory(boolean compares) {
        this(compares, EARLY_LIMIT, EARLY_LIMIT_OF_A_STREAM);
    }

    /** Bytes that differed from their first copy since this was asked last. */
    public int takeConflicts() {
        int taken = conflicts;
        conflicts = 0;
        return taken;
    }

    boolean compares() {
        return compares;
    }

    void conflict(int bytes) {
        conflicts += bytes;
    }

    StreamContent takeContent() {
        StreamContent spare = spareContents.pollLast();
        return spare != null ? spare : new StreamContent();
    }

    void giveBack(StreamContent content) {
        if (spareContents.size() < SPARE) {
            spareContents.addLast(content);
        }
    }

    /** A ring of at least so many bytes, or of the largest size; null when there is no room for one. */
    byte[] takeRing(long bytes) {
        int bits = Math.clamp(64 - Long.numberOfLeadingZeros(bytes - 1), SMALLEST_RING_BITS, LARGEST_RING_BITS);
        byte[] spare = spareRings[bits].pollLast();
        if (spare != null) {
            recentBytes += spare.length;
            return spare;
        }
        if (recentBytes + (1L << bits) > RECENT_LIMIT) {
            return null;
        }
        recentBytes += 1L << bits;
        return new byte[1 << bits];
    }

    void giveBackRing(byte[] ring) {
        recentBytes -= ring.length;
        ArrayDeque<byte[]> spare = spareRings[Integer.numberOfTrailingZeros(ring.length)];
        if (spare.size() < SPARE) {
            spare.addLast(ring);
        }
    }

    /** Takes room for early bytes of a stream that has so many already, if there is any. */
    boolean reserveEarly(long ofTheStream, int bytes) {
        if (ofTheStream + bytes > earlyLimitOfAStream || earlyBytes + bytes > earlyLimit) {
            return false;
        }
        earlyBytes += bytes;
        return true;
    }

    void releaseEarly(long bytes) {
        earlyBytes -= bytes;
    }
}
