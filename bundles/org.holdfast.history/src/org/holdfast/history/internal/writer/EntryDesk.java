package org.holdfast.history.internal.writer;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.holdfast.history.internal.Binder;
import org.holdfast.history.internal.Database;
import org.holdfast.history.internal.StoreErrors;
import org.holdfast.history.internal.entries.EntryCodec;
import org.holdfast.history.internal.entries.EntryWriter;
import org.holdfast.history.internal.journal.Journal;
import org.holdfast.model.incident.StoreException;

/** Writes entries from lanes, and those that are in no journal, into the database. For the writer's thread. */
final class EntryDesk {

    /** Entries of a transaction. */
    private static final int BATCH = 256;

    private final RejectFile rejects;
    private final Queue<Pending> unjournaled = new ConcurrentLinkedQueue<>();

    EntryDesk(RejectFile rejects) {
        this.rejects = rejects;
    }

    /** An entry that no journal holds. Any thread may call. */
    void add(Pending pending) {
        unjournaled.add(pending);
    }

    /** Up to which record a journal is in the database. */
    static long position(Database database, Journal journal) throws SQLException {
        return database.writeSoon(c -> {
            try (PreparedStatement statement =
                    c.prepareStatement("SELECT applied FROM journal_position WHERE journal = ?")) {
                new Binder(statement).uuid(journal.id());
                try (ResultSet result = statement.executeQuery()) {
                    return result.next() ? result.getLong(1) : 0;
                }
            }
        });
    }

    /** Writes the next entries of a lane; returns whether there were any. */
    boolean write(Database database, EntryLane lane) throws SQLException, IOException {
        List<Pending> batch = lane.take(BATCH);
        if (batch.isEmpty()) {
            return false;
        }
        if (!tryAll(database, lane, batch)) {
            for (Pending pending : batch) {
                writeOne(database, lane, pending);
            }
        }
        return true;
    }

    /** Returns false when one of them was refused. */
    private static boolean tryAll(Database database, EntryLane lane, List<Pending> batch) throws SQLException {
        try {
            long last = batch.getLast().sequence();
            List<OptionalLong> results = database.writeSoon(c -> {
                EntryWriter writer = new EntryWriter(c);
                List<OptionalLong> written = new ArrayList<>();
                for (Pending pending : batch) {
                    written.add(writer.write(pending.entry()));
                }
                moveTo(c, lane.journal(), last);
                return written;
            });
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).written().complete(results.get(i));
            }
            lane.written(last);
            return true;
        } catch (SQLException e) {
            if (!StoreErrors.isRefusal(e)) {
                throw e;
            }
            return false;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void writeOne(Database database, EntryLane lane, Pending pending) throws SQLException, IOException {
        if (tryAll(database, lane, List.of(pending))) {
            return;
        }
        // Once more: two who share the database may have written the same at the same time.
        String why;
        try {
            OptionalLong result = database.writeSoon(c -> {
                OptionalLong number = new EntryWriter(c).write(pending.entry());
                moveTo(c, lane.journal(), pending.sequence());
                return number;
            });
            pending.written().complete(result);
            lane.written(pending.sequence());
            return;
        } catch (SQLException e) {
            if (!StoreErrors.isRefusal(e)) {
                throw e;
            }
            why = StoreErrors.reason(e);
        } catch (IllegalArgumentException e) {
            why = String.valueOf(e.getMessage());
        }
        rejects.add(pending.sequence(), EntryCodec.encode(pending.entry()), why);
        database.writeSoon(c -> {
            moveTo(c, lane.journal(), pending.sequence());
            return null;
        });
        pending.written().completeExceptionally(refused(database.location(), why));
        lane.written(pending.sequence());
    }

    private static void moveTo(Connection connection, Journal journal, long sequence) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE journal_position SET applied = ? WHERE journal = ?")) {
            new Binder(update).number(sequence).uuid(journal.id());
            if (update.executeUpdate() > 0) {
                return;
            }
        }
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO journal_position (applied, journal) VALUES (?, ?)")) {
            new Binder(insert).number(sequence).uuid(journal.id());
            insert.executeUpdate();
        }
    }

    /** Writes entries that are in no journal, each to the disk; returns whether there were any. */
    boolean writeUnjournaled(Database database) throws SQLException {
        boolean isAny = false;
        for (Pending pending = unjournaled.poll(); pending != null; pending = unjournaled.poll()) {
            isAny = true;
            writeUnjournaled(database, pending);
        }
        return isAny;
    }

    private static void writeUnjournaled(Database database, Pending pending) throws SQLException {
        try {
            OptionalLong result = database.writeSoon(c -> new EntryWriter(c).write(pending.entry()));
            database.sync();
            pending.written().complete(result);
        } catch (SQLException e) {
            if (!StoreErrors.isRefusal(e)) {
                pending.written()
                        .completeExceptionally(StoreErrors.explain(database.location(), "it can't be written", e));
                throw e;
            }
            pending.written().completeExceptionally(refused(database.location(), StoreErrors.reason(e)));
        } catch (IllegalArgumentException e) {
            pending.written().completeExceptionally(refused(database.location(), String.valueOf(e.getMessage())));
        }
    }

    /** There is no database to write them to. */
    void fail(StoreException why) {
        for (Pending pending = unjournaled.poll(); pending != null; pending = unjournaled.poll()) {
            pending.written().completeExceptionally(why);
        }
    }

    private static StoreException refused(String location, String why) {
        return new StoreException("History " + location + ": the database refuses it: " + why + ".", null);
    }
}
