package org.holdfast.history.internal.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.holdfast.history.internal.Binder;
import org.holdfast.history.internal.Database;
import org.holdfast.model.history.HistoryKind;
import org.holdfast.model.history.Retention;

/** Applies limits, step by step. For one thread. */
public final class RetentionJob {

    /** Rows deleted in one transaction. */
    private static final int STEP = 2_000;

    private final Retention retention;
    private final InstantSource clock;
    private final Deque<HistoryKind> toDo = new ArrayDeque<>();

    public RetentionJob(Retention retention, InstantSource clock) {
        this.retention = retention;
        this.clock = clock;
    }

    /** Deletes some rows; returns whether there may be more to delete. Begins anew after it returned false. */
    public boolean step(Database database) throws SQLException {
        if (toDo.isEmpty()) {
            for (HistoryKind kind : HistoryKind.values()) {
                if (retention.limits().containsKey(kind)) {
                    toDo.add(kind);
                }
            }
        }
        HistoryKind kind = toDo.peek();
        if (kind != null && !database.writeSoon(c -> delete(c, kind))) {
            toDo.remove();
        }
        return !toDo.isEmpty();
    }

    /** Returns whether there may be more of that kind to delete. */
    private boolean delete(Connection connection, HistoryKind kind) throws SQLException {
        Retention.Limit limit = retention.limits().get(kind);
        Instant oldest = clock.instant().minus(limit.age());
        if (kind == HistoryKind.CONNECTIONS) {
            return new ChunkRetention(connection).deleteSome(oldest, limit.bytes());
        }
        KindLimits limits = KindLimits.of(kind);
        return deleteOld(connection, limits, oldest) == STEP || deleteMany(connection, limits, limit.bytes()) == STEP;
    }

    private static int deleteOld(Connection connection, KindLimits limits, Instant oldest) throws SQLException {
        return delete(connection, limits, limits.end() + " < ? AND " + limits.isOver(), Optional.of(oldest), STEP);
    }

    private static int deleteMany(Connection connection, KindLimits limits, long bytes) throws SQLException {
        long surplus = count(connection, limits.table()) - bytes / limits.rowBytes();
        return surplus <= 0
                ? 0
                : delete(connection, limits, limits.isOver(), Optional.empty(), (int) Math.min(STEP, surplus));
    }

    /** In two statements: H2 asks a query within a DELETE again for every row that it deletes. */
    private static int delete(
            Connection connection, KindLimits limits, String condition, Optional<Instant> before, int rows)
            throws SQLException {
        String find = "SELECT MAX(f.%2$s) FROM (SELECT %2$s FROM %1$s WHERE %3$s ORDER BY %2$s LIMIT %4$d) f"
                .formatted(limits.table(), limits.key(), condition, rows);
        String delete = "DELETE FROM %1$s WHERE %3$s AND %2$s <= ?".formatted(limits.table(), limits.key(), condition);
        try (PreparedStatement finding = connection.prepareStatement(find);
                PreparedStatement deleting = connection.prepareStatement(delete)) {
            Binder toFind = new Binder(finding);
            Binder toDelete = new Binder(deleting);
            if (before.isPresent()) {
                toFind.time(before.get());
                toDelete.time(before.get());
            }
            try (ResultSet result = finding.executeQuery()) {
                result.next();
                toDelete.number(result.getLong(1));
            }
            return deleting.executeUpdate();
        }
    }

    private static long count(Connection connection, String table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT COUNT(*) FROM " + table);
                ResultSet result = statement.executeQuery()) {
            result.next();
            return result.getLong(1);
        }
    }
}
