package org.holdfast.cluster.internal.agreement;

import io.microraft.executor.RaftNodeExecutor;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

/**
 * The engine's clock and its executor on a timeline. The engine counts its heartbeats in whole seconds: here such a second
 * is as long as a tick, so that it notices a lost leader within fractions of a real one.
 */
final class ScaledTime extends Clock implements RaftNodeExecutor {

    private final Timeline timeline;
    private final long tickNanos;
    private final long origin;

    /** @param tickNanos what the engine takes for a second; at least a millisecond */
    ScaledTime(Timeline timeline, long tickNanos) {
        if (tickNanos < 1_000_000) {
            throw new IllegalArgumentException("a tick of " + tickNanos + " ns");
        }
        this.timeline = timeline;
        this.tickNanos = tickNanos;
        this.origin = timeline.nanos();
    }

    @Override
    public void execute(Runnable task) {
        timeline.execute(task);
    }

    @Override
    public void submit(Runnable task) {
        timeline.execute(task);
    }

    @Override
    public void schedule(Runnable task, long delay, TimeUnit unit) {
        timeline.schedule(task, unit.toMillis(delay) * (tickNanos / 1000));
    }

    @Override
    public long millis() {
        return (timeline.nanos() - origin) / (tickNanos / 1000);
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
