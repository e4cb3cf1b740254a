package org.holdfast.history;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.holdfast.history.internal.UrlSource;
import org.holdfast.model.history.Retention;

/** The databases that all of the suite runs on. */
enum TestDatabase {
    H2 {
        @Override
        String freshUrl() {
            return "jdbc:h2:mem:t" + ++count + ";DB_CLOSE_DELAY=-1";
        }
    },
    POSTGRESQL {
        @Override
        String freshUrl() {
            return PostgresServer.shared().freshUrl();
        }
    };

    private static int count;

    /** A new database, or a new schema of one, with nothing in it; skips the test where there is no server. */
    abstract String freshUrl();

    /** Begins at {@link Incidents#AT} and runs as clocks do. */
    static InstantSource clock() {
        long start = System.nanoTime();
        return () -> Incidents.AT.plusNanos(System.nanoTime() - start);
    }

    /** A history in a new database with its journal in a directory, which deletes nothing. */
    HistoryOptions fresh(Path directory) {
        return HistoryOptions.in(directory)
                .at(freshUrl())
                .with(Retention.KEEP_ALL)
                .with(clock());
    }

    static void execute(String url, String... statements) throws SQLException {
        DataSource source = UrlSource.of(url);
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
