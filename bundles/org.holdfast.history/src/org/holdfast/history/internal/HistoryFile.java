package org.holdfast.history.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.holdfast.model.incident.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where H2 keeps the history: one file, which several processes of this machine may use at a time. */
public final class HistoryFile {

    private static final Logger LOG = LoggerFactory.getLogger(HistoryFile.class);
    private static final String NAME = "holdfast";
    private static final String LOOPBACK = "127.0.0.1";

    static {
        // H2 reads this once, when its classes load. Without it the port by which other processes of this machine
        // reach the file would be open to the network.
        if (System.getProperty("h2.bindAddress") == null) {
            System.setProperty("h2.bindAddress", LOOPBACK);
        }
    }

    private HistoryFile() {}

    /** The file that H2 makes in a directory. */
    public static Path in(Path directory) {
        return directory.toAbsolutePath().normalize().resolve(NAME + ".mv.db");
    }

    /**
     * Makes the directory when it is missing, and looks at the file before H2 may write to it.
     *
     * @throws StoreException when the directory can't be used or the file is damaged; then it is left as it is
     */
    public static DataSource source(Path directory) {
        Path file = in(directory);
        if (file.toString().indexOf(';') >= 0) {
            throw new StoreException(
                    "History " + file + ": H2 can't take a path with a semicolon. Choose another directory.", null);
        }
        try {
            Files.createDirectories(file.getParent());
            if (Files.exists(file) && Files.size(file) > 0) {
                refuseDamaged(file);
            }
        } catch (IOException e) {
            throw new StoreException(
                    "History " + file + ": the directory can't be made or read (" + e + "). Check its permissions,"
                            + " or choose another directory.",
                    e);
        }
        // async: an ordinary file channel closes, and the database with it, when a thread is interrupted while writing.
        String url = "jdbc:h2:async:" + file.getParent().resolve(NAME) + ";WRITE_DELAY=0";
        if (isLoopbackUp()) {
            url += ";AUTO_SERVER=TRUE";
        } else {
            LOG.warn("history {}: no loopback interface is up, so other processes can't read it meanwhile", file);
        }
        return source(url);
    }

    /** A source for a {@code jdbc:h2:} URL; the user is {@code sa} without password unless the URL names one. */
    public static DataSource source(String url) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(url);
        if (!url.toUpperCase(Locale.ROOT).contains(";USER=")) {
            source.setUser("sa");
            source.setPassword("");
        }
        return source;
    }

    /**
     * H2 takes a file whose contents can't be found for a new one and overwrites it. So look first, read-only: a
     * history that was ever opened holds maps.
     */
    private static void refuseDamaged(Path file) {
        try (MVStore store =
                new MVStore.Builder().fileName("async:" + file).readOnly().open()) {
            if (store.getMapNames().isEmpty()) {
                throw StoreErrors.damaged(file.toString(), "it can't be opened: there is no history in it", null);
            }
        } catch (MVStoreException e) {
            // Another process uses it: then that one has looked.
            if (e.getErrorCode() != DataUtils.ERROR_FILE_LOCKED) {
                throw StoreErrors.damaged(file.toString(), "it can't be opened (" + e.getMessage() + ")", e);
            }
        }
    }

    private static boolean isLoopbackUp() {
        try {
            NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.ofLiteral(LOOPBACK));
            return loopback != null && loopback.isUp();
        } catch (IOException e) {
            LOG.warn("the loopback interface can't be looked at", e);
            return false;
        }
    }
}
