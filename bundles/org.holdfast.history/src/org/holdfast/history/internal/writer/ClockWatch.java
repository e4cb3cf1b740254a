package org.holdfast.history.internal.writer;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Notices that a clock was set, by a counter that nobody can set. For one thread. */
final class ClockWatch {

    /** Less is a clock being slewed, or a thread that wasn't run between two looks. */
    static final Duration SMALLEST = Duration.ofMillis(500);

    private Instant lastTime;
    private long lastNanos;

    /**
     * Compares a moment with the last one.
     *
     * @param time what the clock says
     * @param nanos what the counter says, {@link System#nanoTime}
     * @return how far the clock was set since the last call, positive when forward
     */
    Optional<Duration> observe(Instant time, long nanos) {
        Optional<Duration> jump = Optional.empty();
        if (lastTime != null) {
            Duration set = Duration.between(lastTime, time).minusNanos(nanos - lastNanos);
            jump = Optional.of(set).filter(by -> by.abs().compareTo(SMALLEST) >= 0);
        }
        lastTime = time;
        lastNanos = nanos;
        return jump;
    }
}
