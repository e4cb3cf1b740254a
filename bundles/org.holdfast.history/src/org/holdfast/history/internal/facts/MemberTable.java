package org.holdfast.history.internal.facts;

import java.sql.SQLException;
import org.holdfast.history.internal.Binder;
import org.holdfast.history.internal.Row;
import org.holdfast.model.history.MemberEvent;

/** Comings and goings of members in SQL. */
public final class MemberTable {

    public static final FactTable<MemberEvent> TABLE = new FactTable<>(
            "member_event",
            "happened_at",
            "id, happened_at, node, change, detail, seen_by",
            MemberTable::bind,
            MemberTable::read);

    private MemberTable() {}

    private static void bind(Binder binder, MemberEvent event) throws SQLException {
        binder.uuid(event.id())
                .time(event.at())
                .text(event.node().name())
                .name(event.change())
                .text(event.detail())
                .text(event.seenBy().name());
    }

    private static MemberEvent read(Row row) throws SQLException {
        return new MemberEvent(
                row.uuid("id"),
                row.time("happened_at"),
                row.node("node"),
                row.name("change", MemberEvent.Change.class),
                row.text("detail"),
                row.node("seen_by"));
    }
}
