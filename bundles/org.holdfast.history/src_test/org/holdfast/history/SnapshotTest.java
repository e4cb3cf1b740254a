package org.holdfast.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.holdfast.history.internal.Database;
import org.holdfast.history.internal.UrlSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SnapshotTest {

    private static final String INSERT = """
            INSERT INTO connection_thinning (cache, from_at, to_at, stage, summaries)
            VALUES ('c', TIMESTAMP '2026-03-01 10:00:00', TIMESTAMP '2026-03-01 10:00:01', 'ALL', 1)""";

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void readsTablesThatItReadsLaterAsTheyWereAtFirst(TestDatabase kind) {
        try (Database database = Database.open(UrlSource.of(kind.freshUrl()), "here")) {
            long thinnings = database.read("it can't be read", reading -> {
                count(reading, "incident");
                database.writeSoon(SnapshotTest::insert);
                return count(reading, "connection_thinning");
            });

            long after = database.read("it can't be read", reading -> count(reading, "connection_thinning"));
            assertEquals(0, thinnings);
            assertEquals(1, after);
        }
    }

    private static int insert(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(INSERT);
        }
    }

    private static long count(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
            result.next();
            return result.getLong(1);
        }
    }
}
