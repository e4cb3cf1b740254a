package org.holdfast.cache.handover.internal;

import org.holdfast.cache.handover.FeedDelay;

/** Counts delays in buckets of which each is an eighth wider than the last. Constant memory. Not safe for threads. */
final class DelayHistogram {

    private static final int SUB_BITS = 3;
    private static final int SUB_BUCKETS = 1 << SUB_BITS;

    private final long[] buckets = new long[(Long.SIZE - SUB_BITS) * SUB_BUCKETS];
    private long count;
    private long max;

    /** @param nanos a negative one, as clocks that were set give it, counts as 0 */
    void add(long nanos) {
        long value = Math.max(0, nanos);
        buckets[bucket(value)]++;
        count++;
        max = Math.max(max, value);
    }

    FeedDelay delay() {
        return new FeedDelay(count, quantile(0.5), quantile(0.99), max);
    }

    private long quantile(double quantile) {
        long wanted = (long) Math.ceil(count * quantile);
        long seen = 0;
        for (int i = 0; i < buckets.length && count > 0; i++) {
            seen += buckets[i];
            if (seen >= wanted) {
                return Math.min(max, upperEnd(i));
            }
        }
        return 0;
    }

    /** The first two times {@value #SUB_BUCKETS} values have a bucket each; then each power of two has as many. */
    private static int bucket(long value) {
        int shift = Math.max(0, Long.SIZE - 1 - SUB_BITS - Long.numberOfLeadingZeros(value));
        return shift * SUB_BUCKETS + (int) (value >>> shift);
    }

    private static long upperEnd(int bucket) {
        int shift = Math.max(0, bucket / SUB_BUCKETS - 1);
        return ((bucket - shift * SUB_BUCKETS + 1L) << shift) - 1;
    }
}
