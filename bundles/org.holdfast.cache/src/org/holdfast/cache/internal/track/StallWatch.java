package org.holdfast.cache.internal.track;

import java.time.Duration;
import java.util.Optional;

/**
 * Measures what the remote host waits when its host fails: from the last outbound payload before the mark to the first
 * outbound payload after it that it hadn't acknowledged before. A silence before the failure in which nothing was to be
 * sent counts too: the wire doesn't tell the two apart.
 */
public final class StallWatch {

    private final long markNanos;
    private final boolean markInPast;
    private long lastBefore = Long.MIN_VALUE;
    private long firstAfter = Long.MIN_VALUE;

    /** @param markInPast whether packets after the mark were captured before it was set, so that they must be read again */
    public StallWatch(long markNanos, boolean markInPast) {
        this.markNanos = markNanos;
        this.markInPast = markInPast;
    }

    /**
     * Outbound payload was captured.
     *
     * @param unacknowledged whether it carried bytes that the remote host hadn't acknowledged
     */
    public void outbound(long timestampNanos, boolean unacknowledged) {
        if (timestampNanos <= markNanos) {
            lastBefore = Math.max(lastBefore, timestampNanos);
        } else if (unacknowledged && firstAfter == Long.MIN_VALUE) {
            firstAfter = timestampNanos;
        }
    }

    /** Empty while nothing followed, or when nothing had been sent before. */
    public Optional<Duration> stall() {
        return lastBefore == Long.MIN_VALUE || firstAfter == Long.MIN_VALUE
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(firstAfter - lastBefore));
    }

    public long markNanos() {
        return markNanos;
    }

    /** Whether only the stored packets can tell. */
    public boolean isMarkInPast() {
        return markInPast;
    }
}
