package org.holdfast.history.internal.connections;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.history.internal.Binder;
import org.holdfast.history.internal.Counter;
import org.holdfast.history.internal.Row;
import org.holdfast.model.history.ConnectionCount;
import org.holdfast.model.history.ConnectionRecord;
import org.holdfast.model.ownership.NodeId;

/** Writes ended connections chunk by chunk, within the caller's transaction. */
final class ChunkTable {

    private static final String INSERT = "INSERT INTO connection (id, connection_id, " + ConnectionColumns.NAMES
            + ") VALUES (?, ?, " + ConnectionColumns.PARAMETERS + ")";

    private final Connection connection;

    ChunkTable(Connection connection) {
        this.connection = connection;
    }

    /** Makes an empty one. */
    Chunk begin(long session, Instant at) throws SQLException {
        long number = Counter.CHUNK.next(connection);
        try (PreparedStatement statement = connection.prepareStatement("""
                INSERT INTO connection_chunk (number, session, row_count, first_seen, first_until, last_until, sealed)
                VALUES (?, ?, 0, ?, ?, ?, FALSE)""")) {
            new Binder(statement)
                    .number(number)
                    .number(session)
                    .time(at)
                    .time(at)
                    .time(at);
            statement.executeUpdate();
        }
        return new Chunk(number);
    }

    /**
     * Adds rows behind those that the chunk has.
     *
     * @param grown the chunk with the new rows taken in
     */
    void add(Chunk grown, List<Chunk.Ended> ended) throws SQLException {
        int first = grown.rows() - ended.size();
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            Binder binder = new Binder(statement);
            for (int i = 0; i < ended.size(); i++) {
                Chunk.Ended each = ended.get(i);
                binder.number(Chunk.id(grown.number(), first + i))
                        .number(each.summary().id());
                ConnectionColumns.bind(binder, each.summary(), each.until(), each.ending())
                        .addBatch();
            }
            statement.executeBatch();
        }
        try (PreparedStatement statement = connection.prepareStatement(
                "UPDATE connection_chunk SET row_count = ?, first_seen = ?, first_until = ?, last_until = ?"
                        + " WHERE number = ?")) {
            new Binder(statement)
                    .integer(grown.rows())
                    .time(grown.firstSeen())
                    .time(grown.firstUntil())
                    .time(grown.lastUntil())
                    .number(grown.number());
            statement.executeUpdate();
        }
    }

    /** Adds the sketches and counts; the same again when it is done twice. Nothing is added to the chunk afterwards. */
    void seal(Chunk chunk) throws SQLException {
        execute("DELETE FROM connection_sketch WHERE chunk = ?", chunk.number());
        execute("DELETE FROM connection_count WHERE chunk = ?", chunk.number());
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO connection_sketch (id, chunk, sketch) VALUES (?, ?, ?)")) {
            Binder binder = new Binder(statement);
            for (Sketches.Kind kind : Sketches.Kind.values()) {
                binder.number(kind.id(chunk.number()))
                        .number(chunk.number())
                        .bytes(chunk.sketch(kind))
                        .addBatch();
            }
            statement.executeBatch();
        }
        execute("UPDATE connection_chunk SET sealed = TRUE WHERE number = ?", chunk.number());
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO connection_count (chunk, service, verdict, connections) VALUES (?, ?, ?, ?)")) {
            Binder binder = new Binder(statement);
            for (ConnectionCount count : chunk.counts()) {
                binder.number(chunk.number())
                        .text(count.service())
                        .name(count.verdict())
                        .number(count.connections())
                        .addBatch();
            }
            statement.executeBatch();
        }
    }

    private void execute(String sql, long chunk) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            new Binder(statement).number(chunk);
            statement.executeUpdate();
        }
    }

    /** Chunks of a session that were left unsealed. */
    List<Long> unsealed(long session) throws SQLException {
        List<Long> numbers = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT number FROM connection_chunk WHERE session = ? AND NOT sealed ORDER BY number")) {
            new Binder(statement).number(session);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    numbers.add(result.getLong(1));
                }
            }
        }
        return numbers;
    }

    /** A chunk as it was when it was filled, made from its rows. */
    Chunk read(long number, NodeId cache) throws SQLException {
        Chunk chunk = new Chunk(number);
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT * FROM connection WHERE id >= ? AND id < ? ORDER BY id")) {
            new Binder(statement).number(Chunk.id(number, 0)).number(Chunk.id(number + 1, 0));
            try (ResultSet result = statement.executeQuery()) {
                Row row = new Row(result);
                while (result.next()) {
                    chunk.skipTo(Chunk.positionOf(row.number("id")));
                    ConnectionRecord record = ConnectionColumns.read(row, cache);
                    chunk.add(new Chunk.Ended(record.summary(), record.until(), record.ending()));
                }
            }
        }
        return chunk;
    }
}
