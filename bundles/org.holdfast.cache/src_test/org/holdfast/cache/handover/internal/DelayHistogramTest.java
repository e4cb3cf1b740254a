package org.holdfast.cache.handover.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.holdfast.cache.handover.FeedDelay;
import org.junit.jupiter.api.Test;

class DelayHistogramTest {

    private final DelayHistogram histogram = new DelayHistogram();

    @Test
    void knowsNothingBeforeTheFirst() {
        assertEquals(new FeedDelay(0, 0, 0, 0), histogram.delay());
    }

    @Test
    void countsSmallOnesExactly() {
        for (int i = 1; i <= 10; i++) {
            histogram.add(i);
        }
        assertEquals(new FeedDelay(10, 5, 10, 10), histogram.delay());
    }

    @Test
    void takesAnyDelay() {
        histogram.add(-5);
        assertEquals(new FeedDelay(1, 0, 0, 0), histogram.delay());
        histogram.add(Long.MAX_VALUE);
        assertEquals(new FeedDelay(2, 0, Long.MAX_VALUE, Long.MAX_VALUE), histogram.delay());
    }

    @Test
    void isAtMostAnEighthTooLarge() {
        Random random = new Random(3);
        long[] delays = random.longs(10_001, 0, 1L << 40)
                .map(v -> v >> random.nextInt(30))
                .toArray();
        Arrays.stream(delays).forEach(histogram::add);
        Arrays.sort(delays);
        FeedDelay delay = histogram.delay();
        assertWithin(delays[5000], delay.p50Nanos());
        assertWithin(delays[9900], delay.p99Nanos());
        assertEquals(delays[10_000], delay.maxNanos());
    }

    private static void assertWithin(long exact, long told) {
        assertTrue(told >= exact && told <= exact + exact / 8 + 1, told + " for " + exact);
    }
}
