package org.holdfast.cache.pcap.oracle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.holdfast.cache.pcap.oracle.Difference.Field;

/** The differences that are justified, each with its reason. */
final class KnownDifferences {

    private static final String LIST = "differences.txt";
    private static final String ALL = "*";

    private KnownDifferences() {}

    /**
     * One line of the list.
     *
     * @param connection as {@link Difference} names it, or {@code *} for all of the capture
     * @param reason why the cache is right, or the oracle can't be
     */
    record Entry(String capture, String connection, Field field, String reason) {

        boolean covers(Difference difference) {
            return capture.equals(difference.capture())
                    && field == difference.field()
                    && (connection.equals(ALL) || connection.equals(difference.connection()));
        }
    }

    static List<Entry> read() throws IOException {
        try (InputStream list = Objects.requireNonNull(KnownDifferences.class.getResourceAsStream(LIST), LIST)) {
            return parse(new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        }
    }

    private static List<Entry> parse(List<String> lines) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String[] cells = line.split("\\s*\\|\\s*", 4);
            if (cells.length < 4 || cells[3].isBlank()) {
                throw new IllegalArgumentException(
                        LIST + ", line " + (i + 1) + ": 'capture | connection | field | reason' is expected");
            }
            entries.add(new Entry(cells[0], cells[1], Field.valueOf(cells[2]), cells[3]));
        }
        return entries;
    }
}
