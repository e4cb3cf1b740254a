package org.holdfast.model.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.holdfast.model.ownership.FailoverPolicy;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.Service;
import org.holdfast.model.policy.PolicyProblem.Severity;

/** What must hold of each service: a name of its own, hosts that exist, and somewhere to go. */
final class ServiceCheck {

    private final PolicySet policies;
    private final Set<NodeId> members;
    private final List<PolicyProblem> found;

    ServiceCheck(PolicySet policies, Set<NodeId> members, List<PolicyProblem> found) {
        this.policies = policies;
        this.members = members;
        this.found = found;
    }

    void check() {
        Map<String, Integer> names = new HashMap<>();
        for (int i = 0; i < policies.services().size(); i++) {
            Service service = policies.services().get(i);
            String place = "service[" + i + "]";
            if (names.putIfAbsent(service.name(), i) != null) {
                error(place + ".name", "two services are called '" + service.name() + "'; rename one");
            }
            hosts(place + ".failover", service.failover());
            apart(place + ".failover.apart-from", service);
        }
    }

    private void hosts(String place, FailoverPolicy failover) {
        if (!members.contains(failover.home())) {
            error(place + ".home", noMember(failover.home()));
        }
        if (failover.hosts().isEmpty()) {
            error(place + ".hosts", "is empty; name at least one host that may take over");
        }
        for (int i = 0; i < failover.hosts().size(); i++) {
            NodeId host = failover.hosts().get(i).node();
            if (!members.contains(host)) {
                error(place + ".hosts[" + i + "]", noMember(host));
            }
        }
        if (!failover.hosts().isEmpty() && failover.hosts().stream().allMatch(host -> host.weight() == 0)) {
            found.add(new PolicyProblem(
                    Severity.WARNING,
                    place + ".weights",
                    "every failover host has weight 0, so that nobody takes over by itself"));
        }
    }

    private void apart(String place, Service service) {
        List<String> others = service.failover().apartFrom();
        for (int i = 0; i < others.size(); i++) {
            String at = place + "[" + i + "]";
            Optional<Service> other = policies.service(others.get(i));
            if (others.get(i).equals(service.name())) {
                error(at, "a service can't be kept apart from itself; remove it");
            } else if (other.isEmpty()) {
                error(at, "there is no service '" + others.get(i) + "'; correct the name or remove it");
            } else if (other.get().failover().home().equals(service.failover().home())) {
                error(
                        at,
                        "'" + service.name() + "' and '" + others.get(i) + "' are both at home on "
                                + service.failover().home() + "; give one another home");
            }
        }
    }

    private static String noMember(NodeId host) {
        return "names " + host + ", which is no member; add a [[member]] or correct the name";
    }

    private void error(String field, String sentence) {
        found.add(new PolicyProblem(Severity.ERROR, field, sentence));
    }
}
