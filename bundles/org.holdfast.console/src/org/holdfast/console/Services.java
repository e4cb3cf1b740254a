package org.holdfast.console;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.holdfast.model.control.HostControl;
import org.holdfast.node.CacheNodeLauncher;
import org.holdfast.node.CacheService;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

/**
 * The services of other bundles that the console works with. They come and go while the window is open; of several of
 * one type, the first counts. All methods may be called from any thread; none blocks.
 */
public final class Services implements AutoCloseable {

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Tracked<CacheService> cache;
    private final Tracked<HostControl> hostControl;
    private final Tracked<CacheNodeLauncher> launcher;
    private volatile NodeStart nodeStart = new NodeStart.NotAsked();

    /** Tracks services from now on. */
    public Services(BundleContext context) {
        cache = new Tracked<>(context, CacheService.class);
        hostControl = new Tracked<>(context, HostControl.class);
        launcher = new Tracked<>(context, CacheNodeLauncher.class);
        cache.tracker.open();
        hostControl.tracker.open();
        launcher.tracker.open();
    }

    /** The cache node that this console shows. */
    public Optional<CacheService> cache() {
        return cache.first();
    }

    /** What makes hosts fail and return; there only in a lab. */
    public Optional<HostControl> hostControl() {
        return hostControl.first();
    }

    /** What starts a cache node in this process. */
    public Optional<CacheNodeLauncher> launcher() {
        return launcher.first();
    }

    /** How it stands with the cache node that this console was asked to start. */
    public NodeStart nodeStart() {
        return nodeStart;
    }

    void nodeStart(NodeStart now) {
        nodeStart = Objects.requireNonNull(now, "now");
        changed();
    }

    /** @param listener is called after every change, on the thread of the change; it returns soon */
    public void addListener(Runnable listener) {
        listeners.add(listener);
    }

    public void removeListener(Runnable listener) {
        listeners.remove(listener);
    }

    @Override
    public void close() {
        listeners.clear();
        launcher.tracker.close();
        hostControl.tracker.close();
        cache.tracker.close();
    }

    private void changed() {
        listeners.forEach(Runnable::run);
    }

    private final class Tracked<S> implements ServiceTrackerCustomizer<S, S> {

        private final List<S> present = new CopyOnWriteArrayList<>();
        private final BundleContext context;
        private final ServiceTracker<S, S> tracker;

        Tracked(BundleContext context, Class<S> type) {
            this.context = context;
            this.tracker = new ServiceTracker<>(context, type, this);
        }

        Optional<S> first() {
            return present.stream().findFirst();
        }

        @Override
        public S addingService(ServiceReference<S> reference) {
            S service = context.getService(reference);
            if (service != null) {
                present.add(service);
                changed();
            }
            return service;
        }

        @Override
        public void modifiedService(ServiceReference<S> reference, S service) {
            // Which service it is does not depend on its properties.
        }

        @Override
        public void removedService(ServiceReference<S> reference, S service) {
            present.remove(service);
            changed();
            context.ungetService(reference);
        }
    }
}
