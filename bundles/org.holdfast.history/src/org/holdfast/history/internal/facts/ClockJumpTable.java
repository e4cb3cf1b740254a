package org.holdfast.history.internal.facts;

import java.sql.SQLException;
import org.holdfast.history.internal.Binder;
import org.holdfast.history.internal.Row;
import org.holdfast.model.history.ClockJump;

/** Clocks that were set, in SQL. */
public final class ClockJumpTable {

    public static final FactTable<ClockJump> TABLE = new FactTable<>(
            "clock_jump", "happened_at", "id, happened_at, node, by_nanos", ClockJumpTable::bind, ClockJumpTable::read);

    private ClockJumpTable() {}

    private static void bind(Binder binder, ClockJump jump) throws SQLException {
        binder.uuid(jump.id()).time(jump.at()).text(jump.node().name()).nanos(jump.by());
    }

    private static ClockJump read(Row row) throws SQLException {
        return new ClockJump(row.uuid("id"), row.time("happened_at"), row.node("node"), row.nanos("by_nanos"));
    }
}
