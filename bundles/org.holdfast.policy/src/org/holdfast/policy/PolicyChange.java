package org.holdfast.policy;

import java.util.Objects;

/**
 * One field that differs between two policy sets.
 *
 * @param field what it is of, for people: {@code service web: give-back}
 * @param before its value; empty when it wasn't there
 * @param after its value; empty when it isn't there any more
 */
public record PolicyChange(String field, String before, String after) {

    public PolicyChange {
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(after, "after");
    }

    /** {@code service web: give-back: regain → manual}. */
    @Override
    public String toString() {
        return field + ": " + shown(before) + " → " + shown(after);
    }

    private static String shown(String value) {
        return value.isEmpty() ? "(nothing)" : value;
    }
}
