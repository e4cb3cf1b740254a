package org.holdfast.cache.handover;

import java.time.Duration;

/**
 * Bounds of a feed.
 *
 * @param windowBytes that may be under way to the standby and not acknowledged, 64 KiB to 64 MiB. What it takes longer
 *     than this at the link's speed, small connections wait behind large ones
 * @param quantumBytes of one connection before the next one's turn, 1 KiB to 128 KiB
 * @param connections fed at most
 * @param behindBytes of one connection that were captured and that the standby doesn't have: with more, it is behind
 * @param behindAge how long something captured may be missing at the standby before that connection is behind
 * @param pace the least time between two looks at the cache while it changes all the time
 * @param stateInterval the least time between two control blocks, or digests, of one connection; the newest is sent
 * @param heartbeat how often a feed with nothing to send says that it lives
 * @param silence of the other host after which a connection to it is given up; several heartbeats
 */
public record FeedLimits(
        int windowBytes,
        int quantumBytes,
        int connections,
        long behindBytes,
        Duration behindAge,
        Duration pace,
        Duration stateInterval,
        Duration heartbeat,
        Duration silence) {

    /** Good for a gigabit link and a quarter of a million connections. */
    public static final FeedLimits DEFAULT = new FeedLimits(
            1 << 20,
            32 << 10,
            250_000,
            8 << 20,
            Duration.ofSeconds(1),
            Duration.ofNanos(200_000),
            Duration.ofMillis(5),
            Duration.ofSeconds(1),
            Duration.ofSeconds(10));

    public FeedLimits {
        if (windowBytes < 64 << 10 || windowBytes > 64 << 20) {
            throw new IllegalArgumentException("a window of " + windowBytes + " bytes isn't within 64 KiB to 64 MiB");
        }
        if (quantumBytes < 1 << 10 || quantumBytes > 128 << 10) {
            throw new IllegalArgumentException("a quantum of " + quantumBytes + " bytes isn't within 1 to 128 KiB");
        }
        if (connections < 1 || behindBytes < 1) {
            throw new IllegalArgumentException(
                    "a feed of " + connections + " connections of which each may be " + behindBytes + " bytes behind");
        }
        if (pace.isNegative() || stateInterval.isNegative()) {
            throw new IllegalArgumentException("a pace of " + pace + " or a state interval of " + stateInterval);
        }
        if (!behindAge.isPositive() || !heartbeat.isPositive() || silence.compareTo(heartbeat) <= 0) {
            throw new IllegalArgumentException("ages and intervals are positive, and silence (" + silence
                    + ") is longer than a heartbeat (" + heartbeat + ")");
        }
    }
}
