package org.holdfast.cluster.internal.lease;

import java.util.Arrays;
import java.util.Objects;

/**
 * The owner side of leases: this node as an owner. Services and members are numbers, as in the heartbeats. What happens to
 * leases is told to an {@link Events} while the lock is held, so it only notes it down.
 */
public final class LeaseKeeper {

    /** Send times that are remembered; echoes of older heartbeats come too late to matter. */
    private static final int REMEMBERED = 1024;

    private final int self;
    private final int majority;
    private final LeaseTerms terms;
    private final Events events;
    private final long[] sentAt = new long[REMEMBERED];
    private final Claim[] claims;
    private final long[] ordered;
    private long sequence;

    /** What becomes of leases. */
    public interface Events {

        /** @param until by the clock of the caller of {@link LeaseKeeper} */
        void renewed(int service, long epoch, long until);

        void lost(int service, long epoch, String why);
    }

    public LeaseKeeper(int self, int members, int services, LeaseTerms terms, Events events) {
        this.self = self;
        this.majority = members / 2 + 1;
        this.terms = Objects.requireNonNull(terms, "terms");
        this.events = Objects.requireNonNull(events, "events");
        this.ordered = new long[members];
        this.claims = new Claim[services];
        for (int i = 0; i < services; i++) {
            claims[i] = new Claim(members);
        }
    }

    /**
     * A heartbeat is about to be sent.
     *
     * @param now read before the call
     * @param epochs set to what this heartbeat claims, by service; 0 for nothing
     * @return its sequence number, counted from 1
     */
    public synchronized long begin(long now, long[] epochs) {
        sequence++;
        sentAt[(int) (sequence % REMEMBERED)] = now;
        for (int i = 0; i < claims.length; i++) {
            epochs[i] = claims[i].epoch;
        }
        return sequence;
    }

    /** Starts to claim a service, with the next heartbeat. A majority has voted for it. */
    public synchronized void claim(int service, long epoch) {
        Claim claim = claims[service];
        claim.epoch = epoch;
        claim.first = sequence + 1;
        claim.valid = false;
        Arrays.fill(claim.echoed, 0);
    }

    /** Ends a claim without an event. */
    public synchronized void drop(int service) {
        claims[service].epoch = 0;
    }

    /**
     * A member, perhaps this one, has received this life's heartbeats up to a number.
     *
     * @param honoured for each service the epoch that the member honours; 0 for none
     */
    public synchronized void echoed(int member, long upTo, long[] honoured, long now) {
        judge(now);
        for (int i = 0; i < claims.length; i++) {
            Claim claim = claims[i];
            if (claim.epoch != 0 && honoured[i] == claim.epoch && upTo > claim.echoed[member] && upTo <= sequence) {
                claim.echoed[member] = upTo;
                renew(i, claim, now);
            }
        }
    }

    /** Somebody else claims a service. */
    public synchronized void superseded(int service, long epoch, String who) {
        Claim claim = claims[service];
        if (claim.epoch != 0 && epoch > claim.epoch) {
            lose(service, claim, who + " owns it in epoch " + epoch);
        }
    }

    /** Ends what has run out. A lease that ran out before this call is lost even if a newer echo waits unread. */
    public synchronized void judge(long now) {
        for (int i = 0; i < claims.length; i++) {
            Claim claim = claims[i];
            if (claim.epoch != 0 && claim.valid && claim.until - now <= 0) {
                lose(i, claim, "no majority has echoed a heartbeat of this node within the lease");
            }
        }
    }

    /** Ends all leases, with an event for each. */
    public synchronized void loseAll(String why) {
        for (int i = 0; i < claims.length; i++) {
            if (claims[i].epoch != 0) {
                lose(i, claims[i], why);
            }
        }
    }

    /** Whether the lease of this epoch is valid. */
    public synchronized boolean isValid(int service, long epoch, long now) {
        Claim claim = claims[service];
        return claim.epoch == epoch && epoch != 0 && claim.valid && claim.until - now > 0;
    }

    /** The epoch that is claimed; 0 for none. */
    public synchronized long claimed(int service) {
        return claims[service].epoch;
    }

    private void renew(int service, Claim claim, long now) {
        System.arraycopy(claim.echoed, 0, ordered, 0, ordered.length);
        Arrays.sort(ordered);
        long number = ordered[ordered.length - majority];
        // Only heartbeats that carried the claim made promises longer, and without one's own voter no majority counts.
        if (number < claim.first || claim.echoed[self] < number || number <= sequence - REMEMBERED) {
            return;
        }
        long until = sentAt[(int) (number % REMEMBERED)] + terms.leaseNanos();
        if (until - now > 0 && (!claim.valid || until - claim.until > 0)) {
            claim.valid = true;
            claim.until = until;
            events.renewed(service, claim.epoch, until);
        }
    }

    private void lose(int service, Claim claim, String why) {
        long epoch = claim.epoch;
        claim.epoch = 0;
        claim.valid = false;
        events.lost(service, epoch, why);
    }

    /** One service's claim. */
    private static final class Claim {
        private long epoch;
        private long first;
        private boolean valid;
        private long until;
        private final long[] echoed;

        private Claim(int members) {
            this.echoed = new long[members];
        }
    }
}
