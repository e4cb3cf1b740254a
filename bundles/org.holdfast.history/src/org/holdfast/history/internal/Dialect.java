package org.holdfast.history.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The few things that H2 and PostgreSQL don't say in the same words. Scripts and all other statements are shared. */
public enum Dialect {
    H2 {
        /** H2 commits each definition by itself; its database has one process that serves all others. */
        @Override
        void lockSchema(Connection connection) {}

        /** H2 writes in the background; this waits until what was committed is on the disk. */
        @Override
        void sync(Connection connection) throws SQLException {
            execute(connection, "CHECKPOINT SYNC");
        }

        /** With "repeatable read" H2 looks at each table at the moment when it is read first. */
        @Override
        int snapshotIsolation() {
            return Connection.TRANSACTION_SERIALIZABLE;
        }

        @Override
        public void restartIdentity(Connection connection, String table, String column) throws SQLException {
            execute(
                    connection,
                    "ALTER TABLE %s ALTER COLUMN %s RESTART WITH (SELECT COALESCE(MAX(%2$s), 0) + 1 FROM %1$s)"
                            .formatted(table, column));
        }
    },

    POSTGRESQL {
        /** Two that open a new database at the same time would make the same table. Ends with the transaction. */
        @Override
        void lockSchema(Connection connection) throws SQLException {
            execute(connection, "SELECT pg_advisory_xact_lock(" + SCHEMA_LOCK + ")");
        }

        /** PostgreSQL's commit waits by itself. */
        @Override
        void sync(Connection connection) {}

        @Override
        int snapshotIsolation() {
            return Connection.TRANSACTION_REPEATABLE_READ;
        }

        @Override
        public void restartIdentity(Connection connection, String table, String column) throws SQLException {
            execute(
                    connection,
                    "SELECT setval(pg_get_serial_sequence('%s', '%s'), (SELECT COALESCE(MAX(%2$s), 0) + 1 FROM %1$s), false)"
                            .formatted(table, column));
        }
    };

    /** "Holdfast" as bytes, so that no other program means the same lock. */
    private static final long SCHEMA_LOCK = 0x486f_6c64_6661_7374L;

    /** @throws SQLException when the database is neither */
    public static Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return switch (product) {
            case "H2" -> H2;
            case "PostgreSQL" -> POSTGRESQL;
            default -> throw new SQLException("a history is kept in H2 or PostgreSQL, not in " + product, "0A000");
        };
    }

    abstract void lockSchema(Connection connection) throws SQLException;

    /** Returns when everything committed is on the disk. */
    abstract void sync(Connection connection) throws SQLException;

    /** The level of {@link Connection} at which a transaction sees all tables as they were at one moment. */
    abstract int snapshotIsolation();

    /** Lets an identity column count on behind its largest value, after rows were copied in with theirs. */
    public abstract void restartIdentity(Connection connection, String table, String column) throws SQLException;

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
