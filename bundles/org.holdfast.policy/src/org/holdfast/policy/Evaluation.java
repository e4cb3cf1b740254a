package org.holdfast.policy;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.plan.Decision;
import org.holdfast.model.plan.Plan;

/**
 * What the policy says of one service, and of each host that came into question.
 *
 * @param service name of the service
 * @param decision the plan, or the refusal with all its reasons
 * @param hosts every host of the cluster, in the policy's order of preference, then those that it doesn't name; empty
 *     when no service of that name is known
 */
public record Evaluation(String service, Decision decision, List<HostChoice> hosts) {

    public Evaluation {
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(decision, "decision");
        hosts = List.copyOf(hosts);
    }

    /** Where the service goes, if it goes. */
    public Optional<NodeId> target() {
        return decision instanceof Plan plan ? Optional.of(plan.to()) : Optional.empty();
    }
}
