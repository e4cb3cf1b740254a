package org.holdfast.policy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.Service;
import org.holdfast.model.tcp.ConnectionSummary;
import org.holdfast.model.tcp.Verdict;
import org.holdfast.model.tcp.Verdict.Reason;
import org.holdfast.policy.internal.Moves;
import org.holdfast.policy.internal.PolicyVerdict;

/**
 * Completes the cache's verdicts by what only the cluster knows: policy and standby. One instance is for one moment; it
 * remembers where services would go, so that a hundred thousand connections cost as much as their services do. Confined to
 * one thread.
 */
public final class Verdicts {

    private final Snapshot snapshot;
    private final Map<NodeId, Map<String, NodeId>> targets = new HashMap<>();
    private final Map<String, Optional<NodeId>> owners = new HashMap<>();

    private Verdicts(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** Verdicts on the connections of one moment. */
    public static Verdicts at(Snapshot snapshot) {
        return new Verdicts(snapshot);
    }

    /** The verdict on one connection, if its host failed at the moment of the snapshot. */
    public static Verdict of(ConnectionSummary connection, Snapshot snapshot) {
        return at(snapshot).of(connection);
    }

    /** The verdict on one connection, if its host failed at the moment of the snapshot. */
    public Verdict of(ConnectionSummary connection) {
        if (!connection.verdict().survives()) {
            return connection.verdict();
        }
        Optional<Service> covering = snapshot.services().stream()
                .filter(s -> s.covers(connection.tuple().service()))
                .findFirst();
        if (covering.isEmpty()) {
            return new Verdict(Reason.NO_POLICY, connection.tuple().service() + " belongs to no service");
        }
        Service service = covering.get();
        Verdict byPolicy = PolicyVerdict.of(service, connection);
        Optional<NodeId> owner = owners.computeIfAbsent(service.name(), snapshot::owner);
        if (byPolicy.survives()
                && owner.isPresent()
                && target(service, owner.get()).isEmpty()) {
            return new Verdict(Reason.NO_STANDBY, "no host can take '" + service.name() + "' from " + owner.get());
        }
        return byPolicy;
    }

    /** Who takes a service over from its owner if that fails: the best fit host, by the rules of {@link Planner}. */
    public Optional<NodeId> target(Service service, NodeId owner) {
        return Optional.ofNullable(targets.computeIfAbsent(owner, host -> Moves.targetsOnFailure(snapshot, host))
                .get(service.name()));
    }
}
