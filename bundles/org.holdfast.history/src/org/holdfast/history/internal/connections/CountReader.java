package org.holdfast.history.internal.connections;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.holdfast.history.internal.Binder;
import org.holdfast.history.internal.Precision;
import org.holdfast.history.internal.Row;
import org.holdfast.model.history.ConnectionCount;
import org.holdfast.model.history.When;
import org.holdfast.model.tcp.Verdict;

/**
 * Counts connections by service and verdict within the caller's transaction: from the counts of chunks that lie wholly
 * in the time, row by row in those at its edges.
 */
public final class CountReader {

    /** Chunks that lie in the time as a whole have their counts. */
    private static final String WHOLE = """
            SELECT n.service, n.verdict, SUM(n.connections) AS connections
            FROM connection_count n JOIN connection_chunk c ON c.number = n.chunk
            WHERE c.sealed AND c.first_until >= ? AND c.last_until <= ?
            GROUP BY n.service, n.verdict""";

    private static final String PARTLY = """
            SELECT number FROM connection_chunk
            WHERE row_count > 0 AND last_until >= ? AND first_until <= ?
                AND NOT (sealed AND first_until >= ? AND last_until <= ?)""";

    private static final String ROWS = """
            SELECT service, verdict, 1 AS connections FROM connection
            WHERE id >= ? AND id < ? AND until_at >= ? AND until_at <= ?""";

    /** Rows of one statement: H2 holds a result as a whole, and groups it slowly. */
    private static final int STRETCH = 4_096;

    private final Connection connection;
    private final Instant from;
    private final Instant to;
    private final Map<String, Map<Verdict.Reason, Long>> counts = new TreeMap<>();

    private CountReader(Connection connection, Instant from, Instant to) {
        this.connection = connection;
        this.from = from;
        this.to = to;
    }

    /** Those that ended in that time, by service and verdict. */
    public static List<ConnectionCount> counts(Connection connection, When when) throws SQLException {
        CountReader reader = switch (when) {
            case When.At(Instant at) -> new CountReader(connection, Instant.MIN, at);
            case When.Between(Instant from, Instant to) ->
                new CountReader(connection, from, Precision.cut(to).minusNanos(1_000));
        };
        return reader.read();
    }

    private List<ConnectionCount> read() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(WHOLE)) {
            new Binder(statement).time(from).time(to);
            sum(statement);
        }
        try (PreparedStatement statement = connection.prepareStatement(PARTLY)) {
            new Binder(statement).time(from).time(to).time(from).time(to);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows(result.getLong(1));
                }
            }
        }
        return counts.entrySet().stream()
                .flatMap(service -> service.getValue().entrySet().stream()
                        .map(verdict -> new ConnectionCount(service.getKey(), verdict.getKey(), verdict.getValue())))
                .toList();
    }

    private void rows(long chunk) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ROWS)) {
            for (long first = Chunk.id(chunk, 0); first < Chunk.id(chunk + 1, 0); first += STRETCH) {
                new Binder(statement)
                        .number(first)
                        .number(first + STRETCH)
                        .time(from)
                        .time(to);
                sum(statement);
            }
        }
    }

    private void sum(PreparedStatement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery()) {
            Row row = new Row(result);
            while (result.next()) {
                counts.computeIfAbsent(row.text("service"), _ -> new TreeMap<>())
                        .merge(row.name("verdict", Verdict.Reason.class), row.number("connections"), Long::sum);
            }
        }
    }
}
