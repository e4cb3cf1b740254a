package org.holdfast.history.internal.archive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.holdfast.history.internal.Schema;
import org.holdfast.history.internal.Tables;
import org.holdfast.history.internal.Tables.Table;

/** Writes a history into an archive, within the caller's transaction. For one thread. */
public final class ArchiveWriter {

    static final String BEGIN = "begin.json";
    static final String END = "end.json";
    static final int FORMAT = 1;

    /** Rows of one statement: H2 holds a result as a whole. */
    private static final int STRETCH = 5_000;

    private final Connection connection;
    private final ZipOutputStream zip;
    private final JsonGenerator json;
    private final Map<String, Long> rows = new LinkedHashMap<>();

    private ArchiveWriter(Connection connection, ZipOutputStream zip, JsonGenerator json) {
        this.connection = connection;
        this.zip = zip;
        this.json = json;
    }

    /**
     * Writes all tables.
     *
     * @return rows by table
     */
    public static Map<String, Long> write(Connection connection, OutputStream out, Instant now)
            throws SQLException, IOException {
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(Deflater.BEST_SPEED);
            JsonGenerator json = new JsonFactory()
                    .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                    .disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM)
                    .createGenerator(zip)
                    .setPrettyPrinter(new MinimalPrettyPrinter("\n"));
            ArchiveWriter writer = new ArchiveWriter(connection, zip, json);
            writer.write(now);
            return writer.rows;
        }
    }

    private void write(Instant now) throws SQLException, IOException {
        begin(BEGIN);
        json.writeStartObject();
        json.writeNumberField("format", FORMAT);
        json.writeNumberField("schema", Schema.VERSION);
        json.writeStringField("madeAt", now.toString());
        json.writeEndObject();
        end();
        for (Table table : Tables.ALL) {
            begin(table.name() + ".jsonl");
            rows.put(table.name(), write(table));
            end();
        }
        begin(END);
        json.writeStartObject();
        for (Map.Entry<String, Long> table : rows.entrySet()) {
            json.writeNumberField(table.getKey(), table.getValue());
        }
        json.writeEndObject();
        end();
    }

    private void begin(String name) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
    }

    private void end() throws IOException {
        json.flush();
        zip.closeEntry();
    }

    private long write(Table table) throws SQLException, IOException {
        boolean isStretched = table.identity().isPresent() || table.key().matches("number|id");
        String sql = isStretched
                ? "SELECT * FROM %1$s WHERE %2$s > ? ORDER BY %2$s LIMIT ".formatted(table.name(), table.key())
                        + STRETCH
                : "SELECT * FROM " + table.name() + " ORDER BY " + table.key();
        long written = 0;
        long last = Long.MIN_VALUE;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int count;
            do {
                if (isStretched) {
                    statement.setLong(1, last);
                }
                count = 0;
                try (ResultSet result = statement.executeQuery()) {
                    ResultSetMetaData columns = result.getMetaData();
                    if (last == Long.MIN_VALUE) {
                        writeColumns(columns);
                    }
                    Cell[] cells = cells(columns);
                    while (result.next()) {
                        writeRow(result, cells);
                        count++;
                        last = isStretched ? result.getLong(table.key()) : last;
                    }
                }
                written += count;
            } while (isStretched && count == STRETCH);
        }
        return written;
    }

    private static Cell[] cells(ResultSetMetaData columns) throws SQLException {
        Cell[] cells = new Cell[columns.getColumnCount()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = Cell.of(columns, i + 1);
        }
        return cells;
    }

    private void writeColumns(ResultSetMetaData columns) throws SQLException, IOException {
        json.writeStartArray();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            json.writeString(columns.getColumnName(i).toLowerCase(Locale.ROOT));
        }
        json.writeEndArray();
    }

    private void writeRow(ResultSet row, Cell[] cells) throws SQLException, IOException {
        json.writeStartArray();
        for (int i = 0; i < cells.length; i++) {
            cells[i].write(json, row, i + 1);
        }
        json.writeEndArray();
    }
}
