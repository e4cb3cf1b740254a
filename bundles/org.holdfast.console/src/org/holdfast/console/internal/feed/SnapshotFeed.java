package org.holdfast.console.internal.feed;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.holdfast.node.CacheService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a snapshot of the cache node five times a second, on a background thread, once for all views. A view subscribes
 * with what it makes of a snapshot, there, and with what it then shows, on the user-interface thread.
 */
public final class SnapshotFeed implements AutoCloseable {

    private static final Duration PERIOD = Duration.ofMillis(200);
    private static final Duration REPAINT = Duration.ofMillis(100);
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotFeed.class);

    private final Supplier<Optional<CacheService>> cache;
    private final InstantSource clock;
    private final Coalescer.Timer display;
    private final ScheduledExecutorService background;
    private final List<Subscription<?>> subscriptions = new CopyOnWriteArrayList<>();
    private RateMeter rates = new RateMeter();
    private Optional<CacheService> metered = Optional.empty();
    private volatile Optional<Snapshot> latest = Optional.empty();
    private String lastProblem = "";

    /**
     * @param cache where the cache node is, if there is one
     * @param clock time of the snapshots
     * @param display calls back on the user-interface thread
     * @param background one thread; the feed ends it
     */
    public SnapshotFeed(
            Supplier<Optional<CacheService>> cache,
            InstantSource clock,
            Coalescer.Timer display,
            ScheduledExecutorService background) {
        this.cache = cache;
        this.clock = clock;
        this.display = display;
        this.background = background;
    }

    /** Starts taking snapshots. */
    public void start() {
        background.scheduleWithFixedDelay(this::take, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Takes a snapshot soon, out of turn. From any thread. */
    public void refresh() {
        background.execute(this::take);
    }

    /**
     * Subscribes until {@link Subscription#close()}.
     *
     * @param prepare makes of a snapshot what is shown; called on the background thread
     * @param show shows it, at most ten times a second, on the user-interface thread; empty while there is no cache node
     */
    public <V> Subscription<V> subscribe(Function<Snapshot, V> prepare, Consumer<Optional<V>> show) {
        Subscription<V> subscription = new Subscription<>(prepare, show);
        subscriptions.add(subscription);
        subscription.refresh();
        return subscription;
    }

    @Override
    public void close() {
        subscriptions.clear();
        background.shutdownNow();
    }

    private void take() {
        try {
            Optional<CacheService> node = cache.get();
            if (!node.equals(metered)) {
                // Another node gives its connections other numbers.
                rates = new RateMeter();
                metered = node;
            }
            latest = node.map(this::snapshot);
            lastProblem = "";
            subscriptions.forEach(Subscription::offerLatest);
        } catch (RuntimeException e) {
            // The node may be going down just now; the next turn will see. The same words aren't written twice.
            if (!String.valueOf(e.getMessage()).equals(lastProblem)) {
                lastProblem = String.valueOf(e.getMessage());
                LOG.warn("The cache node gave no snapshot; the console shows the one before and tries again.", e);
            }
        }
    }

    private Snapshot snapshot(CacheService node) {
        var at = clock.instant();
        var connections = node.connections();
        return new Snapshot(
                at, connections, rates.update(connections, at), node.cluster(), node.policies(), node.captureHealth());
    }

    /**
     * One view's part in the feed.
     *
     * @param <V> what the view shows
     */
    public final class Subscription<V> implements AutoCloseable {

        private final Function<Snapshot, V> prepare;
        private final Coalescer<Optional<V>> coalescer;
        private volatile boolean closed;

        private Subscription(Function<Snapshot, V> prepare, Consumer<Optional<V>> show) {
            this.prepare = prepare;
            this.coalescer = new Coalescer<>(REPAINT, System::nanoTime, display, value -> {
                if (!closed) {
                    show.accept(value);
                }
            });
        }

        /** Makes the view's value of the latest snapshot anew, as when its order was changed. From any thread. */
        public void refresh() {
            background.execute(this::offerLatest);
        }

        private void offerLatest() {
            coalescer.offer(latest.map(prepare));
        }

        @Override
        public void close() {
            closed = true;
            subscriptions.remove(this);
        }
    }
}
