package org.holdfast.history.internal.facts;

import java.net.InetAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.holdfast.history.internal.Binder;
import org.holdfast.history.internal.Row;
import org.holdfast.model.history.OwnershipPeriod;
import org.holdfast.model.history.When;

/** Ownership intervals read from SQL, within the caller's transaction. */
public final class OwnershipTable {

    private OwnershipTable() {}

    /**
     * The intervals of a time, by service and then in the order of time.
     *
     * @param service only this one
     */
    public static List<OwnershipPeriod> list(Connection connection, When when, Optional<String> service)
            throws SQLException {
        String condition = switch (when) {
            case When.At _ -> "from_at <= ? AND (to_at > ? OR to_at IS NULL)";
            case When.Between _ -> "from_at < ? AND (to_at > ? OR to_at IS NULL)";
        };
        Question question = new Question(
                condition + (service.isPresent() ? " AND service = ?" : ""), upTo(when), from(when), service);
        Map<Long, List<InetAddress>> addresses = addresses(connection, question);
        List<OwnershipPeriod> periods = new ArrayList<>();
        try (PreparedStatement statement = question.prepare(
                        connection,
                        "SELECT * FROM ownership_interval WHERE " + question.condition()
                                + " ORDER BY service, from_at, id");
                ResultSet result = statement.executeQuery()) {
            Row row = new Row(result);
            while (result.next()) {
                periods.add(new OwnershipPeriod(
                        row.text("service"),
                        addresses.getOrDefault(row.number("id"), List.of()),
                        row.node("node"),
                        row.number("epoch"),
                        row.time("from_at"),
                        row.optionalTime("to_at"),
                        row.text("why"),
                        row.text("recorded_by")));
            }
        }
        return periods;
    }

    private static Map<Long, List<InetAddress>> addresses(Connection connection, Question question)
            throws SQLException {
        Map<Long, List<InetAddress>> addresses = new HashMap<>();
        try (PreparedStatement statement = question.prepare(
                        connection,
                        "SELECT * FROM ownership_address WHERE ownership IN (SELECT id FROM ownership_interval WHERE "
                                + question.condition() + ") ORDER BY ownership, position");
                ResultSet result = statement.executeQuery()) {
            Row row = new Row(result);
            while (result.next()) {
                addresses
                        .computeIfAbsent(row.number("ownership"), id -> new ArrayList<>())
                        .add(row.address("address"));
            }
        }
        return addresses;
    }

    private static Instant from(When when) {
        return switch (when) {
            case When.At(Instant at) -> at;
            case When.Between between -> between.from();
        };
    }

    private static Instant upTo(When when) {
        return switch (when) {
            case When.At(Instant at) -> at;
            case When.Between between -> between.to();
        };
    }

    /** A condition with its parameters, asked of two tables. */
    private record Question(String condition, Instant begunBy, Instant notEndedBy, Optional<String> service) {

        PreparedStatement prepare(Connection connection, String sql) throws SQLException {
            PreparedStatement statement = connection.prepareStatement(sql);
            Binder binder = new Binder(statement).time(begunBy).time(notEndedBy);
            if (service.isPresent()) {
                binder.text(service.get());
            }
            return statement;
        }
    }
}
