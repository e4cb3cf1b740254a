package org.holdfast.model.history;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Whether the history is still being written.
 *
 * @param state in a word
 * @param problem what is the matter and what to do, sentences for people; empty when all is well
 * @param since since when it is in this state
 * @param journalBacklog facts in the journal that aren't in the database yet
 * @param queued summaries that wait for the writer
 * @param queueCapacity how many may wait
 * @param written summaries written since the start
 * @param thinned summaries left out since the start
 * @param putAside files that were damaged and put aside, with what was saved of them; the newest last
 */
public record StoreHealth(
        State state,
        String problem,
        Instant since,
        long journalBacklog,
        int queued,
        int queueCapacity,
        long written,
        Map<Thinning.Stage, Long> thinned,
        List<String> putAside) {

    public StoreHealth {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(problem, "problem");
        Objects.requireNonNull(since, "since");
        thinned = Map.copyOf(thinned);
        putAside = List.copyOf(putAside);
    }

    /** Whether it is written, the best first. */
    public enum State {
        WELL,
        /** All facts are written, but summaries are left out. */
        THINNING,
        /** The database is away: facts wait in the journal, summaries are left out. */
        AWAY,
        /** The journal can't be written: a fact is kept only when the database takes it. */
        NO_JOURNAL,
        /** Neither journal nor database take anything: facts are refused. */
        LOSING
    }
}
