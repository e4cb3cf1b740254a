package org.holdfast.policy;

import java.util.List;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.policy.PolicyProblem;

/**
 * What would come of applying a policy set.
 *
 * @param problems what is wrong with it, or should be known; with an error among them it can't be applied
 * @param changes what differs from the applied set
 * @param now decisions about services that aren't at home under the new policies: what would run at once, or what it
 *     would wait for
 * @param failures for each host whose failure would be met in another way than now
 */
public record PolicyEffect(
        List<PolicyProblem> problems, List<PolicyChange> changes, List<Evaluation> now, List<OnFailure> failures) {

    public PolicyEffect {
        problems = List.copyOf(problems);
        changes = List.copyOf(changes);
        now = List.copyOf(now);
        failures = List.copyOf(failures);
    }

    /**
     * The failure of one host, under the applied policies and under the new ones.
     *
     * @param host which
     * @param before what would happen now
     * @param after what would happen then
     */
    public record OnFailure(NodeId host, Forecast before, Forecast after) {}
}
