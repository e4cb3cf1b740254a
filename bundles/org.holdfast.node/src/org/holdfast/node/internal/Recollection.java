package org.holdfast.node.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.holdfast.model.cluster.ClusterView;
import org.holdfast.model.cluster.MemberState;
import org.holdfast.model.incident.Incident;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.plan.Plan;
import org.holdfast.model.plan.Trigger;
import org.holdfast.policy.Past;

/**
 * Remembers for the policy what no single view of the cluster shows: since when members are heard, and which services were
 * taken over. Any thread may call it.
 */
final class Recollection {

    /** The longest period that a policy can limit takeovers to. */
    private static final Duration KEPT = Duration.ofDays(31);

    private final Map<NodeId, Instant> aliveSince = new HashMap<>();
    private final List<Past.Takeover> takeovers = new ArrayList<>();

    /** Remembers what the history has. */
    Recollection(List<Incident> incidents) {
        incidents.forEach(incident -> started(incident.plan()));
    }

    /** A plan is being carried out. */
    synchronized void started(Plan plan) {
        if (plan.trigger() == Trigger.HOST_FAILURE) {
            takeovers.removeIf(old -> old.at().isBefore(plan.madeAt().minus(KEPT)));
            takeovers.add(new Past.Takeover(plan.service().name(), plan.madeAt()));
        }
    }

    /** The past of a view. Each view has to be shown, in order. */
    synchronized Past at(ClusterView view, Instant now) {
        view.members().forEach(member -> {
            if (member.state() == MemberState.ALIVE) {
                aliveSince.putIfAbsent(member.node(), now);
            } else {
                aliveSince.remove(member.node());
            }
        });
        return new Past(aliveSince, takeovers);
    }
}
