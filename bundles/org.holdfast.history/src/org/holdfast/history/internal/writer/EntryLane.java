package org.holdfast.history.internal.writer;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import org.holdfast.history.internal.entries.EntryCodec;
import org.holdfast.history.internal.journal.Journal;
import org.holdfast.history.internal.journal.JournalRecord;

/**
 * Entries of one journal on their way into the database, in order. The newest are held in memory as well; the others
 * are read back. Any thread may add, one takes.
 */
final class EntryLane {

    private static final int HELD = 4_096;

    private final Journal journal;
    private final RejectFile rejects;
    private final Deque<Pending> held = new ArrayDeque<>();
    private volatile long next = 1;

    EntryLane(Journal journal, RejectFile rejects) {
        this.journal = journal;
        this.rejects = rejects;
    }

    Journal journal() {
        return journal;
    }

    /** Called in the order of sequences. */
    synchronized void add(Pending pending) {
        if (held.size() < HELD) {
            held.add(pending);
        } else {
            // It is read back from the journal; nobody can wait for it.
            pending.written().complete(OptionalLong.empty());
        }
    }

    /** The database has all up to this one. */
    synchronized void begin(long written) {
        next = written + 1;
        dropWritten();
    }

    /** Sequence of the first one that the database doesn't have. */
    long next() {
        return next;
    }

    /** How many the database doesn't have. */
    long backlog() {
        return Math.max(0, journal.last() - next + 1);
    }

    /** The next ones, at most so many. */
    List<Pending> take(int limit) throws IOException {
        List<Pending> taken = takeHeld(limit);
        if (!taken.isEmpty() || next > journal.last()) {
            return taken;
        }
        List<JournalRecord> records = journal.read(next, limit);
        for (JournalRecord record : records) {
            try {
                taken.add(new Pending(record.sequence(), EntryCodec.decode(record.payload())));
            } catch (IOException e) {
                rejects.add(record.sequence(), record.payload(), String.valueOf(e.getMessage()));
            }
        }
        if (taken.isEmpty()) {
            // Only damage or refused ones up to here.
            written(records.isEmpty() ? journal.last() : records.getLast().sequence());
        }
        return taken;
    }

    private synchronized List<Pending> takeHeld(int limit) {
        List<Pending> taken = new ArrayList<>();
        long expected = next;
        for (Pending pending : held) {
            if (pending.sequence() != expected || taken.size() == limit) {
                break;
            }
            taken.add(pending);
            expected++;
        }
        return taken;
    }

    /** The database has all up to this one now. */
    synchronized void written(long sequence) {
        next = sequence + 1;
        dropWritten();
    }

    private void dropWritten() {
        while (!held.isEmpty() && held.peek().sequence() < next) {
            held.remove().written().complete(OptionalLong.empty());
        }
    }

    /** Nobody needs to wait any longer: the journal has them, the database will. */
    synchronized void release() {
        held.forEach(pending -> pending.written().complete(OptionalLong.empty()));
    }
}
