package org.holdfast.policy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.holdfast.model.cluster.ClusterView;
import org.holdfast.model.cluster.MemberState;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.Ownership;
import org.holdfast.model.ownership.Service;
import org.holdfast.model.tcp.ConnectionSummary;

/**
 * All that a decision may stand on, at one moment.
 *
 * @param at the moment
 * @param cluster members and what they announced
 * @param services the configured services
 * @param knownEpochs by service, the largest epoch seen or voted for; 0 where absent
 * @param connections all tracked connections
 */
public record Snapshot(
        Instant at,
        ClusterView cluster,
        List<Service> services,
        Map<String, Long> knownEpochs,
        List<ConnectionSummary> connections) {

    public Snapshot {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(cluster, "cluster");
        services = List.copyOf(services);
        knownEpochs = Map.copyOf(knownEpochs);
        connections = List.copyOf(connections);
    }

    Optional<Service> service(String name) {
        return services.stream().filter(s -> s.name().equals(name)).findFirst();
    }

    boolean isAlive(NodeId node) {
        return cluster.member(node).filter(m -> m.state() == MemberState.ALIVE).isPresent();
    }

    /** What a node has announced about a service, if anything. */
    Optional<Ownership> announced(NodeId node, String service) {
        return cluster.ownerships()
                .filter(o -> o.node().equals(node) && o.service().equals(service))
                .findFirst();
    }

    /** Whether the node's copy of the application answers, as far as it has announced. */
    boolean runsApplication(NodeId node, String service) {
        return announced(node, service).filter(Ownership::applicationRunning).isPresent();
    }

    /** Live connections that the service covers, in the order of their first packets. */
    List<ConnectionSummary> liveConnections(Service service) {
        return connections.stream()
                .filter(c -> c.state().isLive() && service.covers(c.tuple().service()))
                .toList();
    }

    long nextEpoch(String service) {
        long declared = cluster.ownerships()
                .filter(o -> o.service().equals(service))
                .mapToLong(Ownership::epoch)
                .max()
                .orElse(0);
        return Math.max(declared, knownEpochs.getOrDefault(service, 0L)) + 1;
    }
}
