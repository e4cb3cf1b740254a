package org.holdfast.lab.tests;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The newest incident of a kind, read from the database's tables by plain SQL. */
final class IncidentRows {

    /** A row of {@code incident_connection} with its stream proofs. */
    record Connection(
            String fate,
            long comparedBytes,
            long differingBytes,
            String firstDifference,
            long stallNanos,
            String outboundAtFailureSha256,
            long outboundAtEndBytes,
            String outboundAtEndSha256) {}

    private record Step(String kind, OffsetDateTime startedAt, Duration took) {}

    private final long number;
    private final Map<String, String> plan;
    private final List<String> evidence;
    private final List<Step> steps;
    private final List<Connection> connections;

    private IncidentRows(
            long number,
            Map<String, String> plan,
            List<String> evidence,
            List<Step> steps,
            List<Connection> connections) {
        this.number = number;
        this.plan = plan;
        this.evidence = evidence;
        this.steps = steps;
        this.connections = connections;
    }

    static IncidentRows read(Path history, String trigger) throws SQLException {
        String url = "jdbc:h2:file:" + history.resolve("holdfast") + ";ACCESS_MODE_DATA=r";
        try (java.sql.Connection database = DriverManager.getConnection(url, "SA", "")) {
            long number = number(database, trigger);
            return new IncidentRows(
                    number,
                    plan(database, number),
                    evidence(database, number),
                    steps(database, number),
                    connections(database, number));
        }
    }

    private static long number(java.sql.Connection database, String trigger) throws SQLException {
        try (PreparedStatement query =
                database.prepareStatement("SELECT MAX(number) FROM incident WHERE plan_trigger = ?")) {
            query.setString(1, trigger);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static Map<String, String> plan(java.sql.Connection database, long number) throws SQLException {
        try (PreparedStatement query = of(database, "SELECT * FROM incident WHERE number = ?", number);
                ResultSet row = query.executeQuery()) {
            row.next();
            return Map.of(
                    "from", row.getString("from_node"),
                    "to", row.getString("to_node"),
                    "service", row.getString("service_name"));
        }
    }

    private static List<String> evidence(java.sql.Connection database, long number) throws SQLException {
        List<String> evidence = new ArrayList<>();
        try (PreparedStatement query = of(
                        database,
                        "SELECT sentence FROM incident_evidence WHERE incident = ? ORDER BY position",
                        number);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                evidence.add(row.getString(1));
            }
        }
        return evidence;
    }

    private static List<Step> steps(java.sql.Connection database, long number) throws SQLException {
        List<Step> steps = new ArrayList<>();
        try (PreparedStatement query =
                        of(database, "SELECT * FROM incident_step WHERE incident = ? AND outcome = 'DONE'", number);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                steps.add(new Step(
                        row.getString("kind"),
                        row.getObject("started_at", OffsetDateTime.class),
                        Duration.ofNanos(row.getLong("took_nanos"))));
            }
        }
        return steps;
    }

    private static List<Connection> connections(java.sql.Connection database, long number) throws SQLException {
        List<Connection> connections = new ArrayList<>();
        String sql = """
                SELECT c.*, f.sha256 AS failure_hash, e.bytes AS end_bytes, e.sha256 AS end_hash
                FROM incident_connection c
                LEFT JOIN incident_stream f ON f.incident = c.incident AND f.position = c.position
                    AND f.direction = 'OUTBOUND' AND f.moment = 'FAILURE'
                LEFT JOIN incident_stream e ON e.incident = c.incident AND e.position = c.position
                    AND e.direction = 'OUTBOUND' AND e.moment = 'END'
                WHERE c.incident = ?""";
        try (PreparedStatement query = of(database, sql, number);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                connections.add(new Connection(
                        row.getString("fate"),
                        row.getLong("compared_bytes"),
                        row.getLong("differing_bytes"),
                        row.getString("first_difference"),
                        row.getLong("stall_nanos"),
                        row.getString("failure_hash"),
                        row.getLong("end_bytes"),
                        row.getString("end_hash")));
            }
        }
        return connections;
    }

    private static PreparedStatement of(java.sql.Connection database, String sql, long number) throws SQLException {
        PreparedStatement query = database.prepareStatement(sql);
        query.setLong(1, number);
        return query;
    }

    long number() {
        return number;
    }

    Map<String, String> plan() {
        return plan;
    }

    List<String> evidence() {
        return evidence;
    }

    List<String> stepKinds() {
        return steps.stream().map(Step::kind).toList();
    }

    OffsetDateTime startOf(String kind) {
        return step(kind).startedAt();
    }

    OffsetDateTime endOf(String kind) {
        return step(kind).startedAt().plus(step(kind).took());
    }

    private Step step(String kind) {
        return steps.stream()
                .filter(s -> s.kind().equals(kind))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no step " + kind + " among " + stepKinds()));
    }

    Connection onlyConnection() {
        if (connections.size() != 1) {
            throw new AssertionError("one connection was planned: " + connections);
        }
        return connections.getFirst();
    }
}
