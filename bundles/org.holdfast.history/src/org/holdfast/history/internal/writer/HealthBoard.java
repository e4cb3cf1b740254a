package org.holdfast.history.internal.writer;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.holdfast.model.history.StoreHealth;
import org.holdfast.model.history.StoreHealth.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knows whether the history is written, and tells who listens when that changes. Any thread may call. */
final class HealthBoard {

    private static final Logger LOG = LoggerFactory.getLogger(HealthBoard.class);

    private final InstantSource clock;
    private final List<Consumer<StoreHealth>> listeners = new CopyOnWriteArrayList<>();
    private final Supplier<StoreHealth> snapshot;

    private final boolean hasJournal;
    private String databaseProblem = "";
    private String journalProblem = "";
    private String thinningProblem = "";
    private State state = State.WELL;
    private String problem = "";
    private Instant since;

    /** @param snapshot asks for the whole health, which includes what this board knows */
    HealthBoard(InstantSource clock, boolean hasJournal, Supplier<StoreHealth> snapshot) {
        this.clock = clock;
        this.hasJournal = hasJournal;
        this.snapshot = snapshot;
        this.since = clock.instant();
    }

    /** @param sentence empty when the database is well */
    void database(String sentence) {
        change(() -> databaseProblem = sentence);
    }

    /** @param sentence empty when the journal is well */
    void journal(String sentence) {
        change(() -> journalProblem = sentence);
    }

    /** @param sentence empty when nothing was left out of late */
    void thinning(String sentence) {
        change(() -> thinningProblem = sentence);
    }

    private void change(Runnable change) {
        synchronized (this) {
            change.run();
            State newState = judge();
            String newProblem = String.join(" ", problems());
            if (newState == state && newProblem.equals(problem)) {
                return;
            }
            if (newState != state) {
                since = clock.instant();
                LOG.info("history: {} → {} {}", state, newState, newProblem);
            }
            state = newState;
            problem = newProblem;
        }
        tell();
    }

    private State judge() {
        boolean isJournalWell = journalProblem.isEmpty();
        if (!databaseProblem.isEmpty()) {
            return hasJournal && isJournalWell ? State.AWAY : State.LOSING;
        }
        if (!isJournalWell) {
            return State.NO_JOURNAL;
        }
        return thinningProblem.isEmpty() ? State.WELL : State.THINNING;
    }

    private List<String> problems() {
        return List.of(databaseProblem, journalProblem, thinningProblem).stream()
                .filter(sentence -> !sentence.isEmpty())
                .toList();
    }

    private void tell() {
        StoreHealth health = snapshot.get();
        for (Consumer<StoreHealth> listener : listeners) {
            try {
                listener.accept(health);
            } catch (RuntimeException e) {
                LOG.error("a listener to the history's health failed", e);
            }
        }
    }

    synchronized State state() {
        return state;
    }

    synchronized String problem() {
        return problem;
    }

    synchronized Instant since() {
        return since;
    }

    synchronized boolean isDatabaseWell() {
        return databaseProblem.isEmpty();
    }

    synchronized String databaseProblem() {
        return databaseProblem;
    }

    void addListener(Consumer<StoreHealth> listener) {
        listeners.add(listener);
    }

    void removeListener(Consumer<StoreHealth> listener) {
        listeners.remove(listener);
    }
}
