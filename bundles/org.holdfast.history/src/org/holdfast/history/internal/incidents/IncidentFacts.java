package org.holdfast.history.internal.incidents;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.holdfast.history.internal.Binder;
import org.holdfast.history.internal.Row;
import org.holdfast.history.internal.facts.FactTable;
import org.holdfast.history.internal.json.StoredJson;
import org.holdfast.model.history.Handling;
import org.holdfast.model.history.IncidentEvent;
import org.holdfast.model.history.IncidentHandling;
import org.holdfast.model.history.IncidentLesson;
import org.holdfast.model.history.IncidentNote;
import org.holdfast.model.history.IncidentSegments;
import org.holdfast.model.history.Severity;
import org.holdfast.model.ownership.NodeId;

/** Writes what is said about an incident, within the caller's transaction. */
public final class IncidentFacts {

    static final FactTable<IncidentNote> NOTES = new FactTable<>(
            "incident_note",
            "happened_at",
            "id, happened_at, incident, written_by, note",
            (binder, note) -> binder.uuid(note.id())
                    .time(note.at())
                    .number(note.incident())
                    .text(note.by())
                    .text(note.text()),
            row -> new IncidentNote(
                    row.uuid("id"),
                    row.time("happened_at"),
                    row.number("incident"),
                    row.text("written_by"),
                    row.text("note")));

    static final FactTable<IncidentHandling> HANDLINGS = new FactTable<>(
            "incident_handling",
            "happened_at",
            "id, happened_at, incident, handling, severity, handled_by",
            (binder, handling) -> binder.uuid(handling.id())
                    .time(handling.at())
                    .number(handling.incident())
                    .name(handling.to())
                    .text(handling.severity().map(Severity::name))
                    .text(handling.by()),
            row -> new IncidentHandling(
                    row.uuid("id"),
                    row.time("happened_at"),
                    row.number("incident"),
                    row.name("handling", Handling.class),
                    row.optionalText("severity").map(Severity::valueOf),
                    row.text("handled_by")));

    static final FactTable<IncidentLesson> LESSONS = new FactTable<>(
            "incident_lesson",
            "happened_at",
            "id, happened_at, incident, alternative, connections, survived, would_have_survived, sentence",
            (binder, lesson) -> binder.uuid(lesson.id())
                    .time(lesson.at())
                    .number(lesson.incident())
                    .text(lesson.alternative())
                    .integer(lesson.connections())
                    .integer(lesson.survived())
                    .integer(lesson.wouldHaveSurvived())
                    .text(lesson.sentence()),
            row -> new IncidentLesson(
                    row.uuid("id"),
                    row.time("happened_at"),
                    row.number("incident"),
                    row.text("alternative"),
                    row.integer("connections"),
                    row.integer("survived"),
                    row.integer("would_have_survived"),
                    row.text("sentence")));

    private static final String INSERT_EVENT = """
            INSERT INTO incident_event (id, incident, happened_at, source, kind, severity, service, node, sentence,
                evidence, is_named)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    /** An incident without a change of owner is over when it is resolved. */
    private static final String HANDLE = """
            UPDATE incident SET handling = ?, severity = COALESCE(?, severity),
                closed_at = CASE WHEN plan_id IS NOT NULL THEN closed_at WHEN ? THEN ? END
            WHERE number = ?""";

    private final Connection connection;

    public IncidentFacts(Connection connection) {
        this.connection = connection;
    }

    /** Returns the number of the incident that the event opened or joined. */
    public long event(IncidentEvent event) throws SQLException {
        Optional<Long> known = incidentOf(event);
        if (known.isPresent()) {
            return known.get();
        }
        long incident = new IncidentJoiner(connection).join(event);
        try (PreparedStatement statement = connection.prepareStatement(INSERT_EVENT)) {
            new Binder(statement)
                    .uuid(event.id())
                    .number(incident)
                    .time(event.at())
                    .name(event.source())
                    .name(event.kind())
                    .name(event.severity())
                    .text(event.service())
                    .text(event.node().map(NodeId::name))
                    .text(event.sentence())
                    .text(StoredJson.sentences(event.evidence()))
                    .truth(event.incident().isPresent());
            statement.executeUpdate();
        }
        return incident;
    }

    public void note(IncidentNote note) throws SQLException {
        NOTES.insertOnce(connection, note.id(), note);
    }

    public void lesson(IncidentLesson lesson) throws SQLException {
        LESSONS.insertOnce(connection, lesson.id(), lesson);
    }

    public void handling(IncidentHandling handling) throws SQLException {
        if (HANDLINGS.has(connection, handling.id())) {
            return;
        }
        HANDLINGS.insert(connection, handling);
        try (PreparedStatement statement = connection.prepareStatement(HANDLE)) {
            new Binder(statement)
                    .name(handling.to())
                    .text(handling.severity().map(Severity::name))
                    .truth(handling.to() == Handling.RESOLVED)
                    .time(handling.at())
                    .number(handling.incident());
            statement.executeUpdate();
        }
    }

    public void segments(IncidentSegments segments) throws SQLException {
        String sql = """
                INSERT INTO incident_segment (incident, cache, number)
                SELECT i.number, CAST(? AS VARCHAR(63)), CAST(? AS BIGINT) FROM incident i
                WHERE i.number = ? AND NOT EXISTS (SELECT 1 FROM incident_segment s
                    WHERE s.incident = i.number AND s.cache = ? AND s.number = ?)""";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Binder binder = new Binder(statement);
            for (long segment : segments.segments()) {
                binder.text(segments.cache().name())
                        .number(segment)
                        .number(segments.incident())
                        .text(segments.cache().name())
                        .number(segment)
                        .addBatch();
            }
            statement.executeBatch();
        }
    }

    private Optional<Long> incidentOf(IncidentEvent event) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT incident FROM incident_event WHERE id = ?")) {
            new Binder(statement).uuid(event.id());
            try (ResultSet result = statement.executeQuery()) {
                return result.next() ? Optional.of(new Row(result).number("incident")) : Optional.empty();
            }
        }
    }
}
