package org.holdfast.history.internal.facts;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.holdfast.history.internal.Binder;
import org.holdfast.history.internal.Row;
import org.holdfast.history.internal.json.StoredJson;
import org.holdfast.model.history.Page;
import org.holdfast.model.history.PolicyVersion;
import org.holdfast.model.history.When;

/** Versions of the policies in SQL. */
public final class PolicyTable {

    public static final FactTable<PolicyVersion> TABLE = new FactTable<>(
            "policy_version",
            "happened_at",
            "id, happened_at, version, changed_by, why, services",
            PolicyTable::bind,
            PolicyTable::read);

    private PolicyTable() {}

    /** Those in force at a moment or in any part of a stretch of time, the newest first. */
    public static Page<PolicyVersion> inForce(Connection connection, When when, Page.Request page) throws SQLException {
        String atTheTime = "(SELECT MAX(happened_at) FROM policy_version WHERE happened_at <= ?)";
        return switch (when) {
            case When.At(Instant at) -> TABLE.page(connection, "happened_at = " + atTheTime, List.of(at), page);
            case When.Between(Instant from, Instant to) ->
                TABLE.page(
                        connection,
                        "happened_at < ? AND (happened_at >= ? OR happened_at = " + atTheTime + ")",
                        List.of(to, from, from),
                        page);
        };
    }

    private static void bind(Binder binder, PolicyVersion policy) throws SQLException {
        binder.uuid(policy.id())
                .time(policy.at())
                .number(policy.version())
                .text(policy.by())
                .text(policy.why())
                .text(StoredJson.services(policy.services()));
    }

    private static PolicyVersion read(Row row) throws SQLException {
        return new PolicyVersion(
                row.uuid("id"),
                row.time("happened_at"),
                row.number("version"),
                row.text("changed_by"),
                row.text("why"),
                StoredJson.services(row.text("services")));
    }
}
