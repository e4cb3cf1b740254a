package org.holdfast.cli.connections;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.function.Consumer;
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
            Selection connections = Selection.of(file, options.filter());
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

    /**
     * The connections that are wanted. Each time they are gone through they are made anew: hundreds of thousands of them
     * needn't be in memory at once.
     */
    private record Selection(TrackedFile file, DisplayFilter filter, Instant now) {

        static Selection of(TrackedFile file, DisplayFilter filter) {
            return new Selection(file, filter, filter.isAll() ? Instant.EPOCH : file.newest());
        }

        void forEach(Consumer<ConnectionSummary> taker) {
            file.cache().forEachConnection(connection -> {
                if (filter.isAll() || filter.matches(connection, now)) {
                    taker.accept(connection);
                }
            });
        }
    }

    private static void writeSummary(TrackedFile file, Selection connections, boolean json, RowOutput out)
            throws IOException {
        ConnectionTotals totals = new ConnectionTotals();
        connections.forEach(totals::add);
        if (json) {
            totals.writeJson(file, out.text());
            out.endRow();
        } else {
            totals.writeText(file, out.text());
        }
    }

    private static void writeJson(Selection connections, ConnectionCache cache, RowOutput out) throws IOException {
        ConnectionJson row = new ConnectionJson();
        try {
            connections.forEach(connection -> {
                row.write(
                        connection,
                        cache.report(connection.id(), Direction.INBOUND),
                        cache.report(connection.id(), Direction.OUTBOUND),
                        out.text());
                endRow(out);
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void writeTable(Selection connections, RowOutput out) throws IOException {
        ConnectionTable table = new ConnectionTable();
        connections.forEach(table::measure);
        table.writeTitles(out.text());
        out.endRow();
        try {
            connections.forEach(connection -> {
                table.write(connection, out.text());
                endRow(out);
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void endRow(RowOutput out) {
        try {
            out.endRow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
