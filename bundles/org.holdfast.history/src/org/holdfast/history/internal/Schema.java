package org.holdfast.history.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.holdfast.model.incident.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a database's tables to the version that this program knows, script by script. What was applied stands in the
 * table {@code schema_version}.
 *
 * <p>Each script runs in a transaction with its record. H2 commits at every {@code CREATE}, so there a script may be
 * cut short; the record comes last and scripts can be repeated, so the next start finishes it.
 */
public final class Schema {

    /** In order; the first has version 1. A script that was released is never changed: a new one follows it. */
    private static final List<String> SCRIPTS = List.of("V1__incidents.sql", "V2__ownership.sql");

    /** The version that this program reads and writes. */
    public static final int VERSION = SCRIPTS.size();

    private static final Logger LOG = LoggerFactory.getLogger(Schema.class);

    private Schema() {}

    /**
     * @param connection without auto-commit
     * @param location for messages
     * @throws StoreException when the database was written by a newer program; then nothing is changed
     */
    public static void bringUpToDate(Connection connection, String location) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    CREATE TABLE IF NOT EXISTS schema_version (
                        version INTEGER PRIMARY KEY,
                        script VARCHAR NOT NULL,
                        applied_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
                    )""");
        }
        connection.commit();
        int present = version(connection);
        if (present > VERSION) {
            throw new StoreException(
                    "History " + location + " has schema version " + present + ", but this program knows only up to "
                            + VERSION + ": a newer Holdfast wrote it. Use that version, or another directory."
                            + " Nothing was changed.",
                    null);
        }
        for (int version = present + 1; version <= VERSION; version++) {
            apply(connection, version);
            LOG.info("history {}: schema version {} applied", location, version);
        }
    }

    private static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT COALESCE(MAX(version), 0) FROM schema_version")) {
            result.next();
            return result.getInt(1);
        }
    }

    private static void apply(Connection connection, int version) throws SQLException {
        String script = SCRIPTS.get(version - 1);
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements(read(script))) {
                statement.execute(sql);
            }
        }
        try (PreparedStatement record = connection.prepareStatement(
                "INSERT INTO schema_version (version, script, applied_at) VALUES (?, ?, ?)")) {
            new Binder(record).integer(version).text(script).time(Instant.now());
            record.executeUpdate();
        }
        connection.commit();
    }

    /** Our scripts hold no semicolon but at the end of a statement, and comments only on lines of their own. */
    static List<String> statements(String script) {
        String code =
                script.lines().filter(line -> !line.strip().startsWith("--")).collect(Collectors.joining("\n"));
        return Arrays.stream(code.split(";"))
                .map(String::strip)
                .filter(sql -> !sql.isEmpty())
                .toList();
    }

    private static String read(String script) {
        try (InputStream in = Schema.class.getResourceAsStream("schema/" + script)) {
            if (in == null) {
                throw new IllegalStateException("the bundle lacks its resource schema/" + script);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the bundle's resource schema/" + script + " can't be read", e);
        }
    }
}
