package org.holdfast.history.internal;

import java.net.InetAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.holdfast.history.History.OwnershipInterval;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.Ownership;

/** Ownership intervals in SQL, within the caller's transaction. */
public final class OwnershipTable {

    private final Connection connection;

    public OwnershipTable(Connection connection) {
        this.connection = connection;
    }

    /** Ends the open interval of the service and begins the new one; nothing when owner and epoch are the same. */
    public void record(Ownership ownership, Instant at, String why) throws SQLException {
        Optional<Open> open = open(ownership.service());
        if (open.isPresent()) {
            if (open.get().node().equals(ownership.node()) && open.get().epoch() == ownership.epoch()) {
                return;
            }
            close(open.get(), at);
        }
        // A clock that was set back doesn't make intervals overlap.
        Instant from = open.map(Open::from).filter(at::isBefore).orElse(at);
        insert(ownership, from, why);
    }

    /** All intervals, or those of one service, by service and then in the order of time. */
    public List<OwnershipInterval> list(Optional<String> service) throws SQLException {
        Map<Long, List<InetAddress>> addresses = addresses();
        List<OwnershipInterval> intervals = new ArrayList<>();
        String sql = "SELECT * FROM ownership_interval " + (service.isPresent() ? "WHERE service = ? " : "")
                + "ORDER BY service, from_at, id";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            if (service.isPresent()) {
                new Binder(statement).text(service.get());
            }
            try (ResultSet result = statement.executeQuery()) {
                Row row = new Row(result);
                while (result.next()) {
                    intervals.add(new OwnershipInterval(
                            row.text("service"),
                            addresses.getOrDefault(row.number("id"), List.of()),
                            row.node("node"),
                            row.number("epoch"),
                            row.time("from_at"),
                            row.optionalTime("to_at"),
                            row.text("why")));
                }
            }
        }
        return intervals;
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

    private void insert(Ownership ownership, Instant from, String why) throws SQLException {
        long id;
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO ownership_interval (service, node, epoch, from_at, why, is_open)"
                        + " VALUES (?, ?, ?, ?, ?, TRUE)",
                new String[] {"id"})) {
            new Binder(statement)
                    .text(ownership.service())
                    .text(ownership.node().name())
                    .number(ownership.epoch())
                    .time(from)
                    .text(why);
            statement.executeUpdate();
            try (ResultSet keys = statement.getGeneratedKeys()) {
                keys.next();
                id = keys.getLong(1);
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO ownership_address (ownership, position, address) VALUES (?, ?, ?)")) {
            Binder binder = new Binder(statement);
            for (int i = 0; i < ownership.addresses().size(); i++) {
                binder.number(id)
                        .integer(i)
                        .text(ownership.addresses().get(i).getHostAddress())
                        .addBatch();
            }
            statement.executeBatch();
        }
    }

    private Map<Long, List<InetAddress>> addresses() throws SQLException {
        Map<Long, List<InetAddress>> addresses = new HashMap<>();
        try (PreparedStatement statement =
                        connection.prepareStatement("SELECT * FROM ownership_address ORDER BY ownership, position");
                ResultSet result = statement.executeQuery()) {
            Row row = new Row(result);
            while (result.next()) {
                addresses
                        .computeIfAbsent(row.number("ownership"), id -> new ArrayList<>())
                        .add(row.address("address"));
            }
        }
        return addresses;
    }

    /** The interval that has no end yet. */
    private record Open(long id, NodeId node, long epoch, Instant from) {}
}
