package org.holdfast.policy.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.Service;
import org.holdfast.model.plan.Decision;
import org.holdfast.model.plan.Refusal;
import org.holdfast.policy.Evaluation;
import org.holdfast.policy.Snapshot;

/**
 * Decides one service after the other, in the policies' order, each knowing where those before it go. Services that share
 * addresses are decided as one: all go to one host, or none goes.
 */
public final class Moves {

    private final Snapshot snapshot;
    private final List<Evaluation> decided = new ArrayList<>();
    private final Set<Service> done = new LinkedHashSet<>();
    private Placement placement;

    private Moves(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.placement = Placement.of(snapshot);
    }

    /** What becomes of services, all of which have an owner, and of those that share their addresses. */
    static List<Evaluation> decide(Snapshot snapshot, List<Service> services, Ask ask) {
        Moves moves = new Moves(snapshot);
        for (Service service : services) {
            if (!moves.done.contains(service)) {
                moves.decide(moves.group(service), ask);
            }
        }
        List<String> order = snapshot.services().stream().map(Service::name).toList();
        return moves.decided.stream()
                .sorted(Comparator.comparingInt(e -> order.indexOf(e.service())))
                .toList();
    }

    /**
     * Where the services of a host would go if it failed, whether or not anything else forbade it.
     *
     * @return by the service's name; a service for which no host is fit is absent
     */
    public static Map<String, NodeId> targetsOnFailure(Snapshot snapshot, NodeId host) {
        Moves moves = new Moves(snapshot);
        Map<String, NodeId> targets = new HashMap<>();
        for (Service service : ownedBy(snapshot, host)) {
            if (!moves.done.contains(service)) {
                Group group = moves.group(service);
                TargetChoice choice = TargetChoice.best(snapshot, moves.placement, group);
                choice.target().ifPresent(target -> {
                    moves.placement = moves.placement.with(group, target);
                    group.services().forEach(s -> targets.put(s.name(), target));
                });
                moves.done.addAll(group.services());
            }
        }
        return targets;
    }

    static List<Service> ownedBy(Snapshot snapshot, NodeId host) {
        return snapshot.services().stream()
                .filter(s -> snapshot.owner(s.name()).filter(host::equals).isPresent())
                .toList();
    }

    private Group group(Service service) {
        NodeId owner = placement.owner(service).orElseThrow();
        return Group.of(service, owner, snapshot.services(), placement);
    }

    private void decide(Group group, Ask ask) {
        List<String> against = new ArrayList<>();
        group.services().forEach(service -> ask.checks().check(service, group.owner(), against));
        TargetChoice choice = ask.target()
                .map(target -> TargetChoice.named(snapshot, placement, group, target, ask.whyNotOthers()))
                .orElseGet(() -> TargetChoice.best(snapshot, placement, group));
        if (choice.target().isEmpty()) {
            if (ask.target().isEmpty()) {
                against.add("no host can take " + TargetChoice.names(group) + " from " + group.owner());
            }
            against.addAll(choice.reasons(group, ask.target()));
        }
        Optional<NodeId> target = against.isEmpty() ? choice.target() : Optional.empty();
        for (Service service : group.services()) {
            decided.add(new Evaluation(service.name(), decision(group, service, ask, target, against), choice.hosts()));
        }
        target.ifPresent(host -> placement = placement.with(group, host));
        done.addAll(group.services());
    }

    private Decision decision(Group group, Service service, Ask ask, Optional<NodeId> target, List<String> against) {
        if (target.isEmpty()) {
            return new Refusal(against.stream().distinct().toList());
        }
        return PlanMaker.plan(snapshot, ask.trigger(), ask.evidence(), service, group.owner(), target.get());
    }
}
