package org.holdfast.history.internal.writer;

import java.util.Optional;
import org.holdfast.history.internal.Database;
import org.holdfast.history.internal.opening.Opener;
import org.holdfast.model.incident.StoreException;

/** The database as far as it is there. One thread opens and loses it; any may ask for it. */
final class StoreGate {

    private static final long FIRST_WAIT_NANOS = 100_000_000L;
    private static final long LONGEST_WAIT_NANOS = 5_000_000_000L;

    private final Opener opener;
    private final HealthBoard board;

    private volatile Database database;
    private volatile boolean isClosed;
    private long waitNanos = FIRST_WAIT_NANOS;
    private long triedAtNanos;

    StoreGate(Opener opener, HealthBoard board) {
        this.opener = opener;
        this.board = board;
    }

    Opener opener() {
        return opener;
    }

    /** @throws StoreException when it is away, with the reason */
    Database require(String doing) {
        Database present = database;
        if (present == null) {
            String why = isClosed ? "it was closed. Open it again." : board.databaseProblem();
            throw new StoreException("History " + opener.location() + ": " + doing + ": " + why, null);
        }
        return present;
    }

    Optional<Database> present() {
        return Optional.ofNullable(database);
    }

    /** @throws StoreException when it can't be opened */
    void open() {
        database = opener.open();
        waitNanos = FIRST_WAIT_NANOS;
        board.database("");
    }

    /** Opens it if it is away and the time has come to try again; returns whether it was opened just now. */
    boolean openIfDue(long nanos) {
        if (database != null || isClosed || nanos - triedAtNanos < waitNanos) {
            return false;
        }
        triedAtNanos = nanos;
        try {
            open();
            return true;
        } catch (StoreException e) {
            board.database(e.getMessage());
            waitNanos = Math.min(2 * waitNanos, LONGEST_WAIT_NANOS);
            return false;
        }
    }

    /** Its connections broke: makes new ones at once, so that nobody need notice; returns whether it did. */
    boolean reopen(long nanos) {
        Database broken = database;
        try {
            open();
            if (broken != null) {
                broken.close();
            }
            return true;
        } catch (StoreException e) {
            lost(e.getMessage(), nanos);
            return false;
        }
    }

    /** It turned out to be away. */
    void lost(String problem, long nanos) {
        Database lost = database;
        database = null;
        triedAtNanos = nanos;
        board.database(problem);
        if (lost != null) {
            lost.close();
        }
    }

    void close() {
        isClosed = true;
        Database present = database;
        database = null;
        if (present != null) {
            present.close();
        }
    }
}
