package org.holdfast.history;

import static org.holdfast.history.Incidents.ALPHA;
import static org.holdfast.history.Incidents.AT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.holdfast.history.internal.Schema;
import org.holdfast.history.internal.Tables;
import org.holdfast.history.internal.Tables.Table;
import org.holdfast.history.internal.UrlSource;
import org.holdfast.model.history.ConnectionLog;
import org.holdfast.model.history.Severity;
import org.holdfast.model.ownership.Role;

/**
 * Writes what a history of each version of the schema holds, as statements: run it once when a version is new, with the
 * directory of the files as its argument, and keep what it wrote for that version.
 */
final class VersionDump {

    private static final String FULL = "jdbc:h2:mem:full;DB_CLOSE_DELAY=-1";

    private VersionDump() {}

    public static void main(String[] arguments) throws SQLException, IOException {
        fill();
        for (int version = 1; version <= Schema.VERSION; version++) {
            Path file = Path.of(arguments[0], "V" + version + ".sql");
            if (!Files.exists(file)) {
                Files.writeString(file, dump(version));
            }
        }
    }

    private static void fill() {
        try (History history = History.openUrl(FULL)) {
            history.open(Incidents.rich());
            history.open(Incidents.bare());
            history.recordOwnership(Incidents.ownership(ALPHA, Role.OWNER, 1), AT, "boot");
            history.recordOwnership(Incidents.ownership(Incidents.BETA, Role.OWNER, 2), AT.plusSeconds(5), "failed");
            Facts.all().forEach(history::record);
            history.record(Facts.event(20, AT, "mail", Severity.WARNING));
            ConnectionLog log = history.connections(Facts.CACHE, AT);
            log.closed(Connections.of(1, AT, AT), AT);
            log.closed(Connections.of(2, AT, AT), AT);
            log.heard(Connections.sample(AT));
            log.end(AT);
        }
    }

    private static String dump(int version) throws SQLException {
        StringBuilder script = new StringBuilder();
        try (Connection full = UrlSource.of(FULL).getConnection();
                Connection old = UrlSource.of("jdbc:h2:mem:old" + version).getConnection()) {
            old.setAutoCommit(false);
            Schema.bringTo(version, old, "old");
            for (Table table : Tables.ALL) {
                List<String> columns = columns(old, table);
                if (!columns.isEmpty()) {
                    dump(full, table, columns, version, script);
                }
            }
        }
        return script.toString();
    }

    private static List<String> columns(Connection connection, Table table) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet columns =
                connection.getMetaData().getColumns(null, "PUBLIC", table.name().toUpperCase(Locale.ROOT), null)) {
            while (columns.next()) {
                names.add(columns.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }

    private static void dump(Connection full, Table table, List<String> columns, int version, StringBuilder script)
            throws SQLException {
        // Before version 5 every incident had a plan.
        boolean isOldIncident = version < 5 && table.name().equals("incident");
        String names = String.join(", ", columns);
        String sql = "SELECT " + names + " FROM " + table.name() + (isOldIncident ? " WHERE plan_id IS NOT NULL" : "")
                + " ORDER BY " + table.key();
        try (Statement statement = full.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                StringJoiner values = new StringJoiner(", ", "(", ")");
                for (int i = 1; i <= columns.size(); i++) {
                    values.add(literal(row, i));
                }
                script.append("INSERT INTO ")
                        .append(table.name())
                        .append(" (")
                        .append(names)
                        .append(")")
                        .append(table.identity().isPresent() ? " OVERRIDING SYSTEM VALUE" : "")
                        .append(" VALUES ")
                        .append(values)
                        .append(";\n");
            }
        }
    }

    private static String literal(ResultSet row, int column) throws SQLException {
        Object value = row.getObject(column);
        return switch (value) {
            case null -> "NULL";
            case OffsetDateTime time ->
                "TIMESTAMP WITH TIME ZONE '" + time.toString().replace('T', ' ') + "'";
            case byte[] bytes -> "X'" + HexFormat.of().formatHex(bytes) + "'";
            case Number number -> number.toString();
            case Boolean truth -> truth.toString();
            default -> "'" + value.toString().replace("'", "''") + "'";
        };
    }
}
