package org.holdfast.history.internal;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Connections by a driver that is named, not compiled against: bundles see each other's classes only when they say so,
 * and {@link java.sql.DriverManager} hands out only drivers that its caller sees.
 */
final class DriverSource implements DataSource {

    private final Driver driver;
    private final String url;
    private volatile int loginTimeout = 10;

    /** @throws SQLException when there is no such driver */
    DriverSource(String driverClass, String url) throws SQLException {
        try {
            this.driver =
                    (Driver) Class.forName(driverClass).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new SQLException("the driver " + driverClass + " is no part of this program", "08001", e);
        }
        this.url = url;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = driver.connect(url, new Properties());
        if (connection == null) {
            throw new SQLException("the driver " + driver.getClass().getName() + " doesn't take this URL", "08001");
        }
        return connection;
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("user and password are in the URL");
    }

    @Override
    public PrintWriter getLogWriter() {
        return null;
    }

    /** Nothing is logged by it. */
    @Override
    public void setLogWriter(PrintWriter out) {}

    /** For the pool, which also waits for so long when it closes. The driver's own is set by the URL. */
    @Override
    public void setLoginTimeout(int seconds) {
        loginTimeout = seconds;
    }

    @Override
    public int getLoginTimeout() {
        return loginTimeout;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("this is no " + type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
