package org.holdfast.cache.handover.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WakeUpTest {

    /** Longer than a test may take: what sleeps for that hangs. */
    private static final Duration LONG = Duration.ofMinutes(5);

    private final WakeUp wake = new WakeUp();

    @Test
    void aChangeEndsTheSleep() throws InterruptedException {
        Thread sleeper = asleep(() -> wake.await(LONG.toNanos()));
        wake.changed();
        assertTrue(sleeper.join(LONG));
    }

    @Test
    void aReleaseEndsEitherSleep() throws InterruptedException {
        Thread sleeper = asleep(() -> wake.await(LONG.toNanos()));
        wake.release();
        assertTrue(sleeper.join(LONG));
        wake.reset();
        sleeper = asleep(() -> wake.awaitRelease(LONG.toNanos()));
        wake.changed();
        assertTrue(sleeper.isAlive(), "a change must not wake who waits for the standby");
        wake.release();
        assertTrue(sleeper.join(LONG));
    }

    @Test
    void whatCameBeforeTheSleepIsNotLost() {
        wake.reset();
        wake.changed();
        wake.await(LONG.toNanos());
        wake.reset();
        wake.release();
        wake.awaitRelease(LONG.toNanos());
    }

    /** Whoever changes something waits until it was seen: one lost call would stop all. */
    @Test
    void losesNothingBetweenManyThreads() throws InterruptedException {
        int rounds = 20_000;
        AtomicInteger done = new AtomicInteger();
        AtomicInteger seen = new AtomicInteger();
        Thread sleeper = Thread.ofPlatform().start(() -> {
            while (seen.get() < rounds) {
                wake.reset();
                seen.set(done.get());
                if (seen.get() < rounds) {
                    wake.await(LONG.toNanos());
                }
            }
        });
        for (int i = 1; i <= rounds; i++) {
            done.set(i);
            wake.changed();
            while (seen.get() < i) {
                Thread.onSpinWait();
            }
        }
        assertTrue(sleeper.join(LONG));
        assertEquals(rounds, seen.get());
    }

    private static Thread asleep(Runnable sleep) {
        Thread thread = Thread.ofPlatform().daemon().start(sleep);
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        return thread;
    }
}
