package org.holdfast.model.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.policy.PolicyProblem.Severity;

/** Says whether a policy set can be meant, and at which field it can't. Pure. */
public final class PolicyCheck {

    private PolicyCheck() {}

    /**
     * What forbids to apply a set.
     *
     * @param members all configured members of the cluster
     * @return in the order of the set's fields; empty when it can be applied
     */
    public static List<PolicyProblem> errors(PolicySet policies, Collection<NodeId> members) {
        return found(policies, members, Instant.MIN).stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .toList();
    }

    /**
     * What forbids to apply a set, and what should be known before.
     *
     * @param members all configured members of the cluster
     * @param at the moment, for what expires
     */
    public static List<PolicyProblem> problems(PolicySet policies, Collection<NodeId> members, Instant at) {
        return found(policies, members, at);
    }

    private static List<PolicyProblem> found(PolicySet policies, Collection<NodeId> members, Instant at) {
        List<PolicyProblem> found = new ArrayList<>();
        Set<NodeId> known = Set.copyOf(members);
        new ServiceCheck(policies, known, found).check();
        new AddressCheck(policies, found).check();
        new HostCheck(policies, known, found).check();
        new MaintenanceCheck(policies, known, at, found).check();
        return List.copyOf(found);
    }
}
