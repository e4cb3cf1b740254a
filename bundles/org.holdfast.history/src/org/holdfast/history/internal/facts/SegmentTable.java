package org.holdfast.history.internal.facts;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.holdfast.history.internal.Binder;
import org.holdfast.history.internal.Row;
import org.holdfast.model.history.PacketSegment;
import org.holdfast.model.history.Page;
import org.holdfast.model.history.SegmentRemoval;
import org.holdfast.model.history.When;

/** The index of packet files in SQL. */
public final class SegmentTable {

    public static final FactTable<PacketSegment> TABLE = new FactTable<>(
            "packet_segment",
            "last_at",
            "id, cache, number, file, first_at, last_at, bytes, packets",
            SegmentTable::bind,
            SegmentTable::read);

    private SegmentTable() {}

    /** Files that weren't deleted and hold packets of that time, the newest first. */
    public static Page<PacketSegment> covering(Connection connection, When when, Page.Request page)
            throws SQLException {
        return switch (when) {
            case When.At(Instant at) ->
                TABLE.page(connection, "removed_at IS NULL AND last_at >= ? AND first_at <= ?", List.of(at, at), page);
            case When.Between(Instant from, Instant to) ->
                TABLE.page(connection, "removed_at IS NULL AND last_at >= ? AND first_at < ?", List.of(from, to), page);
        };
    }

    /** Says of the newest file of that number that it was deleted. */
    public static void remove(Connection connection, SegmentRemoval removal) throws SQLException {
        String sql = """
                UPDATE packet_segment SET removed_at = ? WHERE row_id = (SELECT MAX(row_id) FROM packet_segment
                    WHERE cache = ? AND number = ?) AND last_at <= ?""";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            new Binder(statement)
                    .time(removal.at())
                    .text(removal.cache().name())
                    .number(removal.number())
                    .time(removal.at());
            statement.executeUpdate();
        }
    }

    /** Files that weren't deleted and belong to one incident, or to any, by cache and number. */
    public static List<PacketSegment> pinned(Connection connection, Optional<Long> incident) throws SQLException {
        String sql = "SELECT s.* FROM packet_segment s WHERE s.removed_at IS NULL AND EXISTS (SELECT 1 FROM"
                + " incident_segment i WHERE i.cache = s.cache AND i.number = s.number"
                + (incident.isPresent() ? " AND i.incident = ?" : "") + ") ORDER BY s.cache, s.number, s.row_id";
        List<PacketSegment> segments = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            if (incident.isPresent()) {
                new Binder(statement).number(incident.get());
            }
            try (ResultSet result = statement.executeQuery()) {
                Row row = new Row(result);
                while (result.next()) {
                    segments.add(read(row));
                }
            }
        }
        return segments;
    }

    private static void bind(Binder binder, PacketSegment segment) throws SQLException {
        binder.uuid(segment.id())
                .text(segment.cache().name())
                .number(segment.number())
                .text(segment.file())
                .time(segment.first())
                .time(segment.last())
                .number(segment.bytes())
                .number(segment.packets());
    }

    private static PacketSegment read(Row row) throws SQLException {
        return new PacketSegment(
                row.uuid("id"),
                row.node("cache"),
                row.number("number"),
                row.text("file"),
                row.time("first_at"),
                row.time("last_at"),
                row.number("bytes"),
                row.number("packets"));
    }
}
