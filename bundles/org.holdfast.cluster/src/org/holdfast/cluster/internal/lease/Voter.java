package org.holdfast.cluster.internal.lease;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.holdfast.model.ownership.NodeId;

/**
 * The promise side of leases: this node as a voter. Heartbeats and votes come from different threads, so every call holds
 * the lock, for microseconds; storing a vote happens outside, between {@link #ask} and answering.
 */
public final class Voter {

    private final LeaseTerms terms;
    private final long votesFrom;
    private final Map<String, Seat> seats = new HashMap<>();

    /**
     * @param services all services; nothing is promised for others
     * @param stored the votes of earlier lives
     * @param startedAt the clock when this life began
     */
    public Voter(LeaseTerms terms, Iterable<String> services, Map<String, Ballot> stored, long startedAt) {
        this.terms = Objects.requireNonNull(terms, "terms");
        this.votesFrom = startedAt + terms.promiseNanos();
        stored.forEach((service, ballot) -> seats.put(service, new Seat(ballot)));
        services.forEach(service -> seats.computeIfAbsent(service, s -> new Seat(null)));
    }

    /**
     * A candidate asks for a vote. An answer of {@link VoteAnswer.Granted} may be sent only after {@link #ballot} has been
     * stored; asking again brings the same answer.
     */
    public synchronized VoteAnswer ask(String service, long epoch, Candidate candidate, long now) {
        Seat seat = seats.get(service);
        if (seat == null) {
            return new VoteAnswer.Refused(0, "no service '" + service + "' is configured here");
        }
        Ballot asked = new Ballot(epoch, candidate);
        boolean again = asked.equals(seat.ballot);
        if (epoch < seat.highest || epoch == seat.highest && !again || epoch <= seat.givenUp) {
            return new VoteAnswer.Refused(seat.highest, "epoch " + seat.highest + " is known already");
        }
        if (votesFrom - now > 0) {
            return new VoteAnswer.Wait(Duration.ofNanos(votesFrom - now), "the voter has just started");
        }
        if (promiseRuns(seat, now) && !seat.holder.equals(candidate.node())) {
            return new VoteAnswer.Wait(Duration.ofNanos(seat.until - now), "promise to " + seat.holder + " still runs");
        }
        seat.ballot = asked;
        promise(seat, epoch, candidate.node(), now);
        return new VoteAnswer.Granted();
    }

    /** The vote to be stored for a service. */
    public synchronized Optional<Ballot> ballot(String service) {
        return Optional.ofNullable(seats.get(service)).map(seat -> seat.ballot);
    }

    /**
     * A heartbeat claims a service.
     *
     * @return whether the claim is honoured
     */
    public synchronized boolean claimed(String service, long epoch, NodeId owner, long now) {
        Seat seat = seats.get(service);
        if (seat == null || epoch < seat.highest || epoch <= seat.givenUp) {
            return false;
        }
        promise(seat, epoch, owner, now);
        return true;
    }

    /**
     * The epoch for which a promise runs; 0 when there is none. It is always the largest one known: so whoever is named here
     * has been honoured with every heartbeat that claimed the epoch, and the promise is as young as the last of them.
     */
    public synchronized long honoured(String service, long now) {
        Seat seat = seats.get(service);
        return seat != null && promiseRuns(seat, now) ? seat.highest : 0;
    }

    /** Its owner gave an epoch up: the promise ends now, and a claim that was under way revives nothing. */
    public synchronized void givenUp(String service, long epoch, NodeId owner) {
        Seat seat = seats.get(service);
        if (seat != null && seat.highest == epoch && owner.equals(seat.holder)) {
            seat.holder = null;
            seat.givenUp = Math.max(seat.givenUp, epoch);
        }
    }

    /** The largest epoch voted in or heard claimed; 0 when there is none. Hearsay doesn't count. */
    public synchronized long highest(String service) {
        Seat seat = seats.get(service);
        return seat == null ? 0 : seat.highest;
    }

    private void promise(Seat seat, long epoch, NodeId holder, long now) {
        seat.highest = epoch;
        seat.holder = holder;
        seat.until = now + terms.promiseNanos();
    }

    private static boolean promiseRuns(Seat seat, long now) {
        return seat.holder != null && seat.until - now > 0;
    }

    /** What is remembered of one service. */
    private static final class Seat {
        private Ballot ballot;
        private long highest;
        private long givenUp;
        private NodeId holder;
        private long until;

        private Seat(Ballot ballot) {
            this.ballot = ballot;
            this.highest = ballot == null ? 0 : ballot.epoch();
        }
    }
}
