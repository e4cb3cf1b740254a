package org.holdfast.policy.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.holdfast.model.cluster.ClusterView;
import org.holdfast.model.cluster.Member;
import org.holdfast.model.cluster.MemberState;
import org.holdfast.model.net.MacAddress;
import org.holdfast.model.ownership.Announcement;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.Ownership;
import org.holdfast.model.ownership.Role;
import org.holdfast.model.ownership.Service;
import org.holdfast.model.plan.Refusal;
import org.holdfast.model.plan.Trigger;
import org.holdfast.model.policy.PolicyProblem;
import org.holdfast.model.policy.PolicyProblem.Severity;
import org.holdfast.model.policy.PolicySet;
import org.holdfast.policy.Evaluation;
import org.holdfast.policy.Past;
import org.holdfast.policy.Snapshot;

/**
 * Lets each host fail once on paper, all services at home and all hosts well: does every service find a place? What
 * doesn't is told before the policies are applied.
 */
public final class CapacityDrill {

    private static final MacAddress NO_MAC = new MacAddress(0);

    private CapacityDrill() {}

    /** A warning for each service and failing host that leave it without a place. */
    public static List<PolicyProblem> problems(PolicySet policies, Instant at) {
        List<PolicyProblem> problems = new ArrayList<>();
        Snapshot atHome = atHome(policies, at);
        for (Member member : atHome.cluster().members()) {
            Snapshot failed = WhatIf.dead(atHome, member.node());
            // Whoever decides and however long it takes: only the places count here.
            Ask ask = Ask.anywhere(Trigger.HOST_FAILURE, List.of(), (service, owner, against) -> {});
            for (Evaluation evaluation : Moves.decide(failed, Moves.ownedBy(failed, member.node()), ask)) {
                if (evaluation.decision() instanceof Refusal refusal) {
                    problems.add(problem(policies, evaluation.service(), member.node(), refusal));
                }
            }
        }
        return problems;
    }

    private static PolicyProblem problem(PolicySet policies, String service, NodeId failed, Refusal refusal) {
        List<String> names = policies.services().stream().map(Service::name).toList();
        return new PolicyProblem(
                Severity.WARNING,
                "service[" + names.indexOf(service) + "].failover.hosts",
                "if " + failed + " failed while all services are at home: " + String.join("; ", refusal.reasons()));
    }

    private static Snapshot atHome(PolicySet policies, Instant at) {
        TreeSet<NodeId> hosts = new TreeSet<>();
        policies.services().forEach(service -> {
            hosts.add(service.failover().home());
            hosts.addAll(service.failover().failoverHosts());
        });
        List<Member> members =
                hosts.stream().map(host -> well(host, policies.services(), at)).toList();
        NodeId self = hosts.isEmpty() ? new NodeId("nobody") : hosts.first();
        return new Snapshot(at, new ClusterView(self, at, members), policies, Map.of(), List.of(), Past.NONE);
    }

    private static Member well(NodeId host, List<Service> services, Instant at) {
        List<Ownership> ownerships = services.stream()
                .filter(service -> service.failover().allows(host))
                .map(service -> Ownership.of(host, service, role(service, host), 1, true, NO_MAC))
                .toList();
        Announcement announcement = new Announcement(host, Announcement.Kind.HOST, 1, 1, at, List.of(), ownerships);
        return new Member(host, MemberState.ALIVE, List.of(), Duration.ZERO, Optional.of(announcement), true);
    }

    private static Role role(Service service, NodeId host) {
        return service.failover().home().equals(host) ? Role.OWNER : Role.STANDBY;
    }
}
