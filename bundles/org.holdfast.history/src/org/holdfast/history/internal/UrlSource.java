package org.holdfast.history.internal;

import java.sql.SQLException;
import java.util.Locale;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.holdfast.model.incident.StoreException;

/** Data sources for JDBC URLs. */
public final class UrlSource {

    private static final String H2 = "jdbc:h2:";
    private static final String POSTGRESQL = "jdbc:postgresql:";

    static {
        H2Port.onLoopback();
    }

    private UrlSource() {}

    /** The URL without settings: a password may stand in them. */
    public static String location(String url) {
        return url.split("[;?]", 2)[0];
    }

    /** @throws StoreException when this program has no driver for it */
    public static DataSource of(String url) {
        String lower = url.toLowerCase(Locale.ROOT);
        if (lower.startsWith(H2)) {
            return h2(url, "");
        }
        if (lower.startsWith(POSTGRESQL)) {
            try {
                return new DriverSource("org.postgresql.Driver", url);
            } catch (SQLException e) {
                throw new StoreException("History " + location(url) + ": " + e.getMessage() + ".", e);
            }
        }
        throw new StoreException(
                "History " + location(url) + ": no driver for it is part of this program. Give a URL that begins with "
                        + H2 + " or " + POSTGRESQL + ", or a directory.",
                null);
    }

    /** H2; the user is {@code sa} unless the URL names one. */
    public static DataSource h2(String url, String password) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(url);
        if (!url.toUpperCase(Locale.ROOT).contains(";USER=")) {
            source.setUser("sa");
            source.setPassword(password);
        }
        return source;
    }
}
