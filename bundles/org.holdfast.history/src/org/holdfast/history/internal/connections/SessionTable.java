package org.holdfast.history.internal.connections;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.holdfast.history.internal.Binder;
import org.holdfast.history.internal.Counter;
import org.holdfast.history.internal.Row;
import org.holdfast.model.ownership.NodeId;

/** Lives of caches in SQL, within the caller's transaction. */
final class SessionTable {

    private final Connection connection;

    SessionTable(Connection connection) {
        this.connection = connection;
    }

    /** Returns the number of the new session. */
    long begin(NodeId cache, Instant at) throws SQLException {
        long number = Counter.SESSION.next(connection);
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO connection_session (number, cache, started_at, alive_at, batches) VALUES (?, ?, ?, ?, 0)")) {
            new Binder(statement).number(number).text(cache.name()).time(at).time(at);
            statement.executeUpdate();
        }
        return number;
    }

    /** How many batches a session has written; empty when there is none of that number or it was ended. */
    OptionalLong batches(long session) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT batches FROM connection_session WHERE number = ? AND ended_at IS NULL")) {
            new Binder(statement).number(session);
            try (ResultSet result = statement.executeQuery()) {
                return result.next() ? OptionalLong.of(result.getLong(1)) : OptionalLong.empty();
            }
        }
    }

    /** It has written so many batches by now; false when somebody ended it. */
    boolean wrote(long session, long batches, Instant at) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "UPDATE connection_session SET batches = ?, alive_at = ? WHERE number = ? AND ended_at IS NULL")) {
            new Binder(statement).number(batches).time(at).number(session);
            return statement.executeUpdate() > 0;
        }
    }

    void end(long session, Instant at) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE connection_session SET ended_at = ? WHERE number = ?")) {
            new Binder(statement).time(at).number(session);
            statement.executeUpdate();
        }
    }

    /** Sessions of a cache that weren't ended but haven't written since. */
    List<Abandoned> abandoned(NodeId cache, Instant since) throws SQLException {
        List<Abandoned> abandoned = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT number, alive_at FROM connection_session WHERE cache = ? AND alive_at < ? AND ended_at IS NULL"
                        + " ORDER BY number")) {
            new Binder(statement).text(cache.name()).time(since);
            try (ResultSet result = statement.executeQuery()) {
                Row row = new Row(result);
                while (result.next()) {
                    abandoned.add(new Abandoned(row.number("number"), row.time("alive_at")));
                }
            }
        }
        return abandoned;
    }

    /**
     * A session whose cache stopped without ending it.
     *
     * @param aliveAt when it last wrote
     */
    record Abandoned(long number, Instant aliveAt) {}
}
