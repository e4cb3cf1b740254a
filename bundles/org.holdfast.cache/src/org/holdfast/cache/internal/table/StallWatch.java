package org.holdfast.cache.internal.table;

import java.time.Duration;
import java.util.Optional;

/**
 * Measures what the remote host waits when its host fails: from the last outbound payload before the mark to the first
 * outbound payload after it that it hadn't acknowledged before. A silence before the failure in which nothing was to be
 * sent counts too: the wire doesn't tell the two apart.
 */
final class StallWatch {

    private final long markNanos;
    private long lastBefore = Long.MIN_VALUE;
    private long firstAfter = Long.MIN_VALUE;

    StallWatch(long markNanos) {
        this.markNanos = markNanos;
    }

    /**
     * Outbound payload was captured.
     *
     * @param unacknowledged whether it carried bytes that the remote host hadn't acknowledged
     */
    void outbound(long timestampNanos, boolean unacknowledged) {
        if (timestampNanos <= markNanos) {
            lastBefore = Math.max(lastBefore, timestampNanos);
        } else if (unacknowledged && firstAfter == Long.MIN_VALUE) {
            firstAfter = timestampNanos;
        }
    }

    /** Empty while nothing followed, or when nothing had been sent before. */
    Optional<Duration> stall() {
        return lastBefore == Long.MIN_VALUE || firstAfter == Long.MIN_VALUE
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(firstAfter - lastBefore));
    }
}
