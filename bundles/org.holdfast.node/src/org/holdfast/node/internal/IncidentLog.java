package org.holdfast.node.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.holdfast.model.incident.Incident;
import org.holdfast.model.incident.IncidentStore;
import org.holdfast.model.incident.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes growing incidents to the store, in order, on a thread of its own: a slow disk delays no takeover. */
final class IncidentLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(IncidentLog.class);

    private final IncidentStore store;
    private final Consumer<Incident> changed;
    private final ExecutorService writer = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("history").daemon().factory());

    /**
     * Starts writing.
     *
     * @param changed told of each state after it was written
     */
    IncidentLog(IncidentStore store, Consumer<Incident> changed) {
        this.store = store;
        this.changed = changed;
    }

    void open(RunningIncident incident) {
        writer.execute(() -> attempt(incident, () -> {
            Incident opened = store.open(incident.snapshot());
            incident.number(opened.number());
            changed.accept(opened);
        }));
    }

    /**
     * Writes its present state.
     *
     * @return completes with what was written; exceptionally when the store refuses it
     */
    CompletableFuture<Incident> update(RunningIncident incident) {
        return CompletableFuture.supplyAsync(
                () -> {
                    Incident now = incident.snapshot();
                    store.update(now);
                    changed.accept(now);
                    return now;
                },
                writer);
    }

    private void attempt(RunningIncident incident, Runnable write) {
        try {
            write.run();
        } catch (StoreException e) {
            LOG.error(
                    "incident of plan {} isn't in the history: {}",
                    incident.plan().summary(),
                    e.getMessage(),
                    e);
        }
    }

    @Override
    public void close() {
        writer.close();
    }
}
