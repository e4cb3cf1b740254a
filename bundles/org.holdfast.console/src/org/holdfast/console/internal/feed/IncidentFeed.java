package org.holdfast.console.internal.feed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.holdfast.model.incident.Incident;
import org.holdfast.model.incident.StoreException;
import org.holdfast.node.CacheService;

/**
 * The incidents of the cache node: those of its history, read on a background thread, and what is new of them, as the
 * node tells it. Delivered on the user-interface thread, at most ten times a second.
 */
public final class IncidentFeed implements AutoCloseable {

    private static final Duration REPAINT = Duration.ofMillis(100);
    private static final int SHOWN = 500;

    private final Supplier<Optional<CacheService>> cache;
    private final Executor background;
    /** The state is looked at when it is delivered: two threads may tell of changes, in either order. */
    private final Coalescer<Change> coalescer;

    private final List<Consumer<State>> listeners = new CopyOnWriteArrayList<>();
    private volatile Optional<Source> source = Optional.empty();

    /**
     * @param cache where the cache node is, if there is one
     * @param display calls back on the user-interface thread
     * @param background may block on a disk; one thread
     */
    public IncidentFeed(Supplier<Optional<CacheService>> cache, Coalescer.Timer display, Executor background) {
        this.cache = cache;
        this.background = background;
        this.coalescer = new Coalescer<>(REPAINT, System::nanoTime, display, changed -> deliver());
    }

    /** To be called when the cache node came or went, from any thread. */
    public void cacheChanged() {
        background.execute(this::follow);
    }

    /** Adds a listener, which hears of the present state at once. On the user-interface thread. */
    public void addListener(Consumer<State> listener) {
        listeners.add(listener);
        listener.accept(state());
    }

    public void removeListener(Consumer<State> listener) {
        listeners.remove(listener);
    }

    private void deliver() {
        State now = state();
        listeners.forEach(listener -> listener.accept(now));
    }

    /** What is known now. */
    public State state() {
        return source.map(Source::state).orElse(State.NO_CACHE);
    }

    @Override
    public void close() {
        listeners.clear();
        source.ifPresent(Source::detach);
        source = Optional.empty();
    }

    private void follow() {
        Optional<CacheService> now = cache.get();
        if (now.equals(source.map(s -> s.node))) {
            return;
        }
        source.ifPresent(Source::detach);
        source = now.map(Source::new);
        source.ifPresent(Source::attach);
        coalescer.offer(Change.SOMETHING);
    }

    /**
     * What is known of incidents.
     *
     * @param cache whether there is a cache node at all
     * @param newestFirst the incidents
     * @param problem why the history can't be read, for people; empty when it can
     */
    public record State(boolean cache, List<Incident> newestFirst, String problem) {

        static final State NO_CACHE = new State(false, List.of(), "");

        public State {
            newestFirst = List.copyOf(newestFirst);
        }
    }

    private enum Change {
        SOMETHING
    }

    private final class Source implements CacheService.Listener {

        private final CacheService node;
        private final Map<Long, Incident> incidents = new ConcurrentHashMap<>();
        private volatile String problem = "";

        Source(CacheService node) {
            this.node = node;
        }

        void attach() {
            node.addListener(this);
            try {
                // What the node told since it was listened to is newer than what the history returns now.
                node.incidents().newest(SHOWN).forEach(incident -> incidents.putIfAbsent(incident.number(), incident));
            } catch (StoreException e) {
                problem = e.getMessage();
            }
        }

        void detach() {
            node.removeListener(this);
        }

        State state() {
            List<Incident> sorted = new ArrayList<>(incidents.values());
            sorted.sort(Comparator.comparingLong(Incident::number).reversed());
            return new State(true, sorted, problem);
        }

        @Override
        public void incidentChanged(Incident incident) {
            incidents.put(incident.number(), incident);
            coalescer.offer(Change.SOMETHING);
        }
    }
}
