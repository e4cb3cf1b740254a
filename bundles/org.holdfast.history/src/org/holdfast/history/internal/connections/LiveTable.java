package org.holdfast.history.internal.connections;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.holdfast.history.internal.Binder;
import org.holdfast.history.internal.Row;
import org.holdfast.model.history.ConnectionRecord;
import org.holdfast.model.history.ConnectionRecord.Ending;
import org.holdfast.model.ownership.NodeId;

/** Connections that live, in SQL, within the caller's transaction. */
final class LiveTable {

    private static final String INSERT = "INSERT INTO connection_live (" + ConnectionColumns.NAMES
            + ", session, connection_id) VALUES (" + ConnectionColumns.PARAMETERS + ", ?, ?)";

    private static final String UPDATE = """
            UPDATE connection_live SET remote_address = ?, remote_port = ?, service_address = ?, service_port = ?,
                service = ?, state = ?, verdict = ?, verdict_detail = ?, first_seen = ?, last_seen = ?, until_at = ?,
                ending = ?, in_packets = ?, in_payload_bytes = ?, in_retransmitted_bytes = ?, in_stream_bytes = ?,
                in_acknowledged_bytes = ?, out_packets = ?, out_payload_bytes = ?, out_retransmitted_bytes = ?,
                out_stream_bytes = ?, out_acknowledged_bytes = ?, rtt_micros = ?
            WHERE session = ? AND connection_id = ?""";

    private final Connection connection;

    LiveTable(Connection connection) {
        this.connection = connection;
    }

    void insert(long session, Collection<Living> living) throws SQLException {
        put(INSERT, session, living);
    }

    void update(long session, Collection<Living> living) throws SQLException {
        put(UPDATE, session, living);
    }

    private void put(String sql, long session, Collection<Living> living) throws SQLException {
        if (living.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Binder binder = new Binder(statement);
            for (Living each : living) {
                ConnectionColumns.bind(binder, each.summary(), each.at(), Ending.LIVES)
                        .number(session)
                        .number(each.summary().id())
                        .addBatch();
            }
            statement.executeBatch();
        }
    }

    void delete(long session, Collection<Long> connections) throws SQLException {
        if (connections.isEmpty()) {
            return;
        }
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM connection_live WHERE session = ? AND connection_id = ?")) {
            Binder binder = new Binder(statement);
            for (long each : connections) {
                binder.number(session).number(each).addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Those of a session with the smallest IDs. */
    List<ConnectionRecord> first(long session, NodeId cache, int limit) throws SQLException {
        List<ConnectionRecord> records = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT * FROM connection_live WHERE session = ? ORDER BY connection_id LIMIT ?")) {
            new Binder(statement).number(session).integer(limit);
            try (ResultSet result = statement.executeQuery()) {
                Row row = new Row(result);
                while (result.next()) {
                    records.add(ConnectionColumns.read(row, cache));
                }
            }
        }
        return records;
    }
}
