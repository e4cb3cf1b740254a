package org.holdfast.history.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.holdfast.model.incident.Incident;
import org.holdfast.model.incident.IncidentConnection;
import org.holdfast.model.incident.StreamProof;
import org.holdfast.model.ownership.ContinuityMode;
import org.holdfast.model.plan.ConnectionOutcome;
import org.holdfast.model.plan.Plan;
import org.holdfast.model.plan.PlannedConnection;
import org.holdfast.model.plan.StepKind;
import org.holdfast.model.plan.StepResult;
import org.holdfast.model.plan.Trigger;
import org.holdfast.model.tcp.Direction;

/** Reads incidents within the caller's transaction: one query for each table, however many incidents. */
public final class IncidentReader {

    private final Connection connection;
    /** What follows the column that holds the incident's number, with one parameter. */
    private final String which;

    private final long parameter;

    private IncidentReader(Connection connection, String which, long parameter) {
        this.connection = connection;
        this.which = which;
        this.parameter = parameter;
    }

    public static Optional<Incident> find(Connection connection, long number) throws SQLException {
        return new IncidentReader(connection, "= ?", number).read().stream().findFirst();
    }

    /** The incidents with the largest numbers, the largest first. */
    public static List<Incident> newest(Connection connection, int limit) throws SQLException {
        String which = "IN (SELECT number FROM incident ORDER BY number DESC LIMIT ?)";
        return new IncidentReader(connection, which, limit).read();
    }

    private List<Incident> read() throws SQLException {
        var evidence = children("incident_evidence", row -> row.text("sentence"));
        var planned = children("incident_planned_connection", IncidentReader::planned);
        var steps = children("incident_step", IncidentReader::step);
        var streams = streams();
        var connections = children("incident_connection", row -> connection(row, streams));
        List<Incident> incidents = new ArrayList<>();
        query("SELECT * FROM incident WHERE number " + which + " ORDER BY number DESC", row -> {
            long number = row.number("number");
            Plan plan = plan(row, of(evidence, number), of(planned, number));
            incidents.add(new Incident(
                    number,
                    row.time("opened_at"),
                    row.optionalTime("closed_at"),
                    row.name("state", Incident.State.class),
                    plan,
                    of(steps, number),
                    of(connections, number)));
        });
        return incidents;
    }

    private static Plan plan(Row row, List<String> evidence, List<PlannedConnection> planned) throws SQLException {
        return new Plan(
                row.uuid("plan_id"),
                row.time("plan_made_at"),
                row.name("plan_trigger", Trigger.class),
                evidence,
                ServiceJson.read(row.text("service_definition")),
                row.node("from_node"),
                row.node("to_node"),
                row.number("epoch"),
                planned);
    }

    private static PlannedConnection planned(Row row) throws SQLException {
        return new PlannedConnection(
                row.number("connection_id"), row.tuple(), row.verdict(), row.name("mode", ContinuityMode.class));
    }

    private static StepResult step(Row row) throws SQLException {
        return new StepResult(
                row.uuid("plan_id"),
                row.name("kind", StepKind.class),
                row.node("node"),
                row.time("started_at"),
                row.nanos("took_nanos"),
                row.name("outcome", StepResult.Outcome.class),
                row.text("detail"));
    }

    private static IncidentConnection connection(Row row, Map<StreamKey, StreamProof> streams) throws SQLException {
        ConnectionOutcome outcome = new ConnectionOutcome(
                row.uuid("plan_id"),
                row.number("connection_id"),
                row.tuple(),
                row.name("mode", ContinuityMode.class),
                row.name("fate", ConnectionOutcome.Fate.class),
                row.text("reason"),
                row.number("compared_bytes"),
                row.number("differing_bytes"),
                row.text("first_difference"));
        long incident = row.number("incident");
        int position = row.integer("position");
        return new IncidentConnection(
                outcome,
                row.verdict(),
                row.optionalNanos("stall_nanos"),
                streams.get(new StreamKey(incident, position, Direction.INBOUND, "FAILURE")),
                streams.get(new StreamKey(incident, position, Direction.OUTBOUND, "FAILURE")),
                Optional.ofNullable(streams.get(new StreamKey(incident, position, Direction.INBOUND, "END"))),
                Optional.ofNullable(streams.get(new StreamKey(incident, position, Direction.OUTBOUND, "END"))));
    }

    private Map<StreamKey, StreamProof> streams() throws SQLException {
        Map<StreamKey, StreamProof> streams = new HashMap<>();
        query("SELECT * FROM incident_stream WHERE incident " + which, row -> {
            StreamKey key = new StreamKey(
                    row.number("incident"),
                    row.integer("position"),
                    row.name("direction", Direction.class),
                    row.text("moment"));
            streams.put(key, new StreamProof(row.number("bytes"), row.text("sha256")));
        });
        return streams;
    }

    private <T> Map<Long, List<T>> children(String table, Read<T> read) throws SQLException {
        Map<Long, List<T>> children = new HashMap<>();
        String sql = "SELECT * FROM " + table + " WHERE incident " + which + " ORDER BY incident, position";
        query(
                sql,
                row -> children.computeIfAbsent(row.number("incident"), n -> new ArrayList<>())
                        .add(read.read(row)));
        return children;
    }

    private void query(String sql, Each each) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            new Binder(statement).number(parameter);
            try (ResultSet result = statement.executeQuery()) {
                Row row = new Row(result);
                while (result.next()) {
                    each.accept(row);
                }
            }
        }
    }

    private static <T> List<T> of(Map<Long, List<T>> children, long number) {
        return children.getOrDefault(number, List.of());
    }

    @FunctionalInterface
    private interface Read<T> {
        T read(Row row) throws SQLException;
    }

    @FunctionalInterface
    private interface Each {
        void accept(Row row) throws SQLException;
    }

    private record StreamKey(long incident, int position, Direction direction, String moment) {}
}
