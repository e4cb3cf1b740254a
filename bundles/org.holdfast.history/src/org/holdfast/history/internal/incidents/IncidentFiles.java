package org.holdfast.history.internal.incidents;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.holdfast.history.internal.BadCursorException;
import org.holdfast.history.internal.Binder;
import org.holdfast.history.internal.Row;
import org.holdfast.history.internal.facts.FactTable;
import org.holdfast.history.internal.facts.SegmentTable;
import org.holdfast.history.internal.json.StoredJson;
import org.holdfast.model.history.Handling;
import org.holdfast.model.history.IncidentEvent;
import org.holdfast.model.history.IncidentFile;
import org.holdfast.model.history.IncidentOverview;
import org.holdfast.model.history.Page;
import org.holdfast.model.history.Severity;
import org.holdfast.model.history.When;
import org.holdfast.model.incident.Incident;
import org.holdfast.model.ownership.NodeId;

/** Reads incidents as people handle them, within the caller's transaction. */
public final class IncidentFiles {

    private IncidentFiles() {}

    /** Those that were open at the time, the ones opened last first. */
    public static Page<IncidentOverview> page(Connection connection, When when, Page.Request request)
            throws SQLException {
        String condition = switch (when) {
            case When.At _ -> "opened_at <= ? AND (closed_at >= ? OR closed_at IS NULL)";
            case When.Between _ -> "opened_at < ? AND (closed_at >= ? OR closed_at IS NULL)";
        };
        Optional<Long> after = request.after().map(IncidentFiles::cursor);
        String following = after.isEmpty()
                ? ""
                : " AND (opened_at, number) < (SELECT opened_at, number FROM incident WHERE number = ?)";
        String sql = "SELECT * FROM incident WHERE " + condition + following
                + " ORDER BY opened_at DESC, number DESC LIMIT ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Binder binder = new Binder(statement);
            switch (when) {
                case When.At(Instant at) -> binder.time(at).time(at);
                case When.Between(Instant from, Instant to) -> binder.time(to).time(from);
            }
            if (after.isPresent()) {
                binder.number(after.get());
            }
            binder.integer(request.limit() + 1);
            List<IncidentOverview> found = all(statement, IncidentFiles::overview);
            if (found.size() <= request.limit()) {
                return new Page<>(found, Optional.empty());
            }
            List<IncidentOverview> items = found.subList(0, request.limit());
            return new Page<>(items, Optional.of(Long.toString(items.getLast().number())));
        }
    }

    /** One incident, whole. */
    public static Optional<IncidentFile> find(Connection connection, long number) throws SQLException {
        List<IncidentOverview> overview;
        try (PreparedStatement statement = connection.prepareStatement("SELECT * FROM incident WHERE number = ?")) {
            new Binder(statement).number(number);
            overview = all(statement, IncidentFiles::overview);
        }
        if (overview.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new IncidentFile(
                overview.getFirst(),
                IncidentReader.find(connection, number),
                said(connection, number, "incident_event", IncidentFiles::event),
                said(connection, number, IncidentFacts.HANDLINGS),
                said(connection, number, IncidentFacts.NOTES),
                said(connection, number, IncidentFacts.LESSONS),
                SegmentTable.pinned(connection, Optional.of(number))));
    }

    private static <T> List<T> said(Connection connection, long number, FactTable<T> table) throws SQLException {
        return said(connection, number, table.name(), table.read());
    }

    /** What is said of an incident and of those that it took in. */
    private static <T> List<T> said(Connection connection, long number, String table, FactTable.Read<T> read)
            throws SQLException {
        String sql = "SELECT * FROM " + table + " WHERE incident = ? OR incident IN (SELECT number FROM incident"
                + " WHERE joined_into = ?) ORDER BY happened_at, row_id";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            new Binder(statement).number(number).number(number);
            return all(statement, read);
        }
    }

    private static <T> List<T> all(PreparedStatement statement, FactTable.Read<T> read) throws SQLException {
        List<T> all = new ArrayList<>();
        try (ResultSet result = statement.executeQuery()) {
            Row row = new Row(result);
            while (result.next()) {
                all.add(read.read(row));
            }
        }
        return all;
    }

    private static IncidentOverview overview(Row row) throws SQLException {
        return new IncidentOverview(
                row.number("number"),
                row.time("opened_at"),
                row.optionalTime("closed_at"),
                row.text("title"),
                row.name("source", IncidentEvent.Source.class),
                row.name("severity", Severity.class),
                row.name("handling", Handling.class),
                row.text("service_name"),
                host(row).map(NodeId::new),
                row.optionalText("state").map(Incident.State::valueOf),
                row.optionalNumber("joined_into"));
    }

    /** The host whose service was moved, or that an event was about. */
    private static Optional<String> host(Row row) throws SQLException {
        Optional<String> from = row.optionalText("from_node");
        return from.isPresent() ? from : row.optionalText("node");
    }

    private static IncidentEvent event(Row row) throws SQLException {
        return new IncidentEvent(
                row.uuid("id"),
                row.time("happened_at"),
                row.name("source", IncidentEvent.Source.class),
                row.name("kind", IncidentEvent.Kind.class),
                row.name("severity", Severity.class),
                row.text("service"),
                row.optionalText("node").map(NodeId::new),
                row.text("sentence"),
                StoredJson.sentences(row.text("evidence")),
                row.truth("is_named") ? Optional.of(row.number("incident")) : Optional.empty());
    }

    private static long cursor(String after) {
        try {
            return Long.parseLong(after);
        } catch (NumberFormatException e) {
            throw new BadCursorException(after, e);
        }
    }
}
