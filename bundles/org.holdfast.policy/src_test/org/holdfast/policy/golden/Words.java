package org.holdfast.policy.golden;

import java.time.Duration;
import java.util.Locale;

/** Words of cases that stand for values. */
final class Words {

    private Words() {}

    /** Constants are written small. */
    static <E extends Enum<E>> E constant(Class<E> type, String text) {
        return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
    }

    /** {@code 262ms}, {@code 10s}, {@code 5min}, {@code 2h} or {@code 3d}. */
    static Duration span(String text) {
        String unit = text.replaceFirst("^[0-9]+", "");
        long amount = Long.parseLong(text.substring(0, text.length() - unit.length()));
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "min" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            case "d" -> Duration.ofDays(amount);
            default -> throw new IllegalArgumentException("'" + text + "' has no unit of ms, s, min, h, d");
        };
    }
}
