package org.holdfast.policy;

import java.util.Optional;
import org.holdfast.model.ownership.ContinuityMode;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.Service;
import org.holdfast.model.tcp.ConnectionSummary;
import org.holdfast.model.tcp.Verdict;
import org.holdfast.model.tcp.Verdict.Reason;

/** Completes the cache's verdicts by what only the cluster knows: policy and standby. */
public final class Verdicts {

    private Verdicts() {}

    /** The verdict on one connection, if its host failed at the moment of the snapshot. */
    public static Verdict of(ConnectionSummary connection, Snapshot snapshot) {
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
        if (service.failover().continuity() == ContinuityMode.RESET) {
            return new Verdict(
                    Reason.NO_POLICY,
                    "the policy of '" + service.name() + "' resets connections instead of continuing");
        }
        Optional<NodeId> owner =
                snapshot.cluster().declaredOwner(service.name()).map(o -> o.node());
        if (owner.isPresent() && target(service, owner.get(), snapshot).isEmpty()) {
            return new Verdict(Reason.NO_STANDBY, Planner.noTarget(service, owner.get()));
        }
        return Verdict.SURVIVES;
    }

    /** Who takes a service over from {@code owner}: the first allowed host that lives and runs the application. */
    public static Optional<NodeId> target(Service service, NodeId owner, Snapshot snapshot) {
        return java.util.stream.Stream.concat(
                        service.failover().failoverHosts().stream(),
                        java.util.stream.Stream.of(service.failover().home()))
                .filter(host -> !host.equals(owner))
                .filter(snapshot::isAlive)
                .filter(host -> snapshot.runsApplication(host, service.name()))
                .findFirst();
    }
}
