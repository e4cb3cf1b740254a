package org.holdfast.history.internal.archive;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.holdfast.history.internal.Dialect;
import org.holdfast.history.internal.Schema;
import org.holdfast.history.internal.Tables;
import org.holdfast.history.internal.Tables.Table;

/**
 * Reads an archive into an empty database, and brings that up to date. PostgreSQL takes it as one transaction; with H2
 * parts are committed, so there the database is one that nobody has yet. For one thread.
 */
public final class ArchiveReader {

    private static final ObjectMapper JSON =
            JsonMapper.builder().disable(JsonParser.Feature.AUTO_CLOSE_SOURCE).build();

    private static final int BATCH = 1_000;

    private final Connection connection;
    private final boolean commitsParts;
    private final String location;
    private final Map<String, Long> rows = new LinkedHashMap<>();

    private ArchiveReader(Connection connection, boolean commitsParts, String location) {
        this.connection = connection;
        this.commitsParts = commitsParts;
        this.location = location;
    }

    /**
     * Reads all tables.
     *
     * @param connection without auto-commit; its database has no history. It is committed when all is well
     * @param location of the database, for messages
     * @return rows by table
     * @throws IOException when the archive is damaged, incomplete, or of a newer version
     */
    public static Map<String, Long> read(InputStream in, Connection connection, String location)
            throws SQLException, IOException {
        boolean commitsParts = Dialect.of(connection) == Dialect.H2;
        ArchiveReader reader = new ArchiveReader(connection, commitsParts, location);
        try (ZipInputStream zip = new ZipInputStream(in)) {
            reader.read(zip);
        }
        return reader.rows;
    }

    private void read(ZipInputStream zip) throws SQLException, IOException {
        begin(zip);
        JsonNode end = null;
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (entry.getName().equals(ArchiveWriter.END)) {
                end = JSON.readTree(zip);
            } else {
                String name = entry.getName().replace(".jsonl", "");
                Table table = Tables.ALL.stream()
                        .filter(t -> t.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new IOException("the archive has an unknown part '" + name + "'"));
                rows.put(name, read(zip, table));
            }
        }
        check(end);
        Schema.bringUpToDate(connection, location);
        for (Table table : Tables.ALL) {
            if (table.identity().isPresent()) {
                Dialect.of(connection)
                        .restartIdentity(
                                connection, table.name(), table.identity().get());
            }
        }
        connection.commit();
    }

    private void begin(ZipInputStream zip) throws SQLException, IOException {
        ZipEntry first = zip.getNextEntry();
        if (first == null || !first.getName().equals(ArchiveWriter.BEGIN)) {
            throw new IOException("it is no archive of a history, or it is encrypted");
        }
        JsonNode begin = JSON.readTree(zip);
        int schema = begin.path("schema").asInt(Integer.MAX_VALUE);
        if (begin.path("format").asInt() != ArchiveWriter.FORMAT || schema > Schema.VERSION) {
            throw new IOException("a newer Holdfast made it (schema version " + schema + ", this program knows "
                    + Schema.VERSION + ")");
        }
        Schema.bringTo(schema, connection, location);
    }

    private void check(JsonNode end) throws IOException {
        if (end == null || end.size() != rows.size()) {
            throw new IOException("its end is missing");
        }
        for (Map.Entry<String, Long> table : rows.entrySet()) {
            long expected = end.path(table.getKey()).asLong(-1);
            if (expected != table.getValue()) {
                throw new IOException(
                        "it has " + table.getValue() + " rows of " + table.getKey() + " instead of " + expected);
            }
        }
    }

    private long read(InputStream in, Table table) throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            // What the schema put there is in the archive, too.
            statement.execute("DELETE FROM " + table.name());
        }
        JsonParser lines = JSON.createParser(in);
        List<String> names = new ArrayList<>();
        line(lines)
                .orElseThrow(() -> new IOException("its part " + table.name() + " is empty"))
                .forEach(name -> names.add(name.textValue()));
        Cell[] cells = cells(table, names);
        String sql = "INSERT INTO " + table.name() + " (" + String.join(", ", names) + ")"
                + (table.identity().isPresent() ? " OVERRIDING SYSTEM VALUE" : "") + " VALUES ("
                + "?, ".repeat(names.size() - 1) + "?)";
        long count = 0;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (Optional<JsonNode> line = line(lines); line.isPresent(); line = line(lines)) {
                for (int i = 0; i < cells.length; i++) {
                    cells[i].read(line.get().get(i), insert, i + 1);
                }
                insert.addBatch();
                if (++count % BATCH == 0) {
                    flush(insert);
                }
            }
            flush(insert);
        }
        return count;
    }

    private static Optional<JsonNode> line(JsonParser lines) throws IOException {
        return lines.nextToken() == null ? Optional.empty() : Optional.of(JSON.readTree(lines));
    }

    private void flush(PreparedStatement insert) throws SQLException {
        insert.executeBatch();
        if (commitsParts) {
            connection.commit();
        }
    }

    private Cell[] cells(Table table, List<String> names) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet none = statement.executeQuery(
                        "SELECT " + String.join(", ", names) + " FROM " + table.name() + " WHERE FALSE")) {
            ResultSetMetaData columns = none.getMetaData();
            Cell[] cells = new Cell[names.size()];
            for (int i = 0; i < cells.length; i++) {
                cells[i] = Cell.of(columns, i + 1);
            }
            return cells;
        }
    }
}
