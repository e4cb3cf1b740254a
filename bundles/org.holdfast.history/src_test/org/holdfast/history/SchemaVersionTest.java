package org.holdfast.history;

import static org.holdfast.history.Incidents.ALPHA;
import static org.holdfast.history.Incidents.AT;
import static org.holdfast.history.Incidents.BETA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.holdfast.history.internal.Dialect;
import org.holdfast.history.internal.Schema;
import org.holdfast.history.internal.Tables;
import org.holdfast.history.internal.UrlSource;
import org.holdfast.model.history.ConnectionQuestion;
import org.holdfast.model.history.Handling;
import org.holdfast.model.history.IncidentOverview;
import org.holdfast.model.history.OwnershipPeriod;
import org.holdfast.model.history.Page;
import org.holdfast.model.history.Severity;
import org.holdfast.model.history.When;
import org.holdfast.model.incident.Incident;
import org.holdfast.model.incident.StoreException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class SchemaVersionTest {

    private static final Page.Request FIRST = Page.Request.first(100);

    @Parameter
    TestDatabase database;

    private String url;

    @BeforeEach
    void newDatabase() {
        url = database.freshUrl();
    }

    @Test
    void recordsEveryScriptInOrder() throws SQLException {
        History.openUrl(url).close();
        History.openUrl(url).close();

        assertEquals(
                List.of(
                        "1 V1__incidents.sql",
                        "2 V2__ownership.sql",
                        "3 V3__facts.sql",
                        "4 V4__connections.sql",
                        "5 V5__incident_files.sql"),
                query("SELECT version || ' ' || script FROM schema_version ORDER BY version"));
    }

    @Test
    void everyTableIsKnownToArchives() throws SQLException {
        History.openUrl(url).close();

        String present = "SELECT LOWER(table_name) FROM information_schema.tables WHERE LOWER(table_schema) = "
                + (database == TestDatabase.H2 ? "'public'" : "current_schema()");
        assertEquals(
                Stream.concat(Tables.ALL.stream().map(Tables.Table::name), Tables.OWN.stream())
                        .collect(Collectors.toCollection(TreeSet::new)),
                new TreeSet<>(query(present)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void aHistoryOfEveryEarlierVersionIsUpgradedAndKeepsWhatItHolds(int version) throws Exception {
        fill(version);

        try (History history = History.openUrl(url)) {
            assertEquals(Optional.of(Incidents.numbered(Incidents.rich(), 1)), history.find(1));
            assertEquals(Optional.of(Incidents.numbered(Incidents.bare(), 2)), history.find(2));
            IncidentOverview rich = history.queries().incident(1).orElseThrow().overview();
            assertEquals(Severity.CRITICAL, rich.severity(), "it was degraded");
            assertEquals(Handling.OPEN, rich.handling());
            assertEquals("web \"shop\" — Köln: alpha → beta", rich.title());
            assertEquals(
                    version >= 2 ? List.of(ALPHA, BETA) : List.of(),
                    history.queries().ownership(When.ever(), Optional.empty()).stream()
                            .map(OwnershipPeriod::owner)
                            .toList());
            assertEquals(
                    version >= 3 ? List.of(Facts.member(2, AT)) : List.of(),
                    history.queries().members(When.ever(), FIRST).items());
            assertEquals(
                    version >= 4 ? 2 : 0,
                    history.queries()
                            .connections(ConnectionQuestion.of(When.ever()).service("web"), FIRST)
                            .items()
                            .size());

            Incident next = history.open(Incidents.rich());
            assertTrue(next.number() > 2, "numbers go on: " + next.number());
            history.record(Facts.audit(99, AT));
        }
    }

    @Test
    void anUpgradeThatWasCutShortIsFinished() throws Exception {
        fill(2);
        try (Connection connection = UrlSource.of(url).getConnection()) {
            connection.setAutoCommit(false);
            Schema.bringTo(3, connection, url);
            connection.commit();
        }
        TestDatabase.execute(url, "DELETE FROM schema_version WHERE version = 3", "DROP TABLE clock_jump");

        try (History history = History.openUrl(url)) {
            assertEquals(
                    List.of(), history.queries().clockJumps(When.ever(), FIRST).items());
            assertEquals(2, history.newest(9).size());
        }
    }

    @Test
    void aNewerHistoryIsRefusedAndLeftAsItIs() throws SQLException {
        TestDatabase.execute(
                url,
                "CREATE TABLE schema_version (version INTEGER PRIMARY KEY, script VARCHAR, applied_at TIMESTAMP)",
                "INSERT INTO schema_version VALUES (1, 'a', NULL), (77, 'b', NULL)");

        StoreException e = assertThrows(StoreException.class, () -> History.openUrl(url));

        assertTrue(e.getMessage().contains("version 77"), e.getMessage());
        assertTrue(e.getMessage().contains("only up to 5"), e.getMessage());
        assertTrue(e.getMessage().contains(UrlSource.location(url)), e.getMessage());
        assertThrows(SQLException.class, () -> query("SELECT title FROM incident"), "no table was made");
    }

    @Test
    void whoeverMayStartWithoutTheDatabaseMustNotStartWithANewerOne(@TempDir Path directory) throws SQLException {
        HistoryOptions options = database.fresh(directory).startingAway();
        TestDatabase.execute(
                options.url().orElseThrow(),
                "CREATE TABLE schema_version (version INTEGER PRIMARY KEY, script VARCHAR, applied_at TIMESTAMP)",
                "INSERT INTO schema_version VALUES (77, 'b', NULL)");

        assertThrows(StoreException.class, () -> History.open(options));
    }

    private void fill(int version) throws SQLException, IOException {
        try (Connection connection = UrlSource.of(url).getConnection()) {
            connection.setAutoCommit(false);
            Schema.bringTo(version, connection, url);
            try (Statement statement = connection.createStatement()) {
                if (version >= 3) {
                    statement.execute("DELETE FROM history_counter");
                }
                List<String> script = script(version);
                for (String sql : script) {
                    statement.execute(sql);
                }
                for (Tables.Table table : Tables.ALL) {
                    if (table.identity().isPresent()
                            && script.stream().anyMatch(sql -> sql.startsWith("INSERT INTO " + table.name() + " "))) {
                        Dialect.of(connection)
                                .restartIdentity(
                                        connection,
                                        table.name(),
                                        table.identity().get());
                    }
                }
            }
            connection.commit();
        }
    }

    private List<String> script(int version) throws IOException {
        try (InputStream in = getClass().getResourceAsStream("versions/V" + version + ".sql")) {
            String script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            String inDialect = database == TestDatabase.H2 ? script : script.replaceAll("X'([0-9a-f]*)'", "'\\\\x$1'");
            return Stream.of(inDialect.split(";\n")).toList();
        }
    }

    private List<String> query(String sql) throws SQLException {
        try (Connection connection = UrlSource.of(url).getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(result.getString(1));
            }
            return rows;
        }
    }
}
