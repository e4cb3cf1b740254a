package org.holdfast.history.internal.facts;

import java.sql.SQLException;
import org.holdfast.history.internal.Binder;
import org.holdfast.history.internal.Row;
import org.holdfast.history.internal.json.StoredJson;
import org.holdfast.model.history.PlanRecord;
import org.holdfast.model.plan.Trigger;

/** Decisions of the policy in SQL. */
public final class PlanTable {

    public static final FactTable<PlanRecord> TABLE = new FactTable<>(
            "plan_record",
            "happened_at",
            "id, happened_at, purpose, plan_trigger, service, plan, refusal, asked_by, incident",
            PlanTable::bind,
            PlanTable::read);

    private PlanTable() {}

    private static void bind(Binder binder, PlanRecord plan) throws SQLException {
        binder.uuid(plan.id())
                .time(plan.at())
                .name(plan.purpose())
                .name(plan.trigger())
                .text(plan.service())
                .text(plan.plan().map(StoredJson::plan))
                .text(StoredJson.sentences(plan.refusal()))
                .text(plan.by())
                .number(plan.incident());
    }

    private static PlanRecord read(Row row) throws SQLException {
        return new PlanRecord(
                row.uuid("id"),
                row.time("happened_at"),
                row.name("purpose", PlanRecord.Purpose.class),
                row.name("plan_trigger", Trigger.class),
                row.text("service"),
                row.optionalText("plan").map(StoredJson::plan),
                StoredJson.sentences(row.text("refusal")),
                row.text("asked_by"),
                row.optionalNumber("incident"));
    }
}
