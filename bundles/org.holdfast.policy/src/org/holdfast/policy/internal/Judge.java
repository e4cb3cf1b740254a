package org.holdfast.policy.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.holdfast.model.cluster.Member;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.Service;
import org.holdfast.model.plan.Refusal;
import org.holdfast.model.plan.Trigger;
import org.holdfast.policy.Evaluation;
import org.holdfast.policy.Event;
import org.holdfast.policy.Snapshot;

/** Says what each event asks for, and what must hold for it. */
public final class Judge {

    private final Snapshot snapshot;
    private final Prechecks prechecks;
    private final GiveBackChecks giveBackChecks;

    /** Judges one moment. */
    public Judge(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.prechecks = new Prechecks(snapshot);
        this.giveBackChecks = new GiveBackChecks(snapshot);
    }

    public List<Evaluation> failed(Event.HostFailed failed) {
        Ask ask = Ask.anywhere(Trigger.HOST_FAILURE, failed.evidence(), (service, owner, against) -> {
            prechecks.majority(against);
            prechecks.death(owner, against);
            prechecks.automatic(service, owner, against);
            unasked(service, owner, against);
        });
        return Moves.decide(snapshot, Moves.ownedBy(snapshot, failed.host()), ask);
    }

    public List<Evaluation> confirmed(Event.TakeoverConfirmed confirmed) {
        return single(
                confirmed.service(),
                (service, owner) -> Ask.anywhere(
                        Trigger.HOST_FAILURE,
                        evidence(owner, "confirmed by " + confirmed.by()),
                        (member, from, against) -> {
                            prechecks.majority(against);
                            prechecks.death(from, against);
                            prechecks.confirmable(member, from, against);
                            unasked(member, from, against);
                        }));
    }

    public List<Evaluation> ordered(Event.TakeoverOrdered ordered) {
        Ask.Checks checks = (service, owner, against) -> {
            prechecks.majority(against);
            prechecks.death(owner, against);
        };
        return single(ordered.service(), (service, owner) -> {
            List<String> evidence = evidence(owner, "ordered by " + ordered.by());
            return ordered.target()
                    .map(target -> Ask.at(target, Trigger.HOST_FAILURE, evidence, checks))
                    .orElseGet(() -> Ask.anywhere(Trigger.HOST_FAILURE, evidence, checks));
        });
    }

    public List<Evaluation> migrated(Event.MigrationRequested wanted) {
        return single(
                wanted.service(),
                (service, owner) -> Ask.at(
                        wanted.target(), Trigger.MIGRATION, List.of("asked for by an administrator"), this::living));
    }

    public List<Evaluation> evacuated(Event.EvacuationRequested wanted) {
        List<String> evidence = List.of(wanted.host() + " is evacuated, asked for by " + wanted.by());
        return Moves.decide(
                snapshot,
                Moves.ownedBy(snapshot, wanted.host()),
                Ask.anywhere(Trigger.MIGRATION, evidence, this::living));
    }

    public List<Evaluation> returned(Event.HomeReturned returned) {
        if (snapshot.service(returned.service()).isEmpty()) {
            return List.of();
        }
        return single(returned.service(), (service, owner) -> {
            NodeId home = service.failover().home();
            List<String> evidence = List.of(home + " is well again");
            return new Ask(
                    Trigger.GIVE_BACK,
                    evidence,
                    Optional.of(home),
                    "the home host is " + home,
                    (member, from, against) -> {
                        living(member, from, against);
                        giveBackChecks.check(member, against);
                        unasked(member, from, against);
                    });
        });
    }

    private void living(Service service, NodeId owner, List<String> against) {
        prechecks.majority(against);
        prechecks.life(owner, against);
    }

    /** What holds changes back that nobody has asked for. */
    private void unasked(Service service, NodeId owner, List<String> against) {
        prechecks.noMaintenance(service, against);
        prechecks.limit(service, owner, against);
    }

    /** One service with those that share its addresses. Without an owner there is nothing to move. */
    private List<Evaluation> single(String name, BiFunction<Service, NodeId, Ask> ask) {
        Optional<Service> service = snapshot.service(name);
        if (service.isEmpty()) {
            return List.of(new Evaluation(name, new Refusal(List.of("there is no service '" + name + "'")), List.of()));
        }
        Optional<NodeId> owner = snapshot.owner(name);
        if (owner.isEmpty()) {
            List<String> against = new ArrayList<>();
            prechecks.majority(against);
            against.add("nobody owns '" + name + "' now");
            return List.of(new Evaluation(name, new Refusal(against), List.of()));
        }
        return Moves.decide(snapshot, List.of(service.get()), ask.apply(service.get(), owner.get()));
    }

    private List<String> evidence(NodeId owner, String word) {
        return Stream.concat(
                        snapshot.cluster().member(owner).map(Member::evidence).orElse(List.of()).stream(),
                        Stream.of(word))
                .toList();
    }
}
