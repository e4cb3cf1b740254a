package org.holdfast.history.internal.facts;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.holdfast.history.internal.BadCursorException;
import org.holdfast.history.internal.Binder;
import org.holdfast.history.internal.Precision;
import org.holdfast.history.internal.Row;
import org.holdfast.model.history.Page;
import org.holdfast.model.history.When;

/**
 * A table with a {@code row_id}, a time and the columns of one kind of value. All methods work within the caller's
 * transaction.
 *
 * @param name of the table
 * @param time the column by which it is asked and sorted
 * @param columns all columns but {@code row_id}, with commas between them, in the order of {@code bind}
 * @param bind sets them
 * @param read reads them
 */
public record FactTable<T>(String name, String time, String columns, Bind<T> bind, Read<T> read) {

    /** Adds a row. */
    public void insert(Connection connection, T value) throws SQLException {
        int count = columns.split(",").length;
        String sql = "INSERT INTO " + name + " (" + columns + ") VALUES (" + "?, ".repeat(count - 1) + "?)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind.bind(new Binder(statement), value);
            statement.executeUpdate();
        }
    }

    /** Adds a row unless there is one of that ID. */
    public void insertOnce(Connection connection, UUID id, T value) throws SQLException {
        if (!has(connection, id)) {
            insert(connection, value);
        }
    }

    /** Whether there is a row of that ID. */
    public boolean has(Connection connection, UUID id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT 1 FROM " + name + " WHERE id = ?")) {
            new Binder(statement).uuid(id);
            try (ResultSet result = statement.executeQuery()) {
                return result.next();
            }
        }
    }

    /** The newest first: until a moment, or of a stretch of time. */
    public Page<T> page(Connection connection, When when, Page.Request request) throws SQLException {
        return switch (when) {
            case When.At(Instant at) -> page(connection, time + " <= ?", List.of(at), request);
            case When.Between(Instant from, Instant to) ->
                page(connection, time + " >= ? AND " + time + " < ?", List.of(from, to), request);
        };
    }

    /**
     * The newest first.
     *
     * @param condition with a parameter for each of {@code times}
     */
    public Page<T> page(Connection connection, String condition, List<Instant> times, Page.Request request)
            throws SQLException {
        Optional<Cursor> after = request.after().map(Cursor::parse);
        String sql = "SELECT * FROM " + name + " WHERE " + condition
                + (after.isPresent() ? " AND " + time + " <= ? AND (" + time + " < ? OR row_id < ?)" : "")
                + " ORDER BY "
                + time + " DESC, row_id DESC LIMIT ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Binder binder = new Binder(statement);
            for (Instant each : times) {
                binder.time(each);
            }
            if (after.isPresent()) {
                Cursor cursor = after.get();
                binder.time(cursor.time()).time(cursor.time()).number(cursor.row());
            }
            binder.integer(request.limit() + 1);
            return read(statement, request.limit());
        }
    }

    private Page<T> read(PreparedStatement statement, int limit) throws SQLException {
        List<T> items = new ArrayList<>();
        Cursor last = null;
        try (ResultSet result = statement.executeQuery()) {
            Row row = new Row(result);
            while (result.next()) {
                if (items.size() == limit) {
                    return new Page<>(items, Optional.of(last.text()));
                }
                items.add(read.read(row));
                last = new Cursor(row.time(time), row.number("row_id"));
            }
        }
        return new Page<>(items, Optional.empty());
    }

    /** Sets all columns. */
    @FunctionalInterface
    public interface Bind<T> {
        void bind(Binder binder, T value) throws SQLException;
    }

    /** Reads a row. */
    @FunctionalInterface
    public interface Read<T> {
        T read(Row row) throws SQLException;
    }

    /** Where a page ended. */
    private record Cursor(Instant time, long row) {

        static Cursor parse(String text) {
            String[] parts = text.split("/", -1);
            try {
                return new Cursor(Precision.cut(Instant.parse(parts[0])), Long.parseLong(parts[1]));
            } catch (RuntimeException e) {
                throw new BadCursorException(text, e);
            }
        }

        String text() {
            return time + "/" + row;
        }
    }
}
