package org.holdfast.cluster.internal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.holdfast.cluster.Cluster;
import org.holdfast.model.cluster.ClusterView;
import org.holdfast.model.ownership.NodeId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells listeners, in order, on a thread of their own; leases on the calling thread. A listener that fails harms nobody. */
final class Listeners {

    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final List<Cluster.Listener> all = new CopyOnWriteArrayList<>();
    private final ExecutorService thread;
    private final Supplier<ClusterView> view;
    private final AtomicBoolean viewIsDue = new AtomicBoolean();

    Listeners(NodeId self, Supplier<ClusterView> view) {
        this.view = view;
        this.thread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("holdfast-events-" + self).factory());
    }

    void add(Cluster.Listener listener) {
        all.add(listener);
    }

    /** The view is different. Changes until it is told come as one. */
    void viewChanged() {
        if (viewIsDue.compareAndSet(false, true)) {
            later(() -> {
                viewIsDue.set(false);
                ClusterView now = view.get();
                each(listener -> listener.viewChanged(now));
            });
        }
    }

    void laterEach(Consumer<Cluster.Listener> call) {
        later(() -> each(call));
    }

    /** On the calling thread. */
    void leaseRenewed(String service, long epoch, long until) {
        for (Cluster.Listener listener : all) {
            long left = until - System.nanoTime();
            if (left > 0) {
                guarded(listener, l -> l.leaseRenewed(service, epoch, Duration.ofNanos(left)));
            }
        }
    }

    /** On the calling thread. */
    void leaseLost(String service, long epoch, String why) {
        each(listener -> listener.leaseLost(service, epoch, why));
    }

    /** What is due is still told; nothing more is taken. */
    void close() {
        thread.shutdown();
    }

    private void later(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("an event after leaving the cluster isn't told", e);
        }
    }

    private void each(Consumer<Cluster.Listener> call) {
        all.forEach(listener -> guarded(listener, call));
    }

    private static void guarded(Cluster.Listener listener, Consumer<Cluster.Listener> call) {
        try {
            call.accept(listener);
        } catch (RuntimeException e) {
            LOG.error(
                    "a listener of the cluster failed: {}", listener.getClass().getName(), e);
        }
    }
}
