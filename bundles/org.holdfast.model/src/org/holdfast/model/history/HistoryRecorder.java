package org.holdfast.model.history;

import java.time.Instant;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.holdfast.model.incident.StoreException;
import org.holdfast.model.ownership.NodeId;

/** Writes the history. Any thread may call. */
public interface HistoryRecorder {

    /**
     * Records a fact. When this returns, it is on a disk: in the database, or while that is away in the journal. A fact
     * whose {@code id} is there already changes nothing. Blocks for a disk, and up to two seconds for the database.
     *
     * @return the number of the incident that an {@link IncidentEvent} opened or joined; empty for other facts, and
     *     while the database is away
     * @throws StoreException when neither takes it; then it isn't recorded
     */
    OptionalLong record(HistoryFact fact);

    /**
     * Begins a cache's log of connections. A log of the same cache that was never ended is ended by it.
     *
     * @param cache whose
     * @param at now
     */
    ConnectionLog connections(NodeId cache, Instant at);

    /** Whether the history is still being written. Doesn't block. */
    StoreHealth health();

    /** Is told of every change of the state, at once, on the thread that noticed it: return soon. */
    void addHealthListener(Consumer<StoreHealth> listener);

    void removeHealthListener(Consumer<StoreHealth> listener);
}
