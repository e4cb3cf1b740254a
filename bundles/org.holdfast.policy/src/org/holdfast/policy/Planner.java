package org.holdfast.policy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.holdfast.model.ownership.ContinuityMode;
import org.holdfast.model.ownership.GiveBackMode;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.Ownership;
import org.holdfast.model.ownership.Service;
import org.holdfast.model.plan.Decision;
import org.holdfast.model.plan.Plan;
import org.holdfast.model.plan.PlannedConnection;
import org.holdfast.model.plan.Refusal;
import org.holdfast.model.plan.Trigger;
import org.holdfast.model.tcp.ConnectionSummary;
import org.holdfast.model.tcp.Verdict;

/**
 * Makes plans. There is one way for automatic, manual and dry run: the plan that is returned is the plan that is
 * carried out. The same snapshot and event give the same decisions, IDs included.
 */
public final class Planner {

    private Planner() {}

    /**
     * Decides an event.
     *
     * @return one decision for each service it concerns; empty when it concerns none
     */
    public static List<Decision> decide(Snapshot snapshot, Event event) {
        return switch (event) {
            case Event.HostFailed failed ->
                snapshot.services().stream()
                        .filter(service -> isOwnedBy(snapshot, service, failed.host()))
                        .map(service -> takeOver(snapshot, service, failed))
                        .toList();
            case Event.MigrationRequested wanted -> List.of(migrate(snapshot, wanted));
            case Event.HomeReturned returned ->
                snapshot.service(returned.service())
                        .map(service -> List.of(giveBack(snapshot, service)))
                        .orElse(List.of());
        };
    }

    private static boolean isOwnedBy(Snapshot snapshot, Service service, NodeId host) {
        return snapshot.cluster()
                .declaredOwner(service.name())
                .map(Ownership::node)
                .filter(host::equals)
                .isPresent();
    }

    private static Decision takeOver(Snapshot snapshot, Service service, Event.HostFailed failed) {
        List<String> against = new ArrayList<>();
        requireMajority(snapshot, against);
        if (!service.failover().automatic()) {
            against.add("the policy of '" + service.name() + "' leaves takeovers to an administrator");
        }
        Optional<NodeId> target = Verdicts.target(service, failed.host(), snapshot);
        if (target.isEmpty()) {
            against.add(noTarget(service, failed.host()));
        }
        return against.isEmpty()
                ? plan(snapshot, Trigger.HOST_FAILURE, failed.evidence(), service, failed.host(), target.get())
                : new Refusal(against);
    }

    private static Decision migrate(Snapshot snapshot, Event.MigrationRequested wanted) {
        Optional<Service> found = snapshot.service(wanted.service());
        if (found.isEmpty()) {
            return new Refusal(List.of("there is no service '" + wanted.service() + "'"));
        }
        Service service = found.get();
        NodeId target = wanted.target();
        Optional<NodeId> owner =
                snapshot.cluster().declaredOwner(service.name()).map(Ownership::node);
        List<String> against = new ArrayList<>();
        requireMajority(snapshot, against);
        if (owner.isEmpty()) {
            against.add("nobody owns '" + service.name() + "' now");
        } else if (owner.get().equals(target)) {
            against.add(target + " owns '" + service.name() + "' already");
        } else if (!snapshot.isAlive(owner.get())) {
            against.add(owner.get() + " isn't heard; its failure is the policy's affair");
        }
        requireFit(snapshot, service, target, against);
        return against.isEmpty()
                ? plan(
                        snapshot,
                        Trigger.MIGRATION,
                        List.of("asked for by an administrator"),
                        service,
                        owner.get(),
                        target)
                : new Refusal(against);
    }

    private static Decision giveBack(Snapshot snapshot, Service service) {
        NodeId home = service.failover().home();
        GiveBackMode mode = service.failover().giveBack();
        Optional<NodeId> owner =
                snapshot.cluster().declaredOwner(service.name()).map(Ownership::node);
        List<String> against = new ArrayList<>();
        requireMajority(snapshot, against);
        if (owner.isEmpty()) {
            against.add("nobody owns '" + service.name() + "' now");
        } else if (owner.get().equals(home)) {
            against.add(home + " owns '" + service.name() + "' already");
        } else if (!snapshot.isAlive(owner.get())) {
            against.add(owner.get() + " isn't heard");
        }
        requireFit(snapshot, service, home, against);
        List<ConnectionSummary> live = snapshot.liveConnections(service);
        switch (mode) {
            case MANUAL ->
                against.add("the policy of '" + service.name() + "' leaves the give-back to an administrator");
            case DRAIN -> {
                if (!live.isEmpty()) {
                    against.add(live.size() + " connections of '" + service.name()
                            + "' are still live; waiting for their end");
                }
            }
            case REGAIN ->
                live.stream()
                        .filter(c -> !c.verdict().survives())
                        .findFirst()
                        .ifPresent(c -> against.add("connection " + c.tuple() + " wouldn't survive the move ("
                                + c.verdict().reason().label() + "); waiting for its end"));
        }
        return against.isEmpty()
                ? plan(snapshot, Trigger.GIVE_BACK, List.of(home + " is well again"), service, owner.get(), home)
                : new Refusal(against);
    }

    private static void requireMajority(Snapshot snapshot, List<String> against) {
        if (!snapshot.cluster().hasMajority()) {
            against.add("this node hears no majority of the "
                    + snapshot.cluster().members().size() + " voters, and a minority changes nothing");
        }
    }

    private static void requireFit(Snapshot snapshot, Service service, NodeId target, List<String> against) {
        if (!service.failover().allows(target)) {
            against.add("the policy of '" + service.name() + "' doesn't name " + target);
        } else if (!snapshot.isAlive(target)) {
            against.add(target + " isn't heard");
        } else if (!snapshot.runsApplication(target, service.name())) {
            against.add("'" + service.application().name() + "' doesn't answer on " + target);
        }
    }

    static String noTarget(Service service, NodeId owner) {
        return "no failover host of '" + service.name() + "' but " + owner + " lives and runs '"
                + service.application().name() + "'";
    }

    private static Plan plan(
            Snapshot snapshot, Trigger trigger, List<String> evidence, Service service, NodeId from, NodeId to) {
        long epoch = snapshot.nextEpoch(service.name());
        List<PlannedConnection> connections = snapshot.liveConnections(service).stream()
                .map(c -> planned(service, c))
                .toList();
        String identity = service.name() + "|" + epoch + "|" + trigger + "|" + from + "|" + to + "|" + snapshot.at();
        UUID id = UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8));
        return new Plan(id, snapshot.at(), trigger, evidence, service, from, to, epoch, connections);
    }

    private static PlannedConnection planned(Service service, ConnectionSummary connection) {
        Verdict verdict = connection.verdict();
        ContinuityMode mode = verdict.survives() ? service.failover().continuity() : ContinuityMode.RESET;
        return new PlannedConnection(connection.id(), connection.tuple(), verdict, mode);
    }
}
