package org.holdfast.model.ownership;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * When a home host that is well again has its service back.
 *
 * @param mode how
 * @param windows when, for {@link GiveBackMode#WINDOW}: at least one; for the other modes none
 * @param holdDown how long the home host must have been alive before it is given anything, 0 to 7 days
 */
public record GiveBackRule(GiveBackMode mode, List<TimeWindow> windows, Duration holdDown) {

    /** Long enough for a host that reboots in a loop to be noticed dead again. */
    public static final Duration DEFAULT_HOLD_DOWN = Duration.ofSeconds(3);

    public GiveBackRule {
        Objects.requireNonNull(mode, "mode");
        windows = List.copyOf(windows);
        Objects.requireNonNull(holdDown, "holdDown");
        if (mode == GiveBackMode.WINDOW && windows.isEmpty()) {
            throw new IllegalArgumentException("give-back in a window needs at least one window");
        }
        if (mode != GiveBackMode.WINDOW && !windows.isEmpty()) {
            throw new IllegalArgumentException("give-back has windows, but its mode isn't window");
        }
        if (holdDown.isNegative() || holdDown.compareTo(Duration.ofDays(7)) > 0) {
            throw new IllegalArgumentException("the hold-down is " + holdDown.toMillis() + " ms; choose 0 s to 7 days");
        }
    }

    /** A mode that needs no window, with the default hold-down. */
    public static GiveBackRule of(GiveBackMode mode) {
        return new GiveBackRule(mode, List.of(), DEFAULT_HOLD_DOWN);
    }
}
