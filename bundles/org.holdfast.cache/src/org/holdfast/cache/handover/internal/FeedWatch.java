package org.holdfast.cache.handover.internal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;
import org.holdfast.cache.handover.FeedLimits;
import org.holdfast.cache.handover.FeedListener;

/**
 * Looks after a feed from outside, also while its thread is stuck in a write or waits for a connection: finds what is
 * behind and tells the listener what happened. One thread.
 */
public final class FeedWatch implements Runnable {

    private static final Duration LONGEST_LOOK = Duration.ofMillis(100);
    private static final int LOOKS = 4;

    private final FeedSender sender;
    private final Lock lock;
    private final WakeUp wake;
    private final FeedListener listener;
    private final CaptureClock captureClock;
    private final CountDownLatch closed;
    private final Consumer<String> problems;
    private final long intervalNanos;

    /**
     * @param sender guarded by {@code lock}
     * @param closed ends the watch
     * @param problems hears what the listener threw
     */
    public FeedWatch(
            FeedSender sender,
            Lock lock,
            WakeUp wake,
            FeedLimits limits,
            FeedListener listener,
            CaptureClock captureClock,
            CountDownLatch closed,
            Consumer<String> problems) {
        this.sender = sender;
        this.lock = lock;
        this.wake = wake;
        this.listener = listener;
        this.captureClock = captureClock;
        this.closed = closed;
        this.problems = problems;
        intervalNanos = Math.min(LONGEST_LOOK.toNanos(), limits.behindAge().toNanos() / LOOKS);
    }

    @Override
    public void run() {
        try {
            while (!closed.await(intervalNanos, TimeUnit.NANOSECONDS)) {
                look().forEach(this::tell);
            }
        } catch (InterruptedException e) {
            // Whoever interrupts wants it to end.
            Thread.currentThread().interrupt();
        }
    }

    private List<Consumer<FeedListener>> look() {
        lock.lock();
        try {
            sender.watch(System.nanoTime(), captureClock.nanos(), intervalNanos);
            if (sender.isHeldUp()) {
                // What was found here is to be sent by the feed's thread.
                wake.changed();
            }
        } catch (RuntimeException e) {
            problems.accept("the cache couldn't be asked: " + e);
        } finally {
            lock.unlock();
        }
        return happened();
    }

    private List<Consumer<FeedListener>> happened() {
        lock.lock();
        try {
            return sender.events().take();
        } finally {
            lock.unlock();
        }
    }

    private void tell(Consumer<FeedListener> event) {
        try {
            event.accept(listener);
        } catch (RuntimeException e) {
            problems.accept("the listener failed: " + e);
        }
    }
}
