package org.holdfast.model.ownership;

import java.time.Duration;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How soon a silent host is suspected (RFC 5880 §6.8.4: interval and multiplier).
 *
 * @param interval time between two heartbeats, 5 ms to 10 s in whole milliseconds
 * @param multiplier suspected after so many intervals of silence, 2 to 100
 */
public record DetectionProfile(Duration interval, int multiplier) {

    /** 50 ms × 3: raised no false alarm on an overloaded machine. */
    public static final DetectionProfile DEFAULT = new DetectionProfile(Duration.ofMillis(50), 3);

    /** 10 ms × 3: wants real-time priority. */
    public static final DetectionProfile FAST = new DetectionProfile(Duration.ofMillis(10), 3);

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,5})ms ?x ?([0-9]{1,3})");

    public DetectionProfile {
        Objects.requireNonNull(interval, "interval");
        if (interval.compareTo(Duration.ofMillis(5)) < 0 || interval.compareTo(Duration.ofSeconds(10)) > 0) {
            throw new IllegalArgumentException(
                    "the detection interval is " + interval.toMillis() + " ms; choose 5 ms to 10 s");
        }
        if (!interval.equals(Duration.ofMillis(interval.toMillis()))) {
            throw new IllegalArgumentException("the detection interval is " + interval + "; choose whole milliseconds");
        }
        if (multiplier < 2 || multiplier > 100) {
            throw new IllegalArgumentException("the detection multiplier is " + multiplier + "; choose 2 to 100");
        }
    }

    /**
     * Reads what {@link #toString()} writes.
     *
     * @param text {@code default}, {@code fast} or {@code 20ms x 4}
     * @throws IllegalArgumentException when the text has no such form
     */
    public static DetectionProfile parse(String text) {
        Matcher own = TEXT.matcher(text);
        return switch (text) {
            case "default" -> DEFAULT;
            case "fast" -> FAST;
            default -> {
                if (!own.matches()) {
                    throw new IllegalArgumentException("'" + text + "' is none of default, fast, 20ms x 4");
                }
                yield new DetectionProfile(
                        Duration.ofMillis(Integer.parseInt(own.group(1))), Integer.parseInt(own.group(2)));
            }
        };
    }

    /** Silence after which a host is suspected. */
    public Duration silence() {
        return interval.multipliedBy(multiplier);
    }

    @Override
    public String toString() {
        if (equals(DEFAULT)) {
            return "default";
        }
        return equals(FAST) ? "fast" : interval.toMillis() + "ms x " + multiplier;
    }
}
