package org.holdfast.model.ownership;

import java.time.Duration;
import java.util.Objects;

/**
 * When a failed host's service is taken over.
 *
 * @param mode who decides
 * @param confirmWithin how long after the host was last heard an operator may confirm, 1 s to 24 h; means something in
 *     {@link TakeoverMode#CONFIRMED} only
 * @param limit how often it happens before a human is called
 */
public record TakeoverRule(TakeoverMode mode, Duration confirmWithin, TakeoverLimit limit) {

    public static final Duration DEFAULT_CONFIRM_WITHIN = Duration.ofMinutes(5);

    public TakeoverRule {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(confirmWithin, "confirmWithin");
        Objects.requireNonNull(limit, "limit");
        if (confirmWithin.compareTo(Duration.ofSeconds(1)) < 0 || confirmWithin.compareTo(Duration.ofHours(24)) > 0) {
            throw new IllegalArgumentException(
                    "the time to confirm is " + confirmWithin.toMillis() + " ms; choose 1 s to 24 h");
        }
    }

    /** A mode with the default time and without a limit. */
    public static TakeoverRule of(TakeoverMode mode) {
        return new TakeoverRule(mode, DEFAULT_CONFIRM_WITHIN, TakeoverLimit.NONE);
    }
}
