package org.holdfast.cache.internal.track;

/**
 * Round-trip time between the capture point and the remote host: from outbound data to its acknowledgment, one
 * measurement at a time, none over retransmitted data (Karn), smoothed as RFC 6298 §2 does.
 */
final class RttEstimator {

    private boolean timing;
    private long awaited;
    private long startedNanos;
    private long smoothedNanos = -1;

    /**
     * New data, or the SYN-ACK, went out.
     *
     * @param end stream offset after it
     */
    void sent(long end, long nowNanos) {
        if (!timing) {
            timing = true;
            awaited = end;
            startedNanos = nowNanos;
        }
    }

    /** Data at {@code offset} went out again: an acknowledgment could be meant for either copy. */
    void sentAgain(long offset) {
        if (offset < awaited) {
            timing = false;
        }
    }

    void acknowledged(long offset, long nowNanos) {
        if (!timing || offset < awaited) {
            return;
        }
        timing = false;
        long sample = nowNanos - startedNanos;
        if (sample >= 0) {
            smoothedNanos = smoothedNanos < 0 ? sample : smoothedNanos + (sample - smoothedNanos) / 8;
        }
    }

    /** -1 while unknown. */
    long micros() {
        return smoothedNanos < 0 ? -1 : smoothedNanos / 1000;
    }
}
