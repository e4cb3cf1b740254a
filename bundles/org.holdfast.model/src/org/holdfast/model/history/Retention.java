package org.holdfast.model.history;

import java.time.Duration;
import java.util.Map;

/**
 * How long and how much is kept of each kind. What lasts still is kept in any case.
 *
 * @param limits limits by kind; a kind without any is kept for ever
 */
public record Retention(Map<HistoryKind, Limit> limits) {

    /** Nothing is ever deleted. */
    public static final Retention KEEP_ALL = new Retention(Map.of());

    /** What holds unless somebody says otherwise. */
    public static final Retention DEFAULT = new Retention(Map.of(
            HistoryKind.CONNECTIONS, new Limit(Duration.ofDays(400), 20L << 30),
            HistoryKind.CAPTURE, new Limit(Duration.ofDays(90), 1L << 30),
            HistoryKind.PLANS, new Limit(Duration.ofDays(400), 2L << 30),
            HistoryKind.MEMBERS, new Limit(Duration.ofDays(800), 1L << 30),
            HistoryKind.DETECTIONS, new Limit(Duration.ofDays(800), 1L << 30)));

    public Retention {
        limits = Map.copyOf(limits);
    }

    /**
     * A limit; what exceeds either is deleted, the oldest first.
     *
     * @param age of the end of it
     * @param bytes estimated from the number of rows
     */
    public record Limit(Duration age, long bytes) {
        public Limit {
            if (!age.isPositive() || bytes < 1) {
                throw new IllegalArgumentException("a limit is positive: " + age + ", " + bytes + " bytes");
            }
        }
    }
}
