package org.holdfast.history.internal.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.OptionalLong;
import org.holdfast.history.internal.Binder;

/** Deletes connections chunk by chunk, the oldest first, within the caller's transaction. */
final class ChunkRetention {

    /** What a connection takes on disk with its part of the sketches: measured. */
    static final long ROW_BYTES = 250;

    /** Rows deleted in one transaction. */
    private static final int STEP = 4_096;

    private final Connection connection;

    ChunkRetention(Connection connection) {
        this.connection = connection;
    }

    /** Deletes a part of one chunk; returns whether there may be more to delete. */
    boolean deleteSome(Instant oldest, long bytes) throws SQLException {
        OptionalLong chunk = old(oldest);
        if (chunk.isEmpty() && rows() > bytes / ROW_BYTES) {
            chunk = first();
        }
        if (chunk.isEmpty()) {
            return false;
        }
        long number = chunk.getAsLong();
        long first = number << 15;
        OptionalLong last;
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT MAX(f.id) FROM
                    (SELECT id FROM connection WHERE id >= ? AND id < ? ORDER BY id LIMIT ?) f""")) {
            new Binder(statement).number(first).number(number + 1 << 15).integer(STEP);
            last = number(statement);
        }
        if (last.isPresent()) {
            try (PreparedStatement statement =
                    connection.prepareStatement("DELETE FROM connection WHERE id >= ? AND id <= ?")) {
                new Binder(statement).number(first).number(last.getAsLong());
                statement.executeUpdate();
            }
            return true;
        }
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM connection_chunk WHERE number = ?")) {
            new Binder(statement).number(number);
            statement.executeUpdate();
        }
        return true;
    }

    private OptionalLong old(Instant oldest) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT MIN(number) FROM connection_chunk WHERE sealed AND last_until < ?")) {
            new Binder(statement).time(oldest);
            return number(statement);
        }
    }

    private OptionalLong first() throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT MIN(number) FROM connection_chunk WHERE sealed")) {
            return number(statement);
        }
    }

    private static OptionalLong number(PreparedStatement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery()) {
            result.next();
            long number = result.getLong(1);
            return result.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
        }
    }

    private long rows() throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement("SELECT COALESCE(SUM(row_count), 0) FROM connection_chunk");
                ResultSet result = statement.executeQuery()) {
            result.next();
            return result.getLong(1);
        }
    }
}
