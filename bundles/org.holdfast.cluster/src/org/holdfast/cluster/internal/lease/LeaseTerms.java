package org.holdfast.cluster.internal.lease;

import java.time.Duration;

/**
 * How long a lease is at its owner, and how long a voter keeps its promise.
 *
 * @param leaseNanos from sending the heartbeat, by the owner's clock
 */
public record LeaseTerms(long leaseNanos) {

    /** A promise is longer than a lease by this part, so that clocks may differ; see the package's argument. */
    private static final long DRIFT_PERCENT = 2;

    public LeaseTerms {
        if (leaseNanos <= 0) {
            throw new IllegalArgumentException("a lease of " + leaseNanos + " ns");
        }
    }

    public static LeaseTerms of(Duration lease) {
        return new LeaseTerms(lease.toNanos());
    }

    /** From hearing the heartbeat, by the voter's clock. */
    public long promiseNanos() {
        return leaseNanos + leaseNanos * DRIFT_PERCENT / 100;
    }
}
