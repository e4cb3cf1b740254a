package org.holdfast.cli.connections;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.cache.CacheSettings;
import org.holdfast.cache.ConnectionCache;
import org.holdfast.cache.filter.DisplayFilter;
import org.holdfast.model.tcp.ConnectionSummary;
import org.holdfast.model.tcp.Direction;

/** Lists the connections of a capture file. */
public final class Listing {

    private Listing() {}

    /**
     * Reads the file and prints what is asked for.
     *
     * @return what is wrong with the file, and where; empty when nothing is. All before it was printed
     * @throws IOException when the file can't be opened, isn't a capture file, or can't be read on
     */
    public static String print(ListingOptions options, PrintStream target) throws IOException {
        // The digests of streams cost more than all the rest; only the rows of JSON have them.
        CacheSettings settings = CacheSettings.FILE.withProofs(options.json() && !options.summary());
        try (ConnectionCache cache = ConnectionCache.forFile(settings)) {
            TrackedFile file = TrackedFile.read(options.file(), cache);
            RowOutput out = new RowOutput(target);
            List<ConnectionSummary> connections = select(file.connections(), options.filter());
            if (options.summary()) {
                writeSummary(file, connections, options.json(), out);
            } else if (options.json()) {
                writeJson(connections, cache, out);
            } else {
                writeTable(connections, out);
            }
            out.flush();
            return file.fault();
        }
    }

    private static List<ConnectionSummary> select(List<ConnectionSummary> connections, DisplayFilter filter) {
        if (filter.isAll()) {
            return connections;
        }
        Instant now = TrackedFile.newest(connections);
        List<ConnectionSummary> selected = new ArrayList<>();
        for (ConnectionSummary connection : connections) {
            if (filter.matches(connection, now)) {
                selected.add(connection);
            }
        }
        return selected;
    }

    private static void writeSummary(TrackedFile file, List<ConnectionSummary> connections, boolean json, RowOutput out)
            throws IOException {
        ConnectionTotals totals = new ConnectionTotals();
        for (ConnectionSummary connection : connections) {
            totals.add(connection);
        }
        if (json) {
            totals.writeJson(file, out.text());
            out.endRow();
        } else {
            totals.writeText(file, out.text());
        }
    }

    private static void writeJson(List<ConnectionSummary> connections, ConnectionCache cache, RowOutput out)
            throws IOException {
        ConnectionJson row = new ConnectionJson();
        for (ConnectionSummary connection : connections) {
            row.write(
                    connection,
                    cache.report(connection.id(), Direction.INBOUND),
                    cache.report(connection.id(), Direction.OUTBOUND),
                    out.text());
            out.endRow();
        }
    }

    private static void writeTable(List<ConnectionSummary> connections, RowOutput out) throws IOException {
        ConnectionTable table = new ConnectionTable();
        for (ConnectionSummary connection : connections) {
            table.measure(connection);
        }
        table.writeTitles(out.text());
        out.endRow();
        for (ConnectionSummary connection : connections) {
            table.write(connection, out.text());
            out.endRow();
        }
    }
}
