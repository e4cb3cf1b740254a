package org.holdfast.model.policy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.policy.PolicyProblem.Severity;

/** What must hold of a host's capacity: the host exists, and can hold the services that are at home there. */
final class HostCheck {

    private final PolicySet policies;
    private final Set<NodeId> members;
    private final List<PolicyProblem> found;

    HostCheck(PolicySet policies, Set<NodeId> members, List<PolicyProblem> found) {
        this.policies = policies;
        this.members = members;
        this.found = found;
    }

    void check() {
        Set<NodeId> named = new HashSet<>();
        for (int i = 0; i < policies.capacities().size(); i++) {
            HostCapacity capacity = policies.capacities().get(i);
            String place = "host[" + i + "]";
            if (!members.contains(capacity.host())) {
                error(
                        place + ".node",
                        "names " + capacity.host() + ", which is no member; add a [[member]] or correct the name");
            }
            if (!named.add(capacity.host())) {
                error(place + ".node", "host " + capacity.host() + " is named twice; remove one");
            }
            long atHome = policies.services().stream()
                    .filter(s -> s.failover().home().equals(capacity.host()))
                    .count();
            if (atHome > capacity.services()) {
                error(
                        place + ".services",
                        atHome + " services are at home on " + capacity.host() + ", which holds at most "
                                + capacity.services() + "; raise it or give one another home");
            }
        }
    }

    private void error(String field, String sentence) {
        found.add(new PolicyProblem(Severity.ERROR, field, sentence));
    }
}
