package org.holdfast.history.internal;

import java.sql.SQLException;
import java.util.Set;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.holdfast.model.incident.StoreException;

/**
 * Turns what a database says into what a person can act on. The codes are those of H2's {@code org.h2.api.ErrorCode};
 * states are SQL's, as PostgreSQL gives them.
 */
final class StoreErrors {

    private static final int OBJECT_CLOSED = 90007;
    private static final int DATABASE_ALREADY_OPEN = 90020;
    private static final int FILE_CORRUPTED = 90030;
    private static final int FILE_VERSION_ERROR = 90048;
    private static final int CONNECTION_BROKEN = 90067;
    private static final int DATABASE_IS_CLOSED = 90098;
    private static final int DATABASE_CALLED_AT_SHUTDOWN = 90121;

    private static final Set<Integer> LOST =
            Set.of(OBJECT_CLOSED, CONNECTION_BROKEN, DATABASE_IS_CLOSED, DATABASE_CALLED_AT_SHUTDOWN);
    private static final Set<Integer> DAMAGED = Set.of(FILE_CORRUPTED, FILE_VERSION_ERROR);
    private static final Set<Integer> STORE_DAMAGED =
            Set.of(DataUtils.ERROR_FILE_CORRUPT, DataUtils.ERROR_CHUNK_NOT_FOUND);

    private StoreErrors() {}

    /** Whether the connection to the database is gone, so that a new one may succeed. */
    static boolean isConnectionLost(SQLException e) {
        SQLException root = root(e);
        String state = root.getSQLState();
        return LOST.contains(root.getErrorCode()) || state != null && state.startsWith("08");
    }

    /**
     * @param location the file or URL
     * @param doing what was tried, as the start of a sentence: "incident 7 can't be written"
     */
    static StoreException explain(String location, String doing, SQLException e) {
        SQLException root = root(e);
        int code = root.getErrorCode();
        if (code == DATABASE_ALREADY_OPEN || code == CONNECTION_BROKEN) {
            return inUse(location, doing, e);
        }
        if (DAMAGED.contains(code) || isStoreDamaged(e)) {
            return damaged(location, doing + " (" + firstLine(root) + ")", e);
        }
        return new StoreException(
                "History " + location + ": " + doing + ": " + firstLine(root)
                        + ". Check that its disk is well, has room, and may be written to; then try again.",
                e);
    }

    static StoreException damaged(String location, String what, Throwable cause) {
        return new StoreException(
                "History " + location + ": " + what + ". The file is damaged or unreadable and was left as it is."
                        + " Restore a backup in its place, or move it aside to begin an empty history.",
                cause);
    }

    private static boolean isStoreDamaged(SQLException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof MVStoreException store && STORE_DAMAGED.contains(store.getErrorCode())) {
                return true;
            }
        }
        return false;
    }

    private static StoreException inUse(String location, String doing, SQLException e) {
        return new StoreException(
                "History " + location + ": " + doing + ", because another process holds it and can't be reached from"
                        + " here (it may run in another network namespace or be shutting down). Use that process,"
                        + " or end it and try again.",
                e);
    }

    /** The innermost: a connection pool wraps what the driver said. */
    private static SQLException root(SQLException e) {
        SQLException root = e;
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException inner && inner.getErrorCode() != 0) {
                root = inner;
            }
        }
        return root;
    }

    /** Without the statement, which H2 appends in lines of its own. */
    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
    }
}
