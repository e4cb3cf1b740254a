package org.holdfast.history.internal.connections;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.holdfast.history.internal.Database;
import org.holdfast.history.internal.facts.CaptureTable;
import org.holdfast.history.internal.facts.ThinningTable;
import org.holdfast.model.history.CaptureSample;
import org.holdfast.model.history.Thinning;
import org.holdfast.model.ownership.NodeId;

/**
 * Writes what one cache's queue holds, batch by batch. A batch whose fate isn't known, because the database went away
 * meanwhile, is looked for before it is written again. For the writer's thread.
 */
public final class SessionWriter {

    /** Rows of a transaction: more aren't written faster. */
    private static final int BATCH = 5_000;

    private static final Duration SIGN_OF_LIFE = Duration.ofMinutes(1);

    private final NodeId cache;
    private final SummaryQueue queue;
    private final Instant startedAt;
    private final ThinningNotes thinning;
    private final List<Offer> drained = new ArrayList<>(BATCH);
    /** Connections of this session that have a row among the living ones. */
    private final Set<Long> living = new HashSet<>();

    private final SessionEnder ender = new SessionEnder(this);

    /** 0 while it has none. */
    private long session;

    private long batches;
    private Chunk chunk;
    private Batch pending;
    private boolean isStaged;
    private boolean isCommitting;
    private boolean isShaken;
    private Instant wroteAt = Instant.MIN;
    private long written;

    public SessionWriter(NodeId cache, SummaryQueue queue, Instant startedAt) {
        this.cache = cache;
        this.queue = queue;
        this.startedAt = startedAt;
        this.thinning = new ThinningNotes(cache, queue, startedAt);
    }

    /**
     * Writes a batch, if there is anything to write.
     *
     * @param now the time
     * @return whether there may be more to write at once
     * @throws SQLException when it isn't known to be written; the next call tries again
     */
    public boolean write(Database database, Instant now) throws SQLException {
        boolean isDone = false;
        try {
            boolean isMore = attempt(database, now);
            isDone = true;
            return isMore;
        } finally {
            isShaken |= !isDone;
        }
    }

    /** The database was away, or is another one: look before writing on. */
    public void databaseIsBack() {
        isShaken = true;
    }

    /** The database refuses the batch that it was given last; it is left out. */
    public void giveUpBatch() {
        queue.lost(
                pending == null ? 0 : pending.ended().size() + pending.living().size());
        pending = null;
        isStaged = false;
        isCommitting = false;
        // Its sketches are out of step with its rows; it is sealed anew from those when the session ends.
        chunk = null;
    }

    private boolean attempt(Database database, Instant now) throws SQLException {
        if (isShaken) {
            lookWhatIsThere(database);
        }
        if (session == 0) {
            session = database.writeSoon(c -> new SessionTable(c).begin(cache, startedAt));
            batches = 0;
        }
        if (room() == 0) {
            seal(database);
        }
        if (pending == null) {
            pending = next(now);
        }
        boolean isFull = drained.size() == BATCH;
        drained.clear();
        boolean isDue = Duration.between(wroteAt, now).compareTo(SIGN_OF_LIFE) >= 0 || now.isBefore(wroteAt);
        if (!pending.isEmpty() || isDue) {
            write(database, pending, now);
        }
        pending = null;
        return isFull || ender.step(database, now);
    }

    /** Whether all is written and its end as well. */
    public boolean isEnded() {
        return ender.isEnded();
    }

    /** Summaries and samples written so far. */
    public long written() {
        return written;
    }

    public SummaryQueue queue() {
        return queue;
    }

    public NodeId cache() {
        return cache;
    }

    long session() {
        return session;
    }

    private Batch next(Instant now) {
        int room = chunk == null ? Chunk.ROWS : chunk.room();
        queue.drainTo(drained, Math.min(BATCH, room));
        boolean isTimeToNote = !drained.isEmpty() || queue.ended() != null;
        Batch batch = new Batch(isTimeToNote ? thinning.since(now) : List.of());
        drained.forEach(batch::add);
        return batch;
    }

    /** Writes a batch; the session and whatever room it needs in the chunk are there. */
    void write(Database database, Batch batch, Instant now) throws SQLException {
        pending = batch;
        if (chunk == null && !batch.ended().isEmpty()) {
            chunk = database.writeSoon(c -> new ChunkTable(c).begin(session, now));
        }
        if (!isStaged) {
            batch.ended().forEach(chunk == null ? e -> {} : chunk::add);
            isStaged = true;
        }
        isCommitting = true;
        boolean isOurs = database.writeSoon(c -> put(c, batch, now));
        isCommitting = false;
        if (!isOurs) {
            startAnew();
            throw new SQLException("another process ended this cache's session", "40001");
        }
        done(batch, now);
        if (room() == 0) {
            seal(database);
        }
    }

    private boolean put(Connection connection, Batch batch, Instant now) throws SQLException {
        if (!new SessionTable(connection).wrote(session, batches + 1, now)) {
            return false;
        }
        if (!batch.ended().isEmpty()) {
            new ChunkTable(connection).add(chunk, batch.ended());
        }
        LiveTable live = new LiveTable(connection);
        live.delete(session, endedLiving(batch));
        live.insert(
                session,
                batch.living().values().stream()
                        .filter(l -> !living.contains(l.summary().id()))
                        .toList());
        live.update(
                session,
                batch.living().values().stream()
                        .filter(l -> living.contains(l.summary().id()))
                        .toList());
        for (Batch.Gone gone : batch.gone()) {
            live.delete(gone.session(), List.of(gone.connection()));
        }
        for (CaptureSample sample : batch.samples()) {
            CaptureTable.TABLE.insert(connection, sample);
        }
        for (Thinning note : batch.thinnings()) {
            ThinningTable.TABLE.insert(connection, note);
        }
        return true;
    }

    private List<Long> endedLiving(Batch batch) {
        return batch.ended().stream()
                .map(e -> e.summary().id())
                .filter(living::contains)
                .toList();
    }

    private void done(Batch batch, Instant now) {
        batches++;
        written +=
                batch.ended().size() + batch.living().size() + batch.samples().size();
        batch.ended().forEach(e -> living.remove(e.summary().id()));
        living.addAll(batch.living().keySet());
        batch.gone().stream().filter(g -> g.session() == session).forEach(g -> living.remove(g.connection()));
        pending = null;
        isStaged = false;
        wroteAt = now;
    }

    void seal(Database database) throws SQLException {
        if (chunk != null) {
            database.writeSoon(c -> {
                new ChunkTable(c).seal(chunk);
                return null;
            });
            chunk = null;
        }
    }

    int room() {
        return chunk == null ? Chunk.ROWS : chunk.room();
    }

    /** Was the last batch written, and is the session still there? */
    private void lookWhatIsThere(Database database) throws SQLException {
        if (session != 0) {
            OptionalLong present = database.writeSoon(c -> new SessionTable(c).batches(session));
            if (isCommitting && present.equals(OptionalLong.of(batches + 1))) {
                done(pending, wroteAt);
            } else if (!present.equals(OptionalLong.of(batches))) {
                startAnew();
            }
        }
        isCommitting = false;
        isShaken = false;
    }

    /** What is pending goes into a new session. */
    private void startAnew() {
        session = 0;
        chunk = null;
        living.clear();
        isStaged = false;
    }
}
