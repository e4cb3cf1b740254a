package org.holdfast.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.holdfast.model.cluster.Member;
import org.holdfast.model.cluster.MemberState;
import org.holdfast.model.ownership.Announcement;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.Service;
import org.holdfast.model.policy.PolicyCheck;
import org.holdfast.model.policy.PolicyProblem;
import org.holdfast.model.policy.PolicySet;
import org.holdfast.policy.internal.CapacityDrill;
import org.holdfast.policy.internal.Forecasts;
import org.holdfast.policy.internal.WhatIf;

/** Says what would happen, by making the very decisions that would be made. Nothing is carried out. */
public final class Simulation {

    private Simulation() {}

    /** If a majority found a host dead at the moment of the snapshot, and the wire were silent. */
    public static Forecast ifHostFailed(Snapshot snapshot, NodeId host) {
        Snapshot without = WhatIf.dead(snapshot, host);
        List<String> evidence =
                without.cluster().member(host).map(Member::evidence).orElse(List.of());
        return Forecasts.of(without, Planner.evaluate(without, new Event.HostFailed(host, evidence)));
    }

    /** If an operator had a host emptied. */
    public static Forecast evacuate(Snapshot snapshot, NodeId host, String by) {
        return Forecasts.of(snapshot, Planner.evaluate(snapshot, new Event.EvacuationRequested(host, by)));
    }

    /**
     * Where a service could be moved now, for somebody who drags it: the decision for each host, in the order of the
     * cluster's members.
     */
    public static Map<NodeId, Evaluation> moves(Snapshot snapshot, String service) {
        Map<NodeId, Evaluation> moves = new LinkedHashMap<>();
        for (NodeId host : hosts(snapshot)) {
            Planner.evaluate(snapshot, new Event.MigrationRequested(service, host)).stream()
                    .filter(evaluation -> evaluation.service().equals(service))
                    .findFirst()
                    .ifPresent(evaluation -> moves.put(host, evaluation));
        }
        return moves;
    }

    /** If a policy set were applied. */
    public static PolicyEffect ifApplied(Snapshot snapshot, PolicySet policies) {
        List<NodeId> members =
                snapshot.cluster().members().stream().map(Member::node).toList();
        List<PolicyProblem> problems = problems(policies, members, snapshot.at());
        Snapshot then = snapshot.withPolicies(policies);
        return new PolicyEffect(
                problems, PolicyDiff.between(snapshot.policies(), policies), now(then), failures(snapshot, then));
    }

    /**
     * What is wrong with a policy set or should be known before it is applied: what {@link PolicyCheck} finds, and which
     * service would be left without a place by the failure of one host.
     *
     * @param members all configured members of the cluster
     * @param at the moment, for what expires
     */
    public static List<PolicyProblem> problems(PolicySet policies, Collection<NodeId> members, Instant at) {
        List<PolicyProblem> problems = new ArrayList<>(PolicyCheck.problems(policies, members, at));
        // What can't be meant can't be tried either.
        if (PolicyCheck.errors(policies, members).isEmpty()) {
            problems.addAll(CapacityDrill.problems(policies, at));
        }
        return List.copyOf(problems);
    }

    private static List<Evaluation> now(Snapshot then) {
        return then.services().stream()
                .filter(service -> isAway(then, service))
                .flatMap(service -> Planner.evaluate(then, new Event.HomeReturned(service.name())).stream()
                        .filter(evaluation -> evaluation.service().equals(service.name())))
                .toList();
    }

    private static boolean isAway(Snapshot snapshot, Service service) {
        Optional<NodeId> owner = snapshot.owner(service.name());
        return owner.isPresent() && !owner.get().equals(service.failover().home());
    }

    private static List<PolicyEffect.OnFailure> failures(Snapshot now, Snapshot then) {
        return hosts(now).stream()
                .map(host -> new PolicyEffect.OnFailure(host, ifHostFailed(now, host), ifHostFailed(then, host)))
                .filter(failure -> Forecasts.differ(failure.before(), failure.after()))
                .toList();
    }

    private static List<NodeId> hosts(Snapshot snapshot) {
        return snapshot.cluster().members().stream()
                .filter(member -> member.announcement()
                        .filter(a -> a.kind() == Announcement.Kind.HOST)
                        .isPresent())
                .filter(member -> member.state() != MemberState.UNKNOWN)
                .map(Member::node)
                .toList();
    }
}
