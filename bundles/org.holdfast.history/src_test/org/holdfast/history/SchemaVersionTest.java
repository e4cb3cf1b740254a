package org.holdfast.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.h2.jdbcx.JdbcDataSource;
import org.holdfast.model.incident.Incident;
import org.holdfast.model.incident.StoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SchemaVersionTest {

    private static final String URL = "jdbc:h2:mem:schema";

    /** Keeps the database in memory while no history is open. */
    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(URL);
        source.setUser("sa");
        source.setPassword("");
        connection = source.getConnection();
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @Test
    void recordsEveryScriptInOrder() throws SQLException {
        History.openUrl(URL).close();

        assertEquals(List.of("1 V1__incidents.sql", "2 V2__ownership.sql"), applied());
    }

    @Test
    void openingAgainAppliesNothingTwice() throws SQLException {
        History.openUrl(URL).close();
        History.openUrl(URL).close();

        assertEquals(2, applied().size());
    }

    @Test
    void anOlderHistoryIsUpgradedAndKeepsItsIncidents() throws SQLException {
        Incident opened;
        try (History history = History.openUrl(URL)) {
            opened = history.open(Incidents.rich());
        }
        execute("DROP TABLE ownership_address", "DROP TABLE ownership_interval");
        execute("DELETE FROM schema_version WHERE version = 2");

        try (History history = History.openUrl(URL)) {
            assertEquals(Optional.of(opened), history.find(opened.number()));
            assertEquals(List.of(), history.ownership(Optional.empty()));
        }
        assertEquals(2, applied().size());
    }

    @Test
    void anUpgradeThatWasCutShortIsFinished() throws SQLException {
        History.openUrl(URL).close();
        execute("DROP TABLE ownership_address", "DELETE FROM schema_version WHERE version = 2");

        try (History history = History.openUrl(URL)) {
            assertEquals(List.of(), history.ownership(Optional.empty()));
        }
    }

    @Test
    void aNewerHistoryIsRefusedAndLeftAsItIs() throws SQLException {
        execute("CREATE TABLE schema_version (version INTEGER PRIMARY KEY, script VARCHAR, applied_at TIMESTAMP)");
        execute("INSERT INTO schema_version VALUES (1, 'a', NULL), (77, 'b', NULL)");

        StoreException e = assertThrows(StoreException.class, () -> History.openUrl(URL));

        assertTrue(e.getMessage().contains("version 77"), e.getMessage());
        assertTrue(e.getMessage().contains("only up to 2"), e.getMessage());
        assertTrue(e.getMessage().contains(URL), e.getMessage());
        assertThrows(SQLException.class, () -> execute("SELECT * FROM incident"), "no table was made");
    }

    private List<String> applied() throws SQLException {
        List<String> applied = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result =
                        statement.executeQuery("SELECT version, script FROM schema_version ORDER BY applied_at")) {
            while (result.next()) {
                applied.add(result.getInt(1) + " " + result.getString(2));
            }
        }
        return applied;
    }

    private void execute(String... statements) throws SQLException {
        for (String sql : statements) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }
}
