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
import org.holdfast.model.policy.PolicySet;
import org.holdfast.model.tcp.ConnectionSummary;

/**
 * All that a decision may stand on, at one moment.
 *
 * @param at the moment
 * @param cluster members and what they announced
 * @param policies the applied policies
 * @param knownEpochs by service, the largest epoch seen or voted for; 0 where absent
 * @param connections all tracked connections
 * @param past what happened before
 */
public record Snapshot(
        Instant at,
        ClusterView cluster,
        PolicySet policies,
        Map<String, Long> knownEpochs,
        List<ConnectionSummary> connections,
        Past past) {

    public Snapshot {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(cluster, "cluster");
        Objects.requireNonNull(policies, "policies");
        knownEpochs = Map.copyOf(knownEpochs);
        connections = List.copyOf(connections);
        Objects.requireNonNull(past, "past");
    }

    /** Services without capacities and maintenance, and without a past. */
    public Snapshot(
            Instant at,
            ClusterView cluster,
            List<Service> services,
            Map<String, Long> knownEpochs,
            List<ConnectionSummary> connections) {
        this(at, cluster, PolicySet.of(services), knownEpochs, connections, Past.NONE);
    }

    public List<Service> services() {
        return policies.services();
    }

    public Optional<Service> service(String name) {
        return policies.service(name);
    }

    /** The same moment with another past. */
    public Snapshot withPast(Past other) {
        return new Snapshot(at, cluster, policies, knownEpochs, connections, other);
    }

    /** The same moment under other policies. */
    public Snapshot withPolicies(PolicySet others) {
        return new Snapshot(at, cluster, others, knownEpochs, connections, past);
    }

    /** The same moment with another view of the cluster. */
    public Snapshot withCluster(ClusterView other) {
        return new Snapshot(at, other, policies, knownEpochs, connections, past);
    }

    public boolean isAlive(NodeId node) {
        return is(node, MemberState.ALIVE);
    }

    /** Whether a majority of the voters no longer hears a node. */
    public boolean isDead(NodeId node) {
        return is(node, MemberState.DEAD);
    }

    private boolean is(NodeId node, MemberState state) {
        return cluster.member(node).filter(m -> m.state() == state).isPresent();
    }

    /** Who owns a service, as far as it has been announced. */
    public Optional<NodeId> owner(String service) {
        return cluster.declaredOwner(service).map(Ownership::node);
    }

    /** What a node has announced about a service, if anything. */
    public Optional<Ownership> announced(NodeId node, String service) {
        return cluster.ownerships()
                .filter(o -> o.node().equals(node) && o.service().equals(service))
                .findFirst();
    }

    /** Whether the node's copy of the application answers, as far as it has announced. */
    public boolean runsApplication(NodeId node, String service) {
        return announced(node, service).filter(Ownership::applicationRunning).isPresent();
    }

    /** Live connections that the service covers, in the order of their first packets. */
    public List<ConnectionSummary> liveConnections(Service service) {
        return connections.stream()
                .filter(c -> c.state().isLive() && service.covers(c.tuple().service()))
                .toList();
    }

    /** The epoch in which the next owner of a service will own it: larger than all that is known. */
    public long nextEpoch(String service) {
        long declared = cluster.ownerships()
                .filter(o -> o.service().equals(service))
                .mapToLong(Ownership::epoch)
                .max()
                .orElse(0);
        return Math.max(declared, knownEpochs.getOrDefault(service, 0L)) + 1;
    }
}
