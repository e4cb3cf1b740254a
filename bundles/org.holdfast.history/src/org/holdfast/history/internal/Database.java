package org.holdfast.history.internal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.holdfast.model.incident.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database with a schema of this program's version, and a pool of connections to it. Any thread may call it; a call
 * blocks for as long as the disk takes, and at most 10 s for a connection.
 */
public final class Database implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private final String location;
    private final boolean isH2;
    private final HikariDataSource pool;

    private Database(String location, boolean isH2, HikariDataSource pool) {
        this.location = location;
        this.isH2 = isH2;
        this.pool = pool;
    }

    /**
     * Opens a database and brings its schema up to date.
     *
     * @param location the file or URL, for messages
     * @throws StoreException when it can't be opened, or is newer than this program
     */
    public static Database open(DataSource source, String location) {
        return withoutInterrupt(() -> {
            // The first connection stays open until the pool has its own, because H2 closes with its last one.
            try (Connection first = source.getConnection()) {
                first.setAutoCommit(false);
                Schema.bringUpToDate(first, location);
                boolean isH2 = "H2".equals(first.getMetaData().getDatabaseProductName());
                Database database = new Database(location, isH2, pool(source));
                database.touch();
                return database;
            } catch (SQLException e) {
                throw StoreErrors.explain(location, "it can't be opened", e);
            }
        });
    }

    /** Makes the pool's first connection, and puts a new schema on the disk. */
    private void touch() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            sync(connection);
        } catch (SQLException e) {
            pool.close();
            throw e;
        }
    }

    private static HikariDataSource pool(DataSource source) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(source);
        config.setPoolName("holdfast-history");
        config.setAutoCommit(false);
        config.setMinimumIdle(1);
        config.setMaximumPoolSize(4);
        config.setConnectionTimeout(10_000);
        // Connections don't expire: H2 closes its file with the last one.
        config.setMaxLifetime(0);
        // A failure comes with the first use, as an SQLException.
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    public String location() {
        return location;
    }

    /** Reads in one snapshot. {@code doing} begins a sentence: "incident 7 can't be read". */
    public <T> T read(String doing, Work<T> work) {
        return withoutInterrupt(() -> transact(doing, connection -> {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            return new Done<>(work.in(connection), false);
        }));
    }

    /** Writes in one transaction, which is on the disk when this returns. {@code doing} as in {@link #read}. */
    public <T> T write(String doing, Work<T> work) {
        return withoutInterrupt(() -> transact(doing, connection -> new Done<>(work.in(connection), true)));
    }

    /**
     * When the connection turns out to be gone (the process that had served the file ended), the pool is emptied and
     * the work done once more on a new one. After the commit was asked for nothing is repeated.
     */
    private <T> T transact(String doing, Work<Done<T>> work) {
        if (pool.isClosed()) {
            throw new StoreException("History " + location + ": " + doing + ": it was closed. Open it again.", null);
        }
        Attempt attempt = new Attempt();
        try {
            return attempt.make(work);
        } catch (SQLException e) {
            if (attempt.committing || !StoreErrors.isConnectionLost(e)) {
                throw StoreErrors.explain(location, doing, e);
            }
            LOG.info("history {}: connection lost, trying again with a new one ({})", location, e.getMessage());
        } catch (IllegalArgumentException e) {
            throw notUnderstood(doing, e);
        }
        pool.getHikariPoolMXBean().softEvictConnections();
        try {
            return attempt.make(work);
        } catch (SQLException e) {
            throw StoreErrors.explain(location, doing, e);
        } catch (IllegalArgumentException e) {
            throw notUnderstood(doing, e);
        }
    }

    /** A stored value that the model refuses. */
    private StoreException notUnderstood(String doing, IllegalArgumentException e) {
        return StoreErrors.damaged(location, doing + " (" + e.getMessage() + ")", e);
    }

    /** H2 writes in the background; this waits until what was committed is on the disk. PostgreSQL waits by itself. */
    private void sync(Connection connection) throws SQLException {
        if (isH2) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("CHECKPOINT SYNC");
            }
        }
    }

    /** An interrupted thread gets no connection, but an incident must be written all the same. */
    private static <T> T withoutInterrupt(Supplier<T> work) {
        boolean interrupted = Thread.interrupted();
        try {
            return work.get();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    /** What is done within a transaction; it may be done twice when the connection is lost in between. */
    @FunctionalInterface
    public interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    private record Done<T>(T result, boolean isToBeKept) {}

    /** One try of a transaction, which knows whether the commit had been asked for. */
    private final class Attempt {

        private boolean committing;

        private <T> T make(Work<Done<T>> work) throws SQLException {
            try (Connection connection = pool.getConnection()) {
                Done<T> done = inTransaction(connection, work);
                if (done.isToBeKept()) {
                    sync(connection);
                }
                return done.result();
            }
        }

        private <T> Done<T> inTransaction(Connection connection, Work<Done<T>> work) throws SQLException {
            boolean committed = false;
            try {
                Done<T> done = work.in(connection);
                committing = done.isToBeKept();
                connection.commit();
                committed = true;
                return done;
            } finally {
                if (!committed) {
                    rollBack(connection);
                }
            }
        }

        private void rollBack(Connection connection) {
            try {
                connection.rollback();
            } catch (SQLException e) {
                // The reason of the failure is on its way up already; a lost connection can't be rolled back.
                LOG.debug("history {}: rollback failed", location, e);
            }
        }
    }
}
