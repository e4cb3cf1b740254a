package org.holdfast.history.internal.writer;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.holdfast.history.internal.Database;
import org.holdfast.history.internal.StoreErrors;
import org.holdfast.history.internal.connections.SessionWriter;
import org.holdfast.model.incident.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that writes: entries first, then summaries in batches, then upkeep in small steps. When the database is
 * away it tries to open it again, ever less often, up to every five seconds.
 */
final class HistoryWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HistoryWriter.class);

    private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long CLOSING_NANOS = TimeUnit.SECONDS.toNanos(15);

    /** Fewer summaries wait for company, but not longer than that. */
    private static final int WORTH_WRITING = 2_000;

    private static final long SUMMARIES_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long CHECKPOINT_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final InstantSource clock;
    private final StoreGate gate;
    private final HealthBoard board;
    private final EntryDesk desk;
    private final NumberReserve numbers;
    private final Upkeep upkeep;
    private final Consumer<Duration> clockJump;
    private final ClockWatch clockWatch = new ClockWatch();
    private final List<EntryLane> lanes = new CopyOnWriteArrayList<>();
    private final List<SessionWriter> sessions = new CopyOnWriteArrayList<>();
    private final ThinningWatch thinning;
    private final Thread thread;

    private volatile boolean isClosing;
    private volatile boolean isNewLane;
    private long closeByNanos;
    private long summariesAtNanos;
    private long checkpointAtNanos;
    private boolean isDirty;
    private boolean isReopened;

    /** @param clockJump is told that the clock was set, on the writer's thread */
    HistoryWriter(
            InstantSource clock,
            StoreGate gate,
            HealthBoard board,
            EntryDesk desk,
            NumberReserve numbers,
            Upkeep upkeep,
            Consumer<Duration> clockJump) {
        this.clock = clock;
        this.gate = gate;
        this.board = board;
        this.desk = desk;
        this.numbers = numbers;
        this.upkeep = upkeep;
        this.clockJump = clockJump;
        this.thinning = new ThinningWatch(board, sessions);
        this.thread = Thread.ofPlatform().name("history-writer").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void wake() {
        LockSupport.unpark(thread);
    }

    /** A journal whose entries it is to write from now on. */
    void add(EntryLane lane) {
        lanes.add(lane);
        // Its position isn't known yet; the next round asks for it.
        isNewLane = true;
        wake();
    }

    void add(SessionWriter session) {
        sessions.add(session);
    }

    List<SessionWriter> sessions() {
        return sessions;
    }

    List<EntryLane> lanes() {
        return lanes;
    }

    long backlog() {
        return lanes.stream().mapToLong(EntryLane::backlog).sum();
    }

    private void run() {
        boolean isOver = false;
        while (!isOver) {
            boolean isMore = round();
            isOver = isClosing && (!isMore && isAllWritten() || System.nanoTime() - closeByNanos > 0);
            if (!isMore && !isOver) {
                LockSupport.parkNanos(IDLE_NANOS);
            }
        }
        finish();
    }

    private boolean isAllWritten() {
        boolean isAway = gate.present().isEmpty();
        return isAway || backlog() == 0 && sessions.stream().allMatch(SessionWriter::isEnded);
    }

    /** Does what there is to do; returns whether there is more at once. */
    private boolean round() {
        long nanos = System.nanoTime();
        watchClock();
        thinning.look(nanos);
        boolean isBack = gate.openIfDue(nanos);
        Database database = gate.present().orElse(null);
        if (database == null) {
            desk.fail(new StoreException(board.databaseProblem(), null));
            return false;
        }
        if (database.damage().isPresent()) {
            String damage = database.damage().get();
            gate.opener().damaged(damage);
            gate.lost("A part of it is damaged (" + damage + "). What can be read is being saved.", nanos);
            return false;
        }
        try {
            return write(database, isBack, nanos);
        } catch (SQLException e) {
            failed(e, nanos);
        } catch (IOException e) {
            board.journal("The journal can't be read: " + e + ". Check its disk.");
        } catch (RuntimeException e) {
            LOG.error("history {}: writing failed", gate.opener().location(), e);
            gate.lost("Writing failed (" + e + "). It is tried again.", nanos);
        }
        return false;
    }

    private boolean write(Database database, boolean isBack, long nanos) throws SQLException, IOException {
        if (isBack || isNewLane) {
            isNewLane = false;
            begin(database, isBack);
        }
        boolean isMore = desk.writeUnjournaled(database);
        numbers.fill(database);
        for (EntryLane lane : lanes) {
            isMore |= desk.write(database, lane);
        }
        isDirty |= isMore;
        isMore |= writeSummaries(database, nanos);
        checkpoint(database, nanos);
        isMore |= !isClosing && upkeep.step(database, nanos);
        board.database("");
        isReopened = false;
        return isMore;
    }

    /** Where every journal stands in this database. */
    private void begin(Database database, boolean isBack) throws SQLException {
        try {
            for (EntryLane lane : lanes) {
                lane.begin(EntryDesk.position(database, lane.journal()));
            }
        } catch (SQLException e) {
            isNewLane = true;
            throw e;
        }
        if (isBack) {
            sessions.forEach(SessionWriter::databaseIsBack);
        }
    }

    private boolean writeSummaries(Database database, long nanos) throws SQLException {
        boolean isMore = false;
        boolean isTime = nanos - summariesAtNanos >= SUMMARIES_NANOS || isClosing;
        for (SessionWriter session : sessions) {
            if (!session.isEnded() && (isTime || session.queue().size() >= WORTH_WRITING)) {
                isMore |= write(database, session);
                isDirty = true;
                summariesAtNanos = nanos;
            }
        }
        return isMore;
    }

    private boolean write(Database database, SessionWriter session) throws SQLException {
        try {
            return session.write(database, clock.instant());
        } catch (SQLException e) {
            if (!StoreErrors.isRefusal(e)) {
                throw e;
            }
            // For ever, so that all others would wait for it.
            LOG.error("history {}: a batch of summaries is refused and left out", database.location(), e);
            session.giveUpBatch();
            return true;
        }
    }

    /** Only what is on the database's disk may go from the journal. */
    private void checkpoint(Database database, long nanos) throws SQLException, IOException {
        if (!isDirty || nanos - checkpointAtNanos < CHECKPOINT_NANOS) {
            return;
        }
        long[] written = lanes.stream().mapToLong(lane -> lane.next() - 1).toArray();
        database.sync();
        isDirty = false;
        checkpointAtNanos = nanos;
        for (int i = 0; i < written.length; i++) {
            lanes.get(i).journal().trim(written[i], upkeep.journalBytes());
        }
    }

    private void failed(SQLException e, long nanos) {
        if (StoreErrors.isCollision(e)) {
            LOG.info("history {}: {}; it is tried again", gate.opener().location(), StoreErrors.reason(e));
            return;
        }
        if (StoreErrors.isConnectionBroken(e) && !isReopened) {
            // The process that had served the file ended, or the server was started anew.
            isReopened = true;
            if (gate.reopen(nanos)) {
                isNewLane = true;
                sessions.forEach(SessionWriter::databaseIsBack);
            }
            return;
        }
        if (StoreErrors.isDamage(e)) {
            gate.opener().damaged(StoreErrors.reason(e));
        }
        String problem = StoreErrors.explain(gate.opener().location(), "it can't be written", e)
                .getMessage();
        LOG.warn("{}", problem);
        LOG.debug("history {}: writing failed", gate.opener().location(), e);
        gate.lost(problem, nanos);
        lanes.forEach(EntryLane::release);
    }

    private void watchClock() {
        long before = System.nanoTime();
        Instant time = clock.instant();
        // A thread that was stopped between the two would take its pause for a jump.
        if (System.nanoTime() - before < ClockWatch.SMALLEST.toNanos() / 10) {
            clockWatch.observe(time, before).ifPresent(clockJump);
        }
    }

    private void finish() {
        gate.present().ifPresent(database -> {
            try {
                numbers.giveBack(database);
                database.sync();
            } catch (SQLException e) {
                LOG.warn("history {}: the last write failed: {}", gate.opener().location(), StoreErrors.reason(e));
            }
        });
        desk.fail(new StoreException("History " + gate.opener().location() + " was closed. Open it again.", null));
        gate.close();
        lanes.forEach(EntryLane::release);
    }

    /** Writes what is there and ends, within 15 s unless the database doesn't answer at all. */
    @Override
    public void close() {
        Instant now = clock.instant();
        sessions.forEach(session -> session.queue().end(now));
        closeByNanos = System.nanoTime() + CLOSING_NANOS;
        isClosing = true;
        wake();
        boolean isInterrupted = false;
        boolean isWaiting = true;
        while (isWaiting) {
            try {
                isWaiting = false;
                if (!thread.join(Duration.ofNanos(CLOSING_NANOS).plusSeconds(5))) {
                    LOG.warn(
                            "history {}: the database doesn't answer; closed without it",
                            gate.opener().location());
                }
            } catch (InterruptedException e) {
                isInterrupted = true;
                isWaiting = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
