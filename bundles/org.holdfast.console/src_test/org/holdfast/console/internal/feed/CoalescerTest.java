package org.holdfast.console.internal.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.junit.jupiter.api.Test;

class CoalescerTest {

    private final SimulatedTime time = new SimulatedTime();
    private final List<String> shown = new ArrayList<>();
    private final Coalescer<String> coalescer =
            new Coalescer<>(Duration.ofMillis(100), () -> time.now, time, v -> shown.add(v + "@" + time.millis()));

    @Test
    void theFirstAfterAQuietTimeIsShownAtOnce() {
        time.advance(5_000);
        coalescer.offer("a");
        time.advance(0);
        assertEquals(List.of("a@5000"), shown);
    }

    @Test
    void ofThoseThatComeInBetweenTheLatestWins() {
        coalescer.offer("a");
        time.advance(10);
        coalescer.offer("b");
        coalescer.offer("c");
        time.advance(20);
        coalescer.offer("d");
        time.advance(500);
        assertEquals(List.of("a@0", "d@100"), shown);
    }

    @Test
    void aSteadyStreamIsShownTenTimesASecondAndNeverStarves() {
        for (int i = 0; i < 1_000; i++) {
            coalescer.offer("v" + i);
            time.advance(1);
        }
        time.advance(100);
        assertEquals(11, shown.size(), shown.toString());
        assertEquals("v99@100", shown.get(1));
        assertEquals("v999@1000", shown.getLast());
    }

    @Test
    void whileTheReceiverIsBusyNothingPilesUp() {
        coalescer.offer("a");
        time.advance(0);
        coalescer.offer("b");
        time.stall(3_000);
        coalescer.offer("c");
        coalescer.offer("d");
        time.advance(0);
        assertEquals(List.of("a@0", "d@3000"), shown);
        assertTrue(time.due.isEmpty());
    }

    /** A clock that goes when told, and calls back on the caller's thread. */
    private static final class SimulatedTime implements Coalescer.Timer {

        private record Call(long at, long order, Runnable action) {}

        private final PriorityQueue<Call> due =
                new PriorityQueue<>(Comparator.comparingLong(Call::at).thenComparingLong(Call::order));
        private long now;
        private long calls;

        @Override
        public void after(Duration delay, Runnable action) {
            due.add(new Call(now + delay.toNanos(), calls++, action));
        }

        void advance(long millis) {
            long end = now + millis * 1_000_000;
            while (!due.isEmpty() && due.peek().at() <= end) {
                Call call = due.poll();
                now = Math.max(now, call.at());
                call.action().run();
            }
            now = end;
        }

        /** Time goes by without anything being called back. */
        void stall(long millis) {
            now += millis * 1_000_000;
        }

        long millis() {
            return now / 1_000_000;
        }
    }
}
