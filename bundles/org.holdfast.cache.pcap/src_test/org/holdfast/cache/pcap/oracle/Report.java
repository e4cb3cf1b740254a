package org.holdfast.cache.pcap.oracle;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.holdfast.cache.pcap.oracle.Difference.Field;
import org.holdfast.cache.pcap.oracle.KnownDifferences.Entry;

/** What came of the comparison, in a few lines: by field, by capture, a few connections of each. */
record Report(int captures, int connections, List<Difference> unlisted, List<Entry> outdated) {

    private static final int EXAMPLES = 3;

    String text() {
        StringBuilder text = new StringBuilder("%d captures, %d connections: %d differences that aren't listed%n"
                .formatted(captures, connections, unlisted.size()));
        Map<Field, Map<String, List<Difference>>> byField = new EnumMap<>(Field.class);
        for (Difference difference : unlisted) {
            byField.computeIfAbsent(difference.field(), field -> new LinkedHashMap<>())
                    .computeIfAbsent(difference.capture(), capture -> new ArrayList<>())
                    .add(difference);
        }
        byField.forEach((field, byCapture) -> {
            text.append(field).append(": ").append(count(byCapture)).append(System.lineSeparator());
            byCapture.forEach((capture, some) -> text.append(line(capture, some)));
        });
        outdated.forEach(entry -> text.append("listed, but there is no such difference any more: %s | %s | %s%n"
                .formatted(entry.capture(), entry.connection(), entry.field())));
        return text.toString();
    }

    private static int count(Map<String, List<Difference>> byCapture) {
        return byCapture.values().stream().mapToInt(List::size).sum();
    }

    private static String line(String capture, List<Difference> differences) {
        StringBuilder line = new StringBuilder("  %s: %d%n".formatted(capture, differences.size()));
        differences.stream()
                .limit(EXAMPLES)
                .forEach(d -> line.append("    %s: cache %s, oracle %s%n"
                        .formatted(d.connection(), shortened(d.cache()), shortened(d.oracle()))));
        return line.toString();
    }

    /** Digests are told apart by their beginnings. */
    private static String shortened(String value) {
        return value.length() == 64 ? value.substring(0, 8) : value;
    }
}
