package org.holdfast.history.internal.facts;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.holdfast.history.internal.Binder;
import org.holdfast.history.internal.Row;
import org.holdfast.model.history.OwnershipChange;
import org.holdfast.model.ownership.NodeId;

/** Writes ownership intervals within the caller's transaction. */
public final class OwnershipWriter {

    /**
     * What is of an older epoch than the open interval and comes so soon after its begin is an announcement that took
     * the long way, and changes nothing. Later, a cluster was set up anew and counts from the start.
     */
    private static final Duration LATE = Duration.ofMinutes(10);

    private final Connection connection;

    public OwnershipWriter(Connection connection) {
        this.connection = connection;
    }

    /** Ends the open interval of the service and begins the new one; nothing when owner and epoch are the same. */
    public void record(OwnershipChange change) throws SQLException {
        if (isRecorded(change)) {
            return;
        }
        Optional<Open> open = open(change.service());
        if (open.isPresent()) {
            if (open.get().isSame(change) || open.get().makesLate(change)) {
                return;
            }
            if (open.get().isPreceded(change)) {
                insertEarlier(change);
                return;
            }
            close(open.get(), change.at());
        }
        // A clock that was set back doesn't make intervals overlap.
        Instant from = open.map(Open::from).filter(change.at()::isBefore).orElse(change.at());
        insert(change, from, Optional.empty());
    }

    /** Of an earlier time than what is known: it comes from a journal, or from a cache that was behind. */
    private void insertEarlier(OwnershipChange change) throws SQLException {
        String sql = """
                SELECT COUNT(CASE WHEN node = ? AND epoch = ? THEN 1 END) AS known,
                    MIN(CASE WHEN from_at > ? THEN from_at END) AS next_from
                FROM ownership_interval WHERE service = ?""";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            new Binder(statement)
                    .text(change.owner().name())
                    .number(change.epoch())
                    .time(change.at())
                    .text(change.service());
            try (ResultSet result = statement.executeQuery()) {
                Row row = new Row(result);
                result.next();
                if (row.number("known") == 0) {
                    insert(change, change.at(), row.optionalTime("next_from"));
                }
            }
        }
    }

    private boolean isRecorded(OwnershipChange change) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT 1 FROM ownership_interval WHERE fact = ?")) {
            new Binder(statement).uuid(change.id());
            try (ResultSet result = statement.executeQuery()) {
                return result.next();
            }
        }
    }

    private Optional<Open> open(String service) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT id, node, epoch, from_at FROM ownership_interval WHERE service = ? AND is_open FOR UPDATE")) {
            new Binder(statement).text(service);
            try (ResultSet result = statement.executeQuery()) {
                Row row = new Row(result);
                return result.next()
                        ? Optional.of(
                                new Open(row.number("id"), row.node("node"), row.number("epoch"), row.time("from_at")))
                        : Optional.empty();
            }
        }
    }

    private void close(Open open, Instant at) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE ownership_interval SET to_at = ?, is_open = NULL WHERE id = ?")) {
            new Binder(statement)
                    .time(at.isBefore(open.from()) ? open.from() : at)
                    .number(open.id());
            statement.executeUpdate();
        }
    }

    private void insert(OwnershipChange change, Instant from, Optional<Instant> to) throws SQLException {
        long id;
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO ownership_interval (service, node, epoch, from_at, to_at, why, is_open, fact, recorded_by)"
                        + " VALUES (?, ?, ?, ?, ?, ?, " + (to.isPresent() ? "NULL" : "TRUE") + ", ?, ?)",
                new String[] {"id"})) {
            new Binder(statement)
                    .text(change.service())
                    .text(change.owner().name())
                    .number(change.epoch())
                    .time(from)
                    .time(to)
                    .text(change.why())
                    .uuid(change.id())
                    .text(change.by());
            statement.executeUpdate();
            try (ResultSet keys = statement.getGeneratedKeys()) {
                keys.next();
                id = keys.getLong(1);
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO ownership_address (ownership, position, address) VALUES (?, ?, ?)")) {
            Binder binder = new Binder(statement);
            for (int i = 0; i < change.addresses().size(); i++) {
                binder.number(id)
                        .integer(i)
                        .text(change.addresses().get(i).getHostAddress())
                        .addBatch();
            }
            statement.executeBatch();
        }
    }

    /** The interval that has no end yet. */
    private record Open(long id, NodeId node, long epoch, Instant from) {

        boolean isSame(OwnershipChange change) {
            return node.equals(change.owner()) && epoch == change.epoch();
        }

        boolean makesLate(OwnershipChange change) {
            return change.epoch() < epoch
                    && !change.at().isBefore(from)
                    && change.at().isBefore(from.plus(LATE));
        }

        boolean isPreceded(OwnershipChange change) {
            return change.epoch() < epoch && change.at().isBefore(from);
        }
    }
}
