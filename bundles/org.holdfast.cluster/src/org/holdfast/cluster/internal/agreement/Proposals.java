package org.holdfast.cluster.internal.agreement;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.holdfast.cluster.ClusterException;
import org.holdfast.model.ownership.NodeId;

/**
 * Brings proposals to whoever leads, again and again until there is an outcome or the time is up; their IDs make it one.
 * Timeline's thread only.
 */
final class Proposals {

    private final NodeId self;
    private final Engine engine;
    private final Timeline timeline;
    private final long retryNanos;
    private final BiConsumer<NodeId, Command.Proposal> forward;
    private final BiConsumer<NodeId, Answer> answer;
    private final Map<UUID, Pending> pending = new LinkedHashMap<>();
    /** Others' proposals that wait to be committed here. */
    private final Set<UUID> underWay = new HashSet<>();

    private boolean retryIsDue;

    /** What the leader says of a proposal that is committed. */
    record Answer(UUID id, Outcome outcome) {}

    Proposals(
            NodeId self,
            Engine engine,
            Timeline timeline,
            long retryNanos,
            BiConsumer<NodeId, Command.Proposal> forward,
            BiConsumer<NodeId, Answer> answer) {
        this.self = self;
        this.engine = engine;
        this.timeline = timeline;
        this.retryNanos = retryNanos;
        this.forward = forward;
        this.answer = answer;
    }

    /** A proposal of this node. */
    void add(Command.Proposal proposal, long limitNanos, CompletableFuture<Outcome> result) {
        Pending added = new Pending(proposal, timeline.nanos() + limitNanos, result);
        pending.put(proposal.id(), added);
        advance(added);
        retryLater();
    }

    /** Another member believes that this node leads. */
    void forwarded(NodeId from, Command.Proposal proposal) {
        if (underWay.add(proposal.id())) {
            engine.replicate(proposal)
                    .whenComplete((outcome, failure) -> timeline.execute(() -> {
                        underWay.remove(proposal.id());
                        if (failure == null) {
                            answer.accept(from, new Answer(proposal.id(), outcome));
                        }
                    }));
        }
    }

    /** The leader has answered. */
    void answered(Answer said) {
        complete(said.id(), said.outcome());
    }

    /** Nothing will be agreed here any more. */
    void failAll(String why) {
        List.copyOf(pending.values()).forEach(p -> fail(p, why));
    }

    private void retry() {
        retryIsDue = false;
        for (Pending one : List.copyOf(pending.values())) {
            if (one.deadline - timeline.nanos() <= 0) {
                fail(one, "no majority of the members answered in time");
            } else {
                advance(one);
            }
        }
        retryLater();
    }

    private void retryLater() {
        if (!retryIsDue && !pending.isEmpty()) {
            retryIsDue = true;
            timeline.schedule(this::retry, retryNanos);
        }
    }

    private void advance(Pending one) {
        Optional<NodeId> leader = engine.leader();
        if (leader.isEmpty() || one.isHere) {
            return;
        }
        one.wasHandedOver = true;
        if (leader.get().equals(self)) {
            one.isHere = true;
            engine.replicate(one.proposal)
                    .whenComplete((outcome, failure) -> timeline.execute(() -> {
                        one.isHere = false;
                        if (failure == null) {
                            complete(one.proposal.id(), outcome);
                        }
                    }));
        } else {
            forward.accept(leader.get(), one.proposal);
        }
    }

    private void complete(UUID id, Outcome outcome) {
        Pending done = pending.remove(id);
        if (done != null) {
            done.result.complete(outcome);
        }
    }

    private void fail(Pending one, String why) {
        pending.remove(one.proposal.id());
        String consequence = one.wasHandedOver
                ? "; whether it takes effect isn't known: look before you repeat it"
                : ", and nothing was changed";
        one.result.completeExceptionally(new ClusterException(why + consequence));
    }

    /** One of this node's, and who waits for it. */
    private static final class Pending {
        private final Command.Proposal proposal;
        private final long deadline;
        private final CompletableFuture<Outcome> result;
        private boolean isHere;
        private boolean wasHandedOver;

        private Pending(Command.Proposal proposal, long deadline, CompletableFuture<Outcome> result) {
            this.proposal = proposal;
            this.deadline = deadline;
            this.result = result;
        }
    }
}
