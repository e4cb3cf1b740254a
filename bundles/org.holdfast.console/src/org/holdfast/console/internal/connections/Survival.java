package org.holdfast.console.internal.connections;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.holdfast.model.tcp.Verdict.Reason;

/**
 * The one number first: how many of the live connections would survive, and what stops most of the others.
 *
 * @param live live connections
 * @param surviving how many of them would survive
 * @param mainReason what stops most of those that wouldn't; empty when all would
 * @param mainCount how many that are
 */
public record Survival(long live, long surviving, Optional<Reason> mainReason, long mainCount) {

    /** Counts the live ones among rows. */
    public static Survival of(List<ConnectionRow> rows) {
        Map<Reason, Long> counts = new EnumMap<>(Reason.class);
        for (ConnectionRow row : rows) {
            if (row.live()) {
                counts.merge(row.verdict().reason(), 1L, Long::sum);
            }
        }
        long live = counts.values().stream().mapToLong(Long::longValue).sum();
        Long surviving = counts.remove(Reason.SURVIVES);
        // Of equally frequent reasons the one that is looked at first.
        Optional<Map.Entry<Reason, Long>> main = counts.entrySet().stream()
                .max(Map.Entry.<Reason, Long>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())));
        return new Survival(
                live,
                surviving == null ? 0 : surviving,
                main.map(Map.Entry::getKey),
                main.map(Map.Entry::getValue).orElse(0L));
    }
}
