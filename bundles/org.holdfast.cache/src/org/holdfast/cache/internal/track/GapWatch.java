package org.holdfast.cache.internal.track;

/**
 * Decides whether bytes that were acknowledged but not captured are really missing. A mirror may deliver an
 * acknowledgment before the data that it acknowledges, so some later evidence is waited for: further packets of the
 * connection, or a round trip. If the bytes come all the same, there is no gap, but that is remembered.
 */
final class GapWatch {

    private static final int PACKETS = 8;
    private static final long SHORTEST_WAIT = 1_000_000L;
    private static final long LONGEST_WAIT = 100_000_000L;

    private boolean suspected;
    private long acknowledged;
    private long sinceNanos;
    private int packets;
    private int filledLate;

    /**
     * Looks at the stream after a packet of the connection.
     *
     * @param contiguous captured without a hole
     * @param acknowledged by the other end, a FIN not counted
     * @param rttMicros -1 while unknown
     */
    void observe(long contiguous, long acknowledged, long nowNanos, long rttMicros) {
        if (suspected && contiguous >= this.acknowledged) {
            if (isGap(nowNanos, rttMicros)) {
                filledLate++;
            }
            suspected = false;
        }
        if (suspected) {
            packets++;
        } else if (acknowledged > contiguous) {
            suspected = true;
            this.acknowledged = acknowledged;
            sinceNanos = nowNanos;
            packets = 0;
        }
    }

    /**
     * Whether bytes are missing for good.
     *
     * @param nowNanos time of the newest packet of any connection
     * @param rttMicros of the connection, -1 while unknown
     */
    boolean isGap(long nowNanos, long rttMicros) {
        long wait = rttMicros < 0 ? LONGEST_WAIT : Math.clamp(rttMicros * 1000, SHORTEST_WAIT, LONGEST_WAIT);
        return suspected && (packets >= PACKETS || nowNanos - sinceNanos > wait);
    }

    /** Whether bytes have been missing for so long, however many packets came meanwhile. */
    boolean isMissingFor(long nanos, long nowNanos) {
        return suspected && nowNanos - sinceNanos > nanos;
    }

    /** Gaps that a late packet filled. */
    int filledLate() {
        return filledLate;
    }
}
