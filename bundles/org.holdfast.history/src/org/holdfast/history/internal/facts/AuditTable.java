package org.holdfast.history.internal.facts;

import java.sql.SQLException;
import org.holdfast.history.internal.Binder;
import org.holdfast.history.internal.Row;
import org.holdfast.model.history.AuditEntry;

/** The audit in SQL. */
public final class AuditTable {

    public static final FactTable<AuditEntry> TABLE = new FactTable<>(
            "audit_entry",
            "happened_at",
            "id, happened_at, who, role, origin, action, target, result, detail, command_line",
            AuditTable::bind,
            AuditTable::read);

    private AuditTable() {}

    private static void bind(Binder binder, AuditEntry entry) throws SQLException {
        binder.uuid(entry.id())
                .time(entry.at())
                .text(entry.who())
                .text(entry.role())
                .text(entry.from())
                .text(entry.action())
                .text(entry.target())
                .name(entry.result())
                .text(entry.detail())
                .text(entry.commandLine());
    }

    private static AuditEntry read(Row row) throws SQLException {
        return new AuditEntry(
                row.uuid("id"),
                row.time("happened_at"),
                row.text("who"),
                row.text("role"),
                row.text("origin"),
                row.text("action"),
                row.text("target"),
                row.name("result", AuditEntry.Result.class),
                row.text("detail"),
                row.text("command_line"));
    }
}
