package org.holdfast.history.internal.incidents;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.holdfast.history.internal.Binder;
import org.holdfast.history.internal.Counter;
import org.holdfast.history.internal.Row;
import org.holdfast.model.history.IncidentEvent;
import org.holdfast.model.incident.Incident;
import org.holdfast.model.ownership.NodeId;

/** Finds the incident that an event belongs to, or opens one; within the caller's transaction. */
public final class IncidentJoiner {

    /** How long an incident waits for what belongs to it. */
    private static final Duration WINDOW = Duration.ofMinutes(10);

    private static final String FIND = """
            SELECT number FROM incident
            WHERE handling <> 'RESOLVED' AND joined_into IS NULL AND last_event_at >= ? AND opened_at <= ?
                AND ((service_name = ? AND service_name <> '') OR node = ? OR from_node = ?)
            ORDER BY opened_at DESC, number DESC LIMIT 1""";

    private static final String OPEN = """
            INSERT INTO incident (number, opened_at, service_name, node, title, source, severity, last_event_at)
            OVERRIDING SYSTEM VALUE VALUES (?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String GROW = """
            UPDATE incident SET last_event_at = CASE WHEN last_event_at > ? THEN last_event_at ELSE ? END,
                severity = CASE WHEN severity = 'CRITICAL' OR ? = 'CRITICAL' THEN 'CRITICAL'
                    WHEN severity = 'WARNING' OR ? = 'WARNING' THEN 'WARNING' ELSE 'INFO' END
            WHERE number = ?""";

    private static final String ABSORB = """
            UPDATE incident SET joined_into = ?, handling = 'RESOLVED', closed_at = ?
            WHERE plan_id IS NULL AND handling <> 'RESOLVED' AND joined_into IS NULL AND last_event_at >= ?
                AND ((service_name = ? AND service_name <> '') OR node = ?)""";

    private final Connection connection;

    public IncidentJoiner(Connection connection) {
        this.connection = connection;
    }

    /** The number of the incident that the event belongs to, which knows of it from now on. */
    public long join(IncidentEvent event) throws SQLException {
        Optional<Long> found =
                event.incident().isPresent() ? standing(event.incident().get()) : find(event);
        if (found.isEmpty()) {
            return open(event);
        }
        try (PreparedStatement statement = connection.prepareStatement(GROW)) {
            new Binder(statement)
                    .time(event.at())
                    .time(event.at())
                    .name(event.severity())
                    .name(event.severity())
                    .number(found.get());
            statement.executeUpdate();
        }
        return found.get();
    }

    /** A change of owner takes in what had been noticed of the same service or host shortly before. */
    void absorb(Incident incident) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ABSORB)) {
            new Binder(statement)
                    .number(incident.number())
                    .time(incident.openedAt())
                    .time(incident.openedAt().minus(WINDOW))
                    .text(incident.plan().service().name())
                    .text(incident.plan().from().name());
            statement.executeUpdate();
        }
    }

    /** The incident itself, or the one that took it in; refused by the foreign key when there is none. */
    private Optional<Long> standing(long number) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT COALESCE(joined_into, number) AS standing FROM incident WHERE number = ?")) {
            new Binder(statement).number(number);
            try (ResultSet result = statement.executeQuery()) {
                return Optional.of(result.next() ? result.getLong(1) : number);
            }
        }
    }

    private Optional<Long> find(IncidentEvent event) throws SQLException {
        // Hosts have names, so nothing equals the empty one.
        String node = event.node().map(NodeId::name).orElse("");
        try (PreparedStatement statement = connection.prepareStatement(FIND)) {
            Instant at = event.at();
            new Binder(statement)
                    .time(at.minus(WINDOW))
                    .time(at.plus(WINDOW))
                    .text(event.service())
                    .text(node)
                    .text(node);
            try (ResultSet result = statement.executeQuery()) {
                Row row = new Row(result);
                return result.next() ? Optional.of(row.number("number")) : Optional.empty();
            }
        }
    }

    private long open(IncidentEvent event) throws SQLException {
        long number = Counter.INCIDENT.next(connection);
        try (PreparedStatement statement = connection.prepareStatement(OPEN)) {
            new Binder(statement)
                    .number(number)
                    .time(event.at())
                    .text(event.service())
                    .text(event.node().map(NodeId::name))
                    .text(event.sentence())
                    .name(event.source())
                    .name(event.severity())
                    .time(event.at());
            statement.executeUpdate();
        }
        return number;
    }
}
