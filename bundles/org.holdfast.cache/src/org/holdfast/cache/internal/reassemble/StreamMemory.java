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

    /** Of so many that hold early bytes for longest, the largest makes room first. */
    private static final int CANDIDATES = 64;

    private final boolean compares;
    private final long earlyLimit;
    private final long earlyLimitOfAStream;

    private final ArrayDeque<StreamContent> spareContents = new ArrayDeque<>();

    @SuppressWarnings({"unchecked", "rawtypes"})
    private final ArrayDeque<byte[]>[] spareRings = new ArrayDeque[LARGEST_RING_BITS + 1];

    private long earlyBytes;
    /** Streams with early bytes, linked in the order in which they began to have some. */
    private EarlyBytes oldest;

    private EarlyBytes newest;
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

    /** Takes room for more early bytes of a stream, if there is any or another one has to make it. */
    boolean reserveEarly(EarlyBytes holder, int bytes) {
        if (holder.cost() + bytes > earlyLimitOfAStream) {
            return false;
        }
        while (earlyBytes + bytes > earlyLimit) {
            EarlyBytes largest = largestOfTheOldest();
            // A usual hole is small and short; one that is neither mustn't drive out others.
            if (largest == null || largest == holder || largest.cost() <= holder.cost()) {
                return false;
            }
            largest.makeRoom(this);
        }
        earlyBytes += bytes;
        return true;
    }

    private EarlyBytes largestOfTheOldest() {
        EarlyBytes largest = oldest;
        EarlyBytes at = oldest;
        for (int i = 0; i < CANDIDATES && at != null; i++) {
            if (at.cost() > largest.cost()) {
                largest = at;
            }
            at = at.newer();
        }
        return largest;
    }

    void holdsSomething(EarlyBytes holder) {
        holder.setOlder(newest);
        if (newest == null) {
            oldest = holder;
        } else {
            newest.setNewer(holder);
        }
        newest = holder;
    }

    void holdsNothing(EarlyBytes holder) {
        EarlyBytes older = holder.older();
        EarlyBytes newer = holder.newer();
        if (older == null) {
            oldest = newer;
        } else {
            older.setNewer(newer);
        }
        if (newer == null) {
            newest = older;
        } else {
            newer.setOlder(older);
        }
        holder.setOlder(null);
        holder.setNewer(null);
    }

    void releaseEarly(long bytes) {
        earlyBytes -= bytes;
    }
}
