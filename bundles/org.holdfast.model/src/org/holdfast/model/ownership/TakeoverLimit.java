package org.holdfast.model.ownership;

import java.time.Duration;
import java.util.Objects;

/**
 * How often a service may change its owner by itself before a human is called: a service that is taken over again and
 * again has a fault that another takeover won't mend.
 *
 * @param takeovers at most so many, 1 to 1000; 0 for no limit
 * @param period within this time, up to the decision; 1 s to 31 days
 */
public record TakeoverLimit(int takeovers, Duration period) {

    /** As often as it takes. */
    public static final TakeoverLimit NONE = new TakeoverLimit(0, Duration.ofHours(1));

    public TakeoverLimit {
        Objects.requireNonNull(period, "period");
        if (takeovers < 0 || takeovers > 1000) {
            throw new IllegalArgumentException("a limit of " + takeovers + " takeovers; choose 1 to 1000");
        }
        if (period.compareTo(Duration.ofSeconds(1)) < 0 || period.compareTo(Duration.ofDays(31)) > 0) {
            throw new IllegalArgumentException(
                    "the limit's period is " + period.toMillis() + " ms; choose 1 s to 31 days");
        }
    }
}
