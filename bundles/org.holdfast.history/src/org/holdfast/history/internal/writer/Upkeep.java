package org.holdfast.history.internal.writer;

import java.sql.SQLException;
import org.holdfast.history.internal.Database;

/** Deletes what is no longer to be kept, a small step at a time. */
interface Upkeep {

    /** Does a step if one is due; returns whether there is more at once. */
    boolean step(Database database, long nanos) throws SQLException;

    /** So much of a journal is kept when it has been written. */
    long journalBytes();
}
