package org.holdfast.cluster.internal;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.holdfast.cluster.ClusterException;
import org.holdfast.cluster.internal.agreement.Agreement;
import org.holdfast.cluster.internal.agreement.Command;
import org.holdfast.cluster.internal.agreement.Outcome;
import org.holdfast.cluster.internal.channel.Frame;
import org.holdfast.cluster.internal.heartbeat.Heartbeats;
import org.holdfast.cluster.internal.lease.Acquisition;
import org.holdfast.cluster.internal.lease.Candidate;
import org.holdfast.cluster.internal.lease.VoteAnswer;
import org.holdfast.cluster.internal.lease.Voter;
import org.holdfast.model.ownership.NodeId;

/**
 * Gets leases, gives them up, and votes for others. A majority of voters lets go of the last owner, which has fallen silent
 * then; it is agreed that the next epoch is this node's; heartbeats claim it. In this order, so that whoever is agreed on
 * may serve. Attempts and votes are handled on the control thread; the lock guards the moment at which a claim begins or
 * ends, and is never held while a vote is stored.
 */
final class Leases {

    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long LEAST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Roster roster;
    private final Candidate self;
    private final Voter voter;
    private final VotingBooth booth;
    private final Agreement agreement;
    private final Heartbeats heartbeats;
    private final Post post;
    private final Runnable hurry;
    private final ControlThread control;
    private final long retryNanos;
    private final Map<String, Attempt> attempts = new ConcurrentHashMap<>();
    /** By service: the largest epoch that this life has stopped to claim, and must never claim again. */
    private final Map<String, Long> spent = new ConcurrentHashMap<>();
    /** By service: the largest epoch that a voter has turned an attempt of ours down with. */
    private final Map<String, Long> mentioned = new ConcurrentHashMap<>();

    Leases(
            Roster roster,
            Candidate self,
            Voter voter,
            VotingBooth booth,
            Agreement agreement,
            Heartbeats heartbeats,
            long retryNanos,
            ControlThread control,
            Post post,
            Runnable hurry) {
        this.roster = roster;
        this.self = self;
        this.voter = voter;
        this.booth = booth;
        this.agreement = agreement;
        this.heartbeats = heartbeats;
        this.retryNanos = retryNanos;
        this.control = control;
        this.post = post;
        this.hurry = hurry;
    }

    /** See {@link org.holdfast.cluster.Cluster#acquire}. */
    CompletableFuture<Void> acquire(String service, long epoch) {
        CompletableFuture<Void> result = new CompletableFuture<>();
        if (!control.run(() -> begin(service, epoch, result))) {
            result.completeExceptionally(new ClusterException("this node has left the cluster; no lease is acquired"));
        }
        return result;
    }

    /** See {@link org.holdfast.cluster.Cluster#release}. */
    void release(String service) {
        int number = roster.serviceIndex(service);
        if (number < 0) {
            return;
        }
        long claimed;
        synchronized (this) {
            claimed = heartbeats.drop(number);
            spend(service, claimed);
        }
        control.run(() -> {
            Attempt attempt = attempts.get(service);
            if (attempt != null) {
                fail(attempt, "released before it was acquired");
            }
            if (claimed > 0) {
                tellReleased(service, claimed);
            }
        });
    }

    /** The largest epoch that is a fact here: agreed on, voted in, or heard claimed. */
    long settledEpoch(String service) {
        return Math.max(voter.highest(service), agreement.agreed().epoch(service));
    }

    /** The largest epoch that is a fact here, or was given as a reason to refuse us. */
    long knownEpoch(String service) {
        return Math.max(settledEpoch(service), mentioned.getOrDefault(service, 0L));
    }

    /** A candidate asks for this node's vote. Control thread. */
    void asked(Candidate candidate, Frame.VoteRequest request) {
        VoteAnswer answer = booth.vote(request.service(), request.epoch(), candidate, System.nanoTime());
        post.send(candidate.node(), new Frame.Vote(request.service(), request.epoch(), candidate.boot(), answer));
    }

    /** A voter has answered. Control thread. */
    void answered(NodeId from, Frame.Vote vote) {
        Attempt attempt = attempts.get(vote.service());
        if (vote.boot() == self.boot() && attempt != null && attempt.epoch() == vote.epoch()) {
            count(attempt, from, vote.answer());
            proceed(attempt);
        }
    }

    /** An owner gave up. Control thread. */
    void gaveUp(NodeId owner, Frame.LeaseReleased released) {
        voter.givenUp(released.service(), released.epoch(), owner);
    }

    /** The heartbeats have brought a valid lease, and listeners know. Any thread. */
    void renewed(String service, long epoch) {
        if (attempts.containsKey(service)) {
            control.run(() -> {
                Attempt attempt = attempts.get(service);
                if (attempt != null && attempt.epoch() == epoch) {
                    attempts.remove(service);
                    attempt.succeed();
                }
            });
        }
    }

    /** A claim has ended by itself. Any thread. */
    void lost(String service, long epoch, String why) {
        spend(service, epoch);
        if (attempts.containsKey(service)) {
            control.run(() -> {
                Attempt attempt = attempts.get(service);
                if (attempt != null && attempt.epoch() == epoch) {
                    fail(attempt, why);
                }
            });
        }
    }

    /** Ends all attempts. Control thread. */
    void close() {
        attempts.values().forEach(attempt -> fail(attempt, "this node leaves the cluster"));
    }

    private void begin(String service, long epoch, CompletableFuture<Void> result) {
        Acquisition acquisition =
                new Acquisition(service, epoch, roster.nodes(), System.nanoTime(), retryNanos, LIMIT_NANOS);
        Attempt attempt = new Attempt(acquisition, result);
        int number = roster.serviceIndex(service);
        if (number < 0) {
            attempt.reject("no such service is configured at " + self.node());
        } else if (epoch < 1 || epoch <= spent.getOrDefault(service, 0L)) {
            attempt.reject("this epoch is spent; take a larger one than " + knownEpoch(service));
        } else if (heartbeats.isValid(number, epoch, System.nanoTime())) {
            attempt.succeed();
        } else if (attempts.putIfAbsent(service, attempt) != null) {
            attempt.reject("another attempt is under way; wait until it has ended");
        } else {
            proceed(attempt);
        }
    }

    private void agree(Attempt attempt, long limitNanos) {
        Command.Own own = new Command.Own(UUID.randomUUID(), attempt.service(), attempt.epoch(), self);
        agreement
                .propose(own, Duration.ofNanos(limitNanos))
                .whenComplete((outcome, failure) -> control.run(() -> decided(attempt, outcome, failure)));
    }

    private void decided(Attempt attempt, Outcome outcome, Throwable failure) {
        if (attempts.get(attempt.service()) != attempt) {
            return;
        }
        switch (outcome) {
            case Outcome.Accepted accepted -> {
                claim(attempt);
                proceed(attempt);
            }
            case Outcome.Refused refused -> {
                mentioned.merge(attempt.service(), refused.highest(), Math::max);
                fail(attempt, refused.why());
            }
            case null -> fail(attempt, failure.getMessage());
        }
    }

    private void proceed(Attempt attempt) {
        Acquisition acquisition = attempt.acquisition();
        if (attempts.get(acquisition.service()) != attempt) {
            return;
        }
        long now = System.nanoTime();
        if (!attempt.isClaiming()) {
            for (NodeId voterNode : acquisition.due(now)) {
                ask(attempt, voterNode);
            }
            if (acquisition.won() && !attempt.isProposed()) {
                attempt.proposed();
                agree(attempt, acquisition.deadline() - now);
            }
        }
        Optional<String> failure = attempt.isClaiming() ? notEchoed(acquisition, now) : acquisition.failure(now);
        if (failure.isPresent()) {
            fail(attempt, failure.get());
        } else {
            long wake = attempt.isClaiming() ? acquisition.deadline() : acquisition.next();
            attempt.timer(control.later(Math.max(LEAST_WAIT_NANOS, wake - now), () -> proceed(attempt)));
        }
    }

    private static Optional<String> notEchoed(Acquisition acquisition, long now) {
        return acquisition.isExpired(now)
                ? Optional.of("a majority voted for it, but none echoed the heartbeats in time")
                : Optional.empty();
    }

    private void ask(Attempt attempt, NodeId voterNode) {
        String service = attempt.service();
        long epoch = attempt.epoch();
        if (voterNode.equals(self.node())) {
            count(attempt, voterNode, booth.vote(service, epoch, self, System.nanoTime()));
        } else {
            post.send(voterNode, new Frame.VoteRequest(service, epoch));
        }
    }

    private void count(Attempt attempt, NodeId from, VoteAnswer answer) {
        if (answer instanceof VoteAnswer.Refused refused) {
            mentioned.merge(attempt.service(), refused.highest(), Math::max);
        }
        attempt.acquisition().answered(from, answer, System.nanoTime());
    }

    private synchronized void claim(Attempt attempt) {
        // A release may have come meanwhile from another thread.
        if (attempt.epoch() > spent.getOrDefault(attempt.service(), 0L)) {
            heartbeats.claim(roster.serviceIndex(attempt.service()), attempt.epoch());
            attempt.claiming();
            hurry.run();
        }
    }

    private void fail(Attempt attempt, String why) {
        synchronized (this) {
            if (attempt.isClaiming()) {
                heartbeats.drop(roster.serviceIndex(attempt.service()));
            }
            spend(attempt.service(), attempt.epoch());
        }
        attempts.remove(attempt.service(), attempt);
        tellReleased(attempt.service(), attempt.epoch());
        attempt.reject(why);
    }

    private void tellReleased(String service, long epoch) {
        voter.givenUp(service, epoch, self.node());
        post.broadcast(new Frame.LeaseReleased(service, epoch));
    }

    private void spend(String service, long epoch) {
        spent.merge(service, epoch, Math::max);
    }
}
