package org.holdfast.node.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.holdfast.cache.ConnectionCache;
import org.holdfast.cache.LiveCaptureSource;
import org.holdfast.cache.Selector;
import org.holdfast.cache.filter.CaptureFilter;
import org.holdfast.model.cluster.ClusterView;
import org.holdfast.model.net.PortRange;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.Ownership;
import org.holdfast.model.ownership.Service;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the selector in step with the announcements of ownership (claim 1): what the hosts announce is captured and
 * tracked, beside the configured services. A host that isn't heard any more keeps what it announced last, as its
 * connections are those that matter then. For any thread.
 */
final class SelectorWatch {

    private static final Logger LOG = LoggerFactory.getLogger(SelectorWatch.class);

    private final List<Service> configured;
    private final CaptureFilter filter;
    private final ConnectionCache cache;
    private final LiveCaptureSource source;
    private final Map<NodeId, List<Service>> announced = new HashMap<>();
    private List<Ends> selected;

    /** What of a service the selector looks at. */
    private record Ends(String name, List<InetAddress> addresses, List<PortRange> ports) {}

    /**
     * @param configured services that cache and source select already
     * @param filter the administrator's own
     */
    SelectorWatch(List<Service> configured, CaptureFilter filter, ConnectionCache cache, LiveCaptureSource source) {
        this.configured = configured;
        this.filter = filter;
        this.cache = cache;
        this.source = source;
        selected = ends(configured);
    }

    /**
     * Selects what is announced now. Connections that stay selected go on without a break: the kernel exchanges its
     * filters between two frames, and both let these through.
     *
     * @param now asked for what the cluster announces; the newest answer counts, whatever thread is late
     */
    synchronized void look(Supplier<ClusterView> now) {
        now.get()
                .members()
                .forEach(member -> member.announcement().ifPresent(a -> {
                    announced.put(member.node(), services(a.ownerships()));
                }));
        List<Service> services = new ArrayList<>(configured);
        announced.values().forEach(services::addAll);
        List<Ends> wanted = ends(services);
        if (!wanted.equals(selected)) {
            select(services, wanted);
        }
    }

    private void select(List<Service> services, List<Ends> wanted) {
        Selector selector = new Selector(services, filter);
        try {
            source.filter(selector.pcapFilter());
        } catch (IOException e) {
            // Not noted as selected, so it's tried again with the next announcement.
            LOG.error("the capture goes on as before, without what was announced now: {}", e.getMessage());
            return;
        }
        cache.select(selector);
        selected = wanted;
        LOG.info("captured and tracked from now on: {}", selector.pcapFilter());
    }

    private static List<Service> services(List<Ownership> ownerships) {
        return ownerships.stream()
                .filter(o -> !o.addresses().isEmpty() && !o.ports().isEmpty())
                .map(o -> new Service(
                        o.service(),
                        o.addresses(),
                        o.ports(),
                        o.protocol(),
                        o.application(),
                        o.failoverPolicy(),
                        o.arpPolicy()))
                .toList();
    }

    /** In an order of their own, so that who announces first doesn't matter. */
    private static List<Ends> ends(List<Service> services) {
        return services.stream()
                .map(s -> new Ends(s.name(), s.addresses(), s.ports()))
                .distinct()
                .sorted((a, b) -> a.toString().compareTo(b.toString()))
                .toList();
    }
}
