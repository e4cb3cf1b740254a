package org.holdfast.cluster.config;

import java.time.Duration;

/**
 * How fast the cluster notices and decides; the same on all members.
 *
 * @param heartbeat time between two heartbeats, 5 ms to 10 s
 * @param multiplier a member is suspected after this many intervals without a heartbeat, 2 to 100
 * @param lease how long an owner may go on after the last heartbeat that a majority has echoed; at least three intervals.
 *     A takeover waits for it
 */
public record Timing(Duration heartbeat, int multiplier, Duration lease) {

    public static final Timing DEFAULTS = new Timing(Duration.ofMillis(50), 5, Duration.ofMillis(500));

    public Timing {
        if (heartbeat.compareTo(Duration.ofMillis(5)) < 0 || heartbeat.compareTo(Duration.ofSeconds(10)) > 0) {
            throw new IllegalArgumentException(
                    "timing.heartbeat is " + heartbeat.toMillis() + " ms; choose 5ms to 10s");
        }
        if (multiplier < 2 || multiplier > 100) {
            throw new IllegalArgumentException("timing.multiplier is " + multiplier + "; choose 2 to 100");
        }
        if (lease.compareTo(heartbeat.multipliedBy(3)) < 0) {
            throw new IllegalArgumentException("timing.lease is " + lease.toMillis()
                    + " ms, which lost heartbeats would end at once; choose at least three heartbeats, "
                    + heartbeat.multipliedBy(3).toMillis() + "ms");
        }
        if (lease.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException(
                    "timing.lease is " + lease.toSeconds() + " s, and every takeover waits for it; choose at most 60s");
        }
    }

    /** Silence after which a member is suspected. */
    public Duration detection() {
        return heartbeat.multipliedBy(multiplier);
    }
}
