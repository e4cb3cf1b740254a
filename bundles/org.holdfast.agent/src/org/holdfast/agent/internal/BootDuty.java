package org.holdfast.agent.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.holdfast.model.cluster.ClusterView;
import org.holdfast.model.cluster.Member;
import org.holdfast.model.cluster.MemberState;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.Ownership;
import org.holdfast.model.ownership.Service;

/**
 * Says whether a host may take a service that nobody owns, when the cluster boots. A host that returns takes nothing: it
 * has heard a majority and every living member's announcement first, and an owner among them means hands off. Pure.
 */
final class BootDuty {

    /** How long a failover host waits for the home host before it takes a service that was never owned. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /**
     * How long a service that had an owner must have been without: longer than any plan takes, because between an owner
     * that released and the one that takes over nobody owns it.
     */
    static final Duration PLAN_PATIENCE = Duration.ofSeconds(40);

    private BootDuty() {}

    /**
     * Decides.
     *
     * @param view what is known now
     * @param service which service
     * @param unownedSince since when this node has seen no owner
     * @param everOwned whether the service ever had one
     */
    static boolean mayTake(ClusterView view, Service service, Instant unownedSince, boolean everOwned) {
        if (!view.hasMajority() || !everyLivingMemberIsKnown(view)) {
            return false;
        }
        Optional<Ownership> owner = view.declaredOwner(service.name());
        if (owner.isPresent()) {
            return false;
        }
        Duration unowned = Duration.between(unownedSince, view.at());
        if (everOwned && unowned.compareTo(PLAN_PATIENCE) < 0) {
            return false;
        }
        NodeId home = service.failover().home();
        if (home.equals(view.self())) {
            return true;
        }
        boolean homeIsAway = !isAlive(view, home);
        boolean first = service.failover().preferredHosts().stream()
                .filter(host -> isAlive(view, host))
                .findFirst()
                .filter(view.self()::equals)
                .isPresent();
        return homeIsAway && first && unowned.compareTo(PATIENCE) >= 0;
    }

    private static boolean everyLivingMemberIsKnown(ClusterView view) {
        return view.members().stream()
                .filter(m -> m.state() == MemberState.ALIVE)
                .map(Member::announcement)
                .allMatch(Optional::isPresent);
    }

    private static boolean isAlive(ClusterView view, NodeId node) {
        return view.member(node).filter(m -> m.state() == MemberState.ALIVE).isPresent();
    }
}
