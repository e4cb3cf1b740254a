package org.holdfast.policy.internal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.holdfast.model.cluster.Member;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.Service;
import org.holdfast.model.ownership.TakeoverLimit;
import org.holdfast.model.ownership.TakeoverRule;
import org.holdfast.model.policy.Maintenance.Subject;
import org.holdfast.policy.Snapshot;

/** What forbids a change of owner, whichever host would be next. Each check adds its sentences to {@code against}. */
final class Prechecks {

    private final Snapshot snapshot;

    Prechecks(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    void majority(List<String> against) {
        if (!snapshot.cluster().hasMajority()) {
            against.add("this node hears no majority of the "
                    + snapshot.cluster().members().size() + " voters, and a minority changes nothing");
        }
    }

    /** For changes that nobody has asked for. */
    void noMaintenance(Service service, List<String> against) {
        snapshot.policies()
                .maintenance(Subject.SERVICE, service.name(), snapshot.at())
                .ifPresent(m -> against.add("'" + service.name() + "' " + Sentences.inMaintenance(m)));
    }

    void death(NodeId owner, List<String> against) {
        if (snapshot.isAlive(owner)) {
            against.add(owner + " is alive; migrate the service instead of taking it over");
        } else if (!snapshot.isDead(owner)) {
            against.add(owner + " isn't heard, but a majority hasn't found it dead");
        }
    }

    void life(NodeId owner, List<String> against) {
        if (!snapshot.isAlive(owner)) {
            against.add(owner + " isn't heard; its failure is the policy's affair");
        }
    }

    /**
     * For changes that nobody has asked for: a service that keeps failing needs a human. What was begun since the owner was
     * last heard are tries to take over from this very failure, and don't count.
     */
    void limit(Service service, NodeId owner, List<String> against) {
        TakeoverLimit limit = service.failover().takeover().limit();
        if (limit.takeovers() == 0) {
            return;
        }
        Instant since = snapshot.at().minus(limit.period());
        Instant until = lastHeard(owner).orElse(snapshot.at());
        int counted = Math.toIntExact(snapshot.past().takeovers().stream()
                .filter(t -> t.service().equals(service.name()))
                .filter(t -> t.at().isAfter(since) && !t.at().isAfter(until))
                .count());
        if (counted >= limit.takeovers()) {
            against.add("'" + service.name() + "' was taken over " + Sentences.times(counted) + " within "
                    + Sentences.span(limit.period()) + ", and the policy stops at " + limit.takeovers()
                    + "; find out why, then move it by hand");
        }
    }

    /** Whether a failure may be acted on without anybody's word. */
    void automatic(Service service, NodeId owner, List<String> against) {
        TakeoverRule rule = service.failover().takeover();
        switch (rule.mode()) {
            case AUTOMATIC -> {}
            case MANUAL -> against.add("the policy of '" + service.name() + "' leaves takeovers to an administrator");
            case CONFIRMED -> {
                Optional<Instant> deadline = deadline(rule, owner);
                if (deadline.isPresent() && snapshot.at().isAfter(deadline.get())) {
                    against.add(late(service, deadline.get()));
                } else {
                    against.add("the takeover of '" + service.name() + "' waits for an operator's word"
                            + deadline.map(d -> " until " + Sentences.time(d)).orElse(""));
                }
            }
        }
    }

    /** Whether an operator's word is waited for, and not too late. */
    void confirmable(Service service, NodeId owner, List<String> against) {
        TakeoverRule rule = service.failover().takeover();
        switch (rule.mode()) {
            case AUTOMATIC ->
                against.add("the policy of '" + service.name() + "' takes over by itself; nothing is to be confirmed");
            case MANUAL -> against.add("the policy of '" + service.name() + "' proposes nothing; order the takeover");
            case CONFIRMED ->
                deadline(rule, owner)
                        .filter(snapshot.at()::isAfter)
                        .ifPresent(deadline -> against.add(late(service, deadline)));
        }
    }

    private static String late(Service service, Instant deadline) {
        return "nobody confirmed the takeover of '" + service.name() + "' until " + Sentences.time(deadline)
                + "; order it by hand";
    }

    /** Counted from when the owner was last heard; empty when it never was. */
    private Optional<Instant> deadline(TakeoverRule rule, NodeId owner) {
        return lastHeard(owner).map(heard -> heard.plus(rule.confirmWithin()));
    }

    private Optional<Instant> lastHeard(NodeId owner) {
        return snapshot.cluster()
                .member(owner)
                .map(Member::silence)
                .filter(silence -> !silence.isNegative())
                .map(snapshot.cluster().at()::minus);
    }
}
