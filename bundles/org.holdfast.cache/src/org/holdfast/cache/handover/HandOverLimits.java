package org.holdfast.cache.handover;

import java.time.Duration;

/**
 * Bounds of what a failover host takes from senders that may be anybody.
 *
 * @param bytes of all hand-overs that are being received
 * @param senders at a time; others wait until one is through
 * @param greeting how long a sender may take until its hand-over has begun; it has nothing to wait for
 * @param silence of a sender, later, after which it is given up
 */
record HandOverLimits(long bytes, int senders, Duration greeting, Duration silence) {

    /** Half of the heap: while the array of a long stream grows, half as much is needed on top. */
    static HandOverLimits ofThisProcess() {
        return new HandOverLimits(
                Runtime.getRuntime().maxMemory() / 2, 8, Duration.ofSeconds(2), Duration.ofSeconds(10));
    }
}
