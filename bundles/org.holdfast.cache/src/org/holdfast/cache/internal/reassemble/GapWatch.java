package org.holdfast.cache.internal.reassemble;

/**
 * Decides whether bytes that were acknowledged but not captured are really missing. A mirror may deliver an
 * acknowledgment before the data that it acknowledges, so some later evidence is waited for: further packets of the
 * connection, or time. If the bytes come all the same, there is no gap, but that is remembered.
 */
public final class GapWatch {

    private static final int PACKETS = 8;
    private static final long NANOS = 100_000_000L;

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
     */
    public void observe(long contiguous, long acknowledged, long nowNanos) {
        if (suspected && contiguous >= this.acknowledged) {
            if (isGap(nowNanos)) {
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

    /** @param nowNanos time of the newest packet of any connection */
    public boolean isGap(long nowNanos) {
        return suspected && (packets >= PACKETS || nowNanos - sinceNanos >= NANOS);
    }

    /** Gaps that a late packet filled. */
    public int filledLate() {
        return filledLate;
    }
}
