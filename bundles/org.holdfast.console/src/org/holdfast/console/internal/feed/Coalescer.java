package org.holdfast.console.internal.feed;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Hands values on at a bounded rate; of those that come in between, the latest wins. The first after a quiet time is
 * handed on at once, and under a steady stream one is handed on every interval: waiting for a pause would never end.
 *
 * @param <T> the value; never null
 */
public final class Coalescer<T> {

    private final long intervalNanos;
    private final LongSupplier nanoTime;
    private final Timer timer;
    private final Consumer<? super T> sink;
    private final AtomicReference<T> pending = new AtomicReference<>();
    private volatile long notBefore;

    /**
     * @param interval least time between two deliveries
     * @param nanoTime the clock, as {@link System#nanoTime()}
     * @param timer calls back on the thread on which {@code sink} is to be called, always the same one
     * @param sink takes the values
     */
    public Coalescer(Duration interval, LongSupplier nanoTime, Timer timer, Consumer<? super T> sink) {
        this.intervalNanos = interval.toNanos();
        this.nanoTime = Objects.requireNonNull(nanoTime, "nanoTime");
        this.timer = Objects.requireNonNull(timer, "timer");
        this.sink = Objects.requireNonNull(sink, "sink");
        this.notBefore = nanoTime.getAsLong();
    }

    /** Offers a value, from any thread. It is delivered unless a later one comes first. */
    public void offer(T value) {
        Objects.requireNonNull(value, "value");
        // A value that waits already has its delivery scheduled; that delivery will find this one.
        if (pending.getAndSet(value) == null) {
            long wait = Math.max(0, notBefore - nanoTime.getAsLong());
            timer.after(Duration.ofNanos(wait), this::deliver);
        }
    }

    private void deliver() {
        // Taken here and not when it was scheduled: while the receiving thread is busy, nothing piles up before it.
        notBefore = nanoTime.getAsLong() + intervalNanos;
        T value = pending.getAndSet(null);
        if (value != null) {
            sink.accept(value);
        }
    }

    /** Calls back once. */
    @FunctionalInterface
    public interface Timer {

        /**
         * @param delay zero or more
         * @param action is called once after it; never before this method returns on the same thread
         */
        void after(Duration delay, Runnable action);
    }
}
