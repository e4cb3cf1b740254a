package org.holdfast.history.internal.writer;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.holdfast.history.internal.Database;
import org.holdfast.history.internal.NewerSchemaException;
import org.holdfast.history.internal.connections.SessionWriter;
import org.holdfast.history.internal.connections.SummaryQueue;
import org.holdfast.history.internal.entries.Entry;
import org.holdfast.history.internal.entries.EntryCodec;
import org.holdfast.history.internal.journal.Journal;
import org.holdfast.history.internal.journal.JournalShelf;
import org.holdfast.history.internal.opening.Opener;
import org.holdfast.model.history.ClockJump;
import org.holdfast.model.history.ConnectionLog;
import org.holdfast.model.history.StoreHealth;
import org.holdfast.model.history.Thinning;
import org.holdfast.model.incident.StoreException;
import org.holdfast.model.ownership.NodeId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The journal, the writer and the database as one. Any thread may call. */
public final class HistoryStore implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HistoryStore.class);

    /** So long the database is waited for when the journal has the entry already. */
    private static final long PATIENCE_MILLIS = 2_000;

    /** Without a journal there is nothing else to wait for. */
    private static final long LAST_PATIENCE_MILLIS = 30_000;

    private final InstantSource clock;
    private final int queueCapacity;
    private final Optional<JournalShelf> shelf;
    private final RejectFile rejects;
    private final EntryDesk desk;
    private final HealthBoard board;
    private final StoreGate gate;
    private final NumberReserve numbers = new NumberReserve();
    private final HistoryWriter writer;

    private EntryLane own;
    private volatile NodeId cache;
    private volatile boolean isClosed;

    private HistoryStore(Setup setup, Opener opener) {
        this.clock = setup.clock();
        this.queueCapacity = setup.queueCapacity();
        this.shelf = setup.shelf();
        this.rejects = new RejectFile(setup.rejects());
        this.desk = new EntryDesk(rejects);
        this.board = new HealthBoard(clock, shelf.isPresent(), this::health);
        this.gate = new StoreGate(opener, board);
        RetentionUpkeep upkeep = new RetentionUpkeep(setup.retention(), setup.journalBytes(), clock);
        this.writer = new HistoryWriter(clock, gate, board, desk, numbers, upkeep, this::clockWasSet);
    }

    /**
     * Opens the database, and what the journals hold is written into it.
     *
     * @throws StoreException when the database can't be opened, unless it may start without it
     */
    public static HistoryStore open(Setup setup, Opener opener) {
        HistoryStore store = new HistoryStore(setup, opener);
        boolean isOpen = false;
        try {
            store.openDatabase(setup.mayStartAway());
            store.claimJournals();
            isOpen = true;
        } finally {
            if (!isOpen) {
                store.gate.close();
            }
        }
        store.writer.start();
        return store;
    }

    private void openDatabase(boolean mayStartAway) {
        try {
            gate.open();
        } catch (StoreException e) {
            if (!mayStartAway || e.getCause() instanceof NewerSchemaException) {
                throw e;
            }
            gate.lost(e.getMessage(), System.nanoTime());
        }
    }

    private void claimJournals() {
        if (shelf.isEmpty()) {
            return;
        }
        try {
            for (Journal journal : shelf.get().claimAll()) {
                EntryLane lane = new EntryLane(journal, rejects);
                own = own == null ? lane : own;
                writer.add(lane);
            }
        } catch (IOException e) {
            board.journal(journalProblem(e));
        }
    }

    private static String journalProblem(Throwable e) {
        return "The journal can't be written or read (" + e.getMessage()
                + "): incidents and audit are kept only when the database takes them at once. Make room on its disk and"
                + " check its permissions.";
    }

    /** The database, to read. {@code doing} as in {@link Database#read}. */
    public Database database(String doing) {
        return gate.require(doing);
    }

    public Optional<Database> present() {
        return gate.present();
    }

    public String location() {
        return gate.opener().location();
    }

    /** A number for a new incident. */
    public long newNumber() {
        requireOpen();
        return numbers.take(writer::wake, board.isDatabaseWell() ? PATIENCE_MILLIS : 0);
    }

    /**
     * Writes an entry. When this returns, it is on a disk.
     *
     * @return the number of the incident that an event belongs to, if the database said it by now
     * @throws StoreException when it isn't kept
     */
    public OptionalLong write(Entry entry) {
        requireOpen();
        Optional<Pending> journaled = shelf.isPresent() ? journal(entry) : Optional.empty();
        if (journaled.isPresent()) {
            writer.wake();
            return board.isDatabaseWell() ? await(journaled.get(), PATIENCE_MILLIS, true) : OptionalLong.empty();
        }
        Pending pending = new Pending(0, entry);
        desk.add(pending);
        writer.wake();
        return await(pending, LAST_PATIENCE_MILLIS, false);
    }

    private void requireOpen() {
        if (isClosed) {
            throw new StoreException("History " + location() + " was closed. Open it again.", null);
        }
    }

    /** Empty when the journal doesn't take it. */
    private Optional<Pending> journal(Entry entry) {
        byte[] payload = EntryCodec.encode(entry);
        Pending[] pending = new Pending[1];
        try {
            EntryLane lane = lane();
            long sequence = lane.journal().append(payload, number -> {
                pending[0] = new Pending(number, entry);
                lane.add(pending[0]);
            });
            lane.journal().force(sequence);
            board.journal(
                    lane.journal().isShortOfDisk()
                            ? "The disk of the journal is full; its reserve is being used up. Make room."
                            : "");
            return Optional.of(pending[0]);
        } catch (IOException e) {
            LOG.error("history {}: the journal failed: {}", location(), e.toString());
            LOG.debug("history {}: the journal failed", location(), e);
            board.journal(journalProblem(e));
            // Whether it was appended isn't known when forcing failed; what is written twice is kept once.
            return Optional.empty();
        }
    }

    private synchronized EntryLane lane() throws IOException {
        if (own == null) {
            own = new EntryLane(shelf.orElseThrow().own(), rejects);
            writer.add(own);
        }
        return own;
    }

    private OptionalLong await(Pending pending, long millis, boolean isJournaled) {
        boolean isInterrupted = false;
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        try {
            while (true) {
                try {
                    return pending.written().get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    isInterrupted = true;
                } catch (TimeoutException e) {
                    String problem = "The database hasn't answered for " + millis + " ms.";
                    board.database(problem);
                    if (isJournaled) {
                        return OptionalLong.empty();
                    }
                    throw new StoreException(
                            "History " + location() + ": " + problem + " It isn't known to be written.", e);
                } catch (ExecutionException e) {
                    throw e.getCause() instanceof StoreException refused
                            ? refused
                            : new StoreException("History " + location() + ": " + e.getCause(), e);
                }
            }
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A queue for the summaries of one cache. */
    public ConnectionLog connections(NodeId node, Instant at) {
        requireOpen();
        cache = node;
        SummaryQueue queue = new SummaryQueue(queueCapacity);
        writer.sessions().stream()
                .filter(s -> s.cache().equals(node))
                .forEach(s -> s.queue().end(at));
        writer.add(new SessionWriter(node, queue, at));
        return queue;
    }

    /** On the writer's thread, which can't wait for itself. */
    private void clockWasSet(Duration by) {
        LOG.warn("history {}: the clock was set by {}", location(), by);
        NodeId node = cache;
        if (node != null) {
            Entry entry = new Entry.Fact(new ClockJump(UUID.randomUUID(), clock.instant(), node, by));
            if (shelf.isEmpty() || journal(entry).isEmpty()) {
                desk.add(new Pending(0, entry));
            }
        }
    }

    /** Whether it is written. */
    public StoreHealth health() {
        int queued = 0;
        int capacity = 0;
        long written = 0;
        Map<Thinning.Stage, Long> thinned = new EnumMap<>(Thinning.Stage.class);
        for (SessionWriter session : writer.sessions()) {
            queued += session.queue().size();
            capacity += session.queue().capacity();
            written += session.written();
            for (Thinning.Stage stage : Thinning.Stage.values()) {
                thinned.merge(stage, session.queue().leftOut(stage), Long::sum);
            }
        }
        List<String> putAside = new ArrayList<>(gate.opener().putAside());
        putAside.addAll(rejects.sentences());
        writer.lanes().forEach(lane -> putAside.addAll(lane.journal().damages()));
        return new StoreHealth(
                board.state(),
                board.problem(),
                board.since(),
                writer.backlog(),
                queued,
                capacity,
                written,
                thinned,
                putAside);
    }

    public void addListener(Consumer<StoreHealth> listener) {
        board.addListener(listener);
    }

    public void removeListener(Consumer<StoreHealth> listener) {
        board.removeListener(listener);
    }

    @Override
    public void close() {
        isClosed = true;
        writer.close();
        shelf.ifPresent(journals -> {
            try {
                journals.close();
            } catch (IOException e) {
                LOG.warn("history {}: the journal wasn't closed cleanly", location(), e);
            }
        });
    }
}
