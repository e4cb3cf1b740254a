package org.holdfast.cache.handover;

/**
 * How long something took, in nanoseconds. Quantiles are upper bounds, at most an eighth too large.
 *
 * @param count of measurements; with 0 all else is 0
 */
public record FeedDelay(long count, long p50Nanos, long p99Nanos, long maxNanos) {}
