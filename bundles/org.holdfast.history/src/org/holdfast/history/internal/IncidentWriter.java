package org.holdfast.history.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.holdfast.model.incident.Incident;
import org.holdfast.model.incident.IncidentConnection;
import org.holdfast.model.incident.StreamProof;
import org.holdfast.model.plan.ConnectionOutcome;
import org.holdfast.model.plan.Plan;
import org.holdfast.model.plan.PlannedConnection;
import org.holdfast.model.plan.StepResult;
import org.holdfast.model.tcp.Direction;

/** Writes incidents within the caller's transaction. */
public final class IncidentWriter {

    private static final String INSERT = """
            INSERT INTO incident (opened_at, closed_at, state, plan_id, plan_made_at, plan_trigger, service_name,
                service_definition, from_node, to_node, epoch)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String UPDATE = """
            UPDATE incident SET opened_at = ?, closed_at = ?, state = ?, plan_id = ?, plan_made_at = ?,
                plan_trigger = ?, service_name = ?, service_definition = ?, from_node = ?, to_node = ?, epoch = ?
            WHERE number = ?""";

    /** Streams go with their connections. */
    private static final List<String> CHILDREN =
            List.of("incident_evidence", "incident_planned_connection", "incident_step", "incident_connection");

    private final Connection connection;

    public IncidentWriter(Connection connection) {
        this.connection = connection;
    }

    /** Adds an incident and returns the number that it got. */
    public long insert(Incident incident) throws SQLException {
        long number;
        try (PreparedStatement statement = connection.prepareStatement(INSERT, new String[] {"number"})) {
            bind(new Binder(statement), incident);
            statement.executeUpdate();
            try (ResultSet keys = statement.getGeneratedKeys()) {
                keys.next();
                number = keys.getLong(1);
            }
        }
        insertChildren(number, incident);
        return number;
    }

    /** Replaces an incident with all that belongs to it; false, and nothing done, when there is none of its number. */
    public boolean replace(Incident incident) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(UPDATE)) {
            bind(new Binder(statement), incident).number(incident.number());
            if (statement.executeUpdate() == 0) {
                return false;
            }
        }
        for (String table : CHILDREN) {
            try (PreparedStatement statement =
                    connection.prepareStatement("DELETE FROM " + table + " WHERE incident = ?")) {
                new Binder(statement).number(incident.number());
                statement.executeUpdate();
            }
        }
        insertChildren(incident.number(), incident);
        return true;
    }

    private static Binder bind(Binder binder, Incident incident) throws SQLException {
        Plan plan = incident.plan();
        return binder.time(incident.openedAt())
                .time(incident.closedAt())
                .name(incident.state())
                .uuid(plan.id())
                .time(plan.madeAt())
                .name(plan.trigger())
                .text(plan.service().name())
                .text(ServiceJson.write(plan.service()))
                .text(plan.from().name())
                .text(plan.to().name())
                .number(plan.epoch());
    }

    private void insertChildren(long number, Incident incident) throws SQLException {
        insertAll(
                number,
                "incident_evidence (incident, position, sentence)",
                3,
                incident.plan().evidence(),
                (b, e) -> b.text(e));
        insertAll(
                number,
                "incident_planned_connection (incident, position, connection_id, remote_address, remote_port,"
                        + " service_address, service_port, verdict, verdict_detail, mode)",
                10,
                incident.plan().connections(),
                IncidentWriter::bindPlanned);
        insertAll(
                number,
                "incident_step (incident, position, plan_id, kind, node, started_at, took_nanos, outcome, detail)",
                9,
                incident.steps(),
                IncidentWriter::bindStep);
        insertAll(
                number,
                "incident_connection (incident, position, plan_id, connection_id, remote_address, remote_port,"
                        + " service_address, service_port, mode, fate, reason, compared_bytes, differing_bytes,"
                        + " first_difference, verdict, verdict_detail, stall_nanos)",
                17,
                incident.connections(),
                IncidentWriter::bindConnection);
        insertStreams(number, incident.connections());
    }

    private static void bindPlanned(Binder binder, PlannedConnection planned) throws SQLException {
        binder.number(planned.id())
                .tuple(planned.tuple())
                .verdict(planned.verdict())
                .name(planned.mode());
    }

    private static void bindStep(Binder binder, StepResult step) throws SQLException {
        binder.uuid(step.plan())
                .name(step.kind())
                .text(step.by().name())
                .time(step.startedAt())
                .nanos(step.took())
                .name(step.outcome())
                .text(step.detail());
    }

    private static void bindConnection(Binder binder, IncidentConnection connection) throws SQLException {
        ConnectionOutcome outcome = connection.outcome();
        binder.uuid(outcome.plan())
                .number(outcome.connection())
                .tuple(outcome.tuple())
                .name(outcome.mode())
                .name(outcome.fate())
                .text(outcome.reason())
                .number(outcome.comparedBytes())
                .number(outcome.differingBytes())
                .text(outcome.firstDifference())
                .verdict(connection.verdictBefore())
                .nanos(connection.stall());
    }

    private void insertStreams(long number, List<IncidentConnection> connections) throws SQLException {
        if (connections.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO incident_stream (incident, position, direction, moment, bytes, sha256)"
                        + " VALUES (?, ?, ?, ?, ?, ?)")) {
            Binder binder = new Binder(statement);
            for (int i = 0; i < connections.size(); i++) {
                IncidentConnection c = connections.get(i);
                addStream(binder.number(number).integer(i), Direction.INBOUND, "FAILURE", c.inboundAtFailure());
                addStream(binder.number(number).integer(i), Direction.OUTBOUND, "FAILURE", c.outboundAtFailure());
                if (c.inboundAtEnd().isPresent()) {
                    addStream(
                            binder.number(number).integer(i),
                            Direction.INBOUND,
                            "END",
                            c.inboundAtEnd().get());
                }
                if (c.outboundAtEnd().isPresent()) {
                    addStream(
                            binder.number(number).integer(i),
                            Direction.OUTBOUND,
                            "END",
                            c.outboundAtEnd().get());
                }
            }
            statement.executeBatch();
        }
    }

    private static void addStream(Binder binder, Direction direction, String moment, StreamProof proof)
            throws SQLException {
        binder.name(direction)
                .text(moment)
                .number(proof.bytes())
                .text(proof.sha256())
                .addBatch();
    }

    /** One statement for all rows of a child table; {@code columns} begins with incident and position. */
    private <T> void insertAll(long number, String into, int columns, List<T> values, Bind<T> bind)
            throws SQLException {
        if (values.isEmpty()) {
            return;
        }
        String sql = "INSERT INTO " + into + " VALUES (" + "?, ".repeat(columns - 1) + "?)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Binder binder = new Binder(statement);
            for (int i = 0; i < values.size(); i++) {
                binder.number(number).integer(i);
                bind.bind(binder, values.get(i));
                binder.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Sets the columns of one child after incident and position. */
    @FunctionalInterface
    private interface Bind<T> {
        void bind(Binder binder, T value) throws SQLException;
    }
}
