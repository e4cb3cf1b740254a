package org.holdfast.history.internal.opening;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A damaged database that is only read. H2 closes it at the first damage that it meets; here it is opened again. */
final class DamagedDatabase implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DamagedDatabase.class);

    private final DataSource source;
    private Connection connection;

    DamagedDatabase(DataSource source) throws UnreadableException {
        this.source = source;
        this.connection = connect();
    }

    private Connection connect() throws UnreadableException {
        try {
            return source.getConnection();
        } catch (SQLException | RuntimeException e) {
            throw new UnreadableException(e);
        }
    }

    /** @throws UnreadableException when the answer lies in the damage */
    <T> T ask(String sql, Read<T> read) throws UnreadableException {
        if (connection == null) {
            connection = connect();
        }
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return read.read(result);
        } catch (SQLException | RuntimeException e) {
            close();
            throw new UnreadableException(e);
        }
    }

    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException | RuntimeException e) {
                // It is closed already, in its own way: that is what damage does.
                LOG.debug("salvage: the damaged database wasn't closed cleanly", e);
            }
        }
    }

    @FunctionalInterface
    interface Read<T> {
        T read(ResultSet result) throws SQLException;
    }

    /** The damage is here. */
    static final class UnreadableException extends Exception {

        private static final long serialVersionUID = 1L;

        UnreadableException(Exception cause) {
            super(cause.getMessage(), cause);
        }
    }
}
