package org.holdfast.history.internal.incidents;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.holdfast.history.internal.Binder;
import org.holdfast.history.internal.json.ServiceJson;
import org.holdfast.model.history.Handling;
import org.holdfast.model.history.IncidentEvent;
import org.holdfast.model.history.Severity;
import org.holdfast.model.incident.Incident;
import org.holdfast.model.incident.IncidentConnection;
import org.holdfast.model.incident.StreamProof;
import org.holdfast.model.plan.ConnectionOutcome;
import org.holdfast.model.plan.Plan;
import org.holdfast.model.plan.PlannedConnection;
import org.holdfast.model.plan.StepResult;
import org.holdfast.model.plan.Trigger;
import org.holdfast.model.tcp.Direction;

/** Writes incidents with a change of owner within the caller's transaction. */
public final class IncidentWriter {

    private static final String INSERT = """
            INSERT INTO incident (opened_at, closed_at, state, plan_id, plan_made_at, plan_trigger, service_name,
                service_definition, from_node, to_node, epoch, title, last_event_at, number, source, severity)
            OVERRIDING SYSTEM VALUE
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String UPDATE = """
            UPDATE incident SET opened_at = ?, closed_at = ?, state = ?, plan_id = ?, plan_made_at = ?,
                plan_trigger = ?, service_name = ?, service_definition = ?, from_node = ?, to_node = ?, epoch = ?,
                title = ?, last_event_at = ?
            WHERE number = ?""";

    /** An administrator's word on the severity holds. */
    private static final String WORSEN = """
            UPDATE incident SET severity = 'CRITICAL' WHERE number = ? AND NOT EXISTS (
                SELECT 1 FROM incident_handling h WHERE h.incident = incident.number AND h.severity IS NOT NULL)""";

    /** What an administrator or a give-back does as planned needs nobody's attention. */
    private static final String RESOLVE =
            "UPDATE incident SET handling = ? WHERE number = ? AND severity = ? AND handling = ?";

    /** Streams go with their connections. */
    private static final List<String> CHILDREN =
            List.of("incident_evidence", "incident_planned_connection", "incident_step", "incident_connection");

    private final Connection connection;

    public IncidentWriter(Connection connection) {
        this.connection = connection;
    }

    /** Whether there is an incident of that number. */
    public boolean has(long number) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT 1 FROM incident WHERE number = ?")) {
            new Binder(statement).number(number);
            try (ResultSet result = statement.executeQuery()) {
                return result.next();
            }
        }
    }

    /** Adds the incident of that number with all that belongs to it, or replaces it. */
    public void put(Incident incident) throws SQLException {
        if (update(incident)) {
            for (String table : CHILDREN) {
                execute("DELETE FROM " + table + " WHERE incident = ?", incident.number());
            }
        } else {
            insert(incident);
            new IncidentJoiner(connection).absorb(incident);
        }
        insertChildren(incident.number(), incident);
        settle(incident);
    }

    private boolean update(Incident incident) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(UPDATE)) {
            bind(new Binder(statement), incident);
            return statement.executeUpdate() > 0;
        }
    }

    private void insert(Incident incident) throws SQLException {
        Trigger trigger = incident.plan().trigger();
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            bind(new Binder(statement), incident)
                    .name(
                            trigger == Trigger.MIGRATION
                                    ? IncidentEvent.Source.ADMINISTRATOR
                                    : IncidentEvent.Source.DETECTION)
                    .name(trigger == Trigger.HOST_FAILURE ? Severity.WARNING : Severity.INFO);
            statement.executeUpdate();
        }
    }

    private void settle(Incident incident) throws SQLException {
        switch (incident.state()) {
            case RUNNING -> {}
            case DEGRADED, FAILED -> execute(WORSEN, incident.number());
            case DONE -> {
                try (PreparedStatement statement = connection.prepareStatement(RESOLVE)) {
                    new Binder(statement)
                            .name(Handling.RESOLVED)
                            .number(incident.number())
                            .name(Severity.INFO)
                            .name(Handling.OPEN);
                    statement.executeUpdate();
                }
            }
        }
    }

    private void execute(String sql, long number) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            new Binder(statement).number(number);
            statement.executeUpdate();
        }
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
                .number(plan.epoch())
                .text(plan.service().name() + ": " + plan.from() + " → " + plan.to())
                .time(incident.closedAt().orElse(incident.openedAt()))
                .number(incident.number());
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
