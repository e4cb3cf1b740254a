package org.holdfast.model.policy;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.Service;
import org.holdfast.model.policy.Maintenance.Subject;
import org.holdfast.model.policy.PolicyProblem.Severity;

/** What must hold of maintenance: its host or service exists. That it leaves no failover host is no error, but told. */
final class MaintenanceCheck {

    private final PolicySet policies;
    private final Set<NodeId> members;
    private final Instant at;
    private final List<PolicyProblem> found;

    MaintenanceCheck(PolicySet policies, Set<NodeId> members, Instant at, List<PolicyProblem> found) {
        this.policies = policies;
        this.members = members;
        this.at = at;
        this.found = found;
    }

    void check() {
        for (int i = 0; i < policies.maintenances().size(); i++) {
            Maintenance maintenance = policies.maintenances().get(i);
            String place = "maintenance[" + i + "]";
            switch (maintenance.subject()) {
                case HOST -> {
                    if (members.stream().noneMatch(m -> m.name().equals(maintenance.name()))) {
                        add(
                                Severity.ERROR,
                                place + ".host",
                                "names " + maintenance.name()
                                        + ", which is no member; add a [[member]] or correct the name");
                    }
                }
                case SERVICE -> {
                    if (policies.service(maintenance.name()).isEmpty()) {
                        add(
                                Severity.ERROR,
                                place + ".service",
                                "there is no service '" + maintenance.name() + "'; correct the name or remove it");
                    }
                }
            }
            if (!maintenance.holdsAt(at)) {
                add(Severity.WARNING, place + ".until", "it ended at " + maintenance.until() + "; remove it");
            }
        }
        for (int i = 0; i < policies.services().size(); i++) {
            failoverHostLeft(
                    "service[" + i + "].failover.hosts", policies.services().get(i));
        }
    }

    private void failoverHostLeft(String place, Service service) {
        List<NodeId> hosts = service.failover().failoverHosts();
        if (!hosts.isEmpty() && hosts.stream().allMatch(this::isInMaintenance)) {
            add(
                    Severity.WARNING,
                    place,
                    "every failover host of '" + service.name() + "' is in maintenance, so that nobody takes over");
        }
    }

    private boolean isInMaintenance(NodeId host) {
        return policies.maintenance(Subject.HOST, host.name(), at).isPresent();
    }

    private void add(Severity severity, String field, String sentence) {
        found.add(new PolicyProblem(severity, field, sentence));
    }
}
