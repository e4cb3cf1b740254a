package org.holdfast.history.internal.opening;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.history.internal.StoreErrors;
import org.holdfast.history.internal.Tables.Table;
import org.holdfast.history.internal.opening.DamagedDatabase.UnreadableException;

/**
 * Copies what can be read of one damaged table: a range of keys at a time, and where that fails its halves, down to the
 * single row. For one thread.
 */
final class TableSalvage {

    /** Keys of a range: H2 reads an answer as a whole, and fails as a whole. */
    private static final long RANGE = 256;

    /** H2 has to be opened again after each failure; with more of them, failing ranges are given up as a whole. */
    private static final int MOST_FAILURES = 1_000;

    private final DamagedDatabase from;
    private final Connection to;
    private final Table table;
    private final String key;

    private long copied;
    private int failures;

    TableSalvage(DamagedDatabase from, Connection to, Table table) {
        this.from = from;
        this.to = to;
        this.table = table;
        // Every table of H2's has row IDs; where the key is a number, they are that.
        this.key = table.key().matches("number|id|row_id") ? table.key() : "_ROWID_";
    }

    /** Whether something couldn't be read. */
    boolean isDamaged() {
        return failures > 0;
    }

    /**
     * Copies all that can be read.
     *
     * @param least no smaller keys
     * @return how many rows
     * @throws SQLException when the new table can't be written
     */
    long copy(long least) throws SQLException {
        long last = last(least);
        for (long first = first(least); first <= last; first += RANGE) {
            copy(first, first + RANGE - 1);
            to.commit();
        }
        return copied;
    }

    private long first(long least) {
        try {
            return Math.max(least, from.ask("SELECT MIN(" + key + ") FROM " + table.name(), Salvage::number));
        } catch (UnreadableException e) {
            failures++;
            return Math.max(least, 0);
        }
    }

    /** The number of rows stands at the root of a table, so it can be read longer than the last row. */
    private long last(long least) {
        try {
            return from.ask("SELECT MAX(" + key + ") FROM " + table.name(), Salvage::number);
        } catch (UnreadableException e) {
            failures++;
        }
        try {
            return Math.max(least, 0) + 2 * from.ask("SELECT COUNT(*) FROM " + table.name(), Salvage::number);
        } catch (UnreadableException e) {
            failures++;
            return -1;
        }
    }

    private void copy(long first, long last) throws SQLException {
        try {
            write(from.ask(
                    "SELECT * FROM " + table.name() + " WHERE " + key + " >= " + first + " AND " + key + " <= " + last,
                    TableSalvage::rows));
        } catch (UnreadableException e) {
            failures++;
            if (first < last && failures < MOST_FAILURES) {
                long middle = (first + last) / 2;
                copy(first, middle);
                copy(middle + 1, last);
            }
        }
    }

    private static Rows rows(ResultSet result) throws SQLException {
        ResultSetMetaData columns = result.getMetaData();
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            names.add(columns.getColumnName(i));
        }
        Rows rows = new Rows(names, new ArrayList<>());
        while (result.next()) {
            Object[] values = new Object[names.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = result.getObject(i + 1);
            }
            rows.values().add(values);
        }
        return rows;
    }

    private void write(Rows rows) throws SQLException {
        String sql = "INSERT INTO " + table.name() + " (" + String.join(", ", rows.names()) + ")"
                + (table.identity().isPresent() ? " OVERRIDING SYSTEM VALUE" : "") + " VALUES ("
                + "?, ".repeat(rows.names().size() - 1) + "?)";
        try (PreparedStatement insert = to.prepareStatement(sql)) {
            for (Object[] values : rows.values()) {
                for (int i = 0; i < values.length; i++) {
                    insert.setObject(i + 1, values[i]);
                }
                write(insert);
            }
        }
    }

    private void write(PreparedStatement insert) throws SQLException {
        try {
            insert.executeUpdate();
            copied++;
        } catch (SQLException e) {
            // A row whose parent is lost can't be taken, nor one that is there already.
            if (!StoreErrors.isRefusal(e)) {
                throw e;
            }
        }
    }

    private record Rows(List<String> names, List<Object[]> values) {}
}
