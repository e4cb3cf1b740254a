package org.holdfast.cluster.internal.heartbeat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.holdfast.cluster.config.Timing;
import org.holdfast.cluster.internal.Roster;
import org.holdfast.cluster.internal.lease.LeaseKeeper;
import org.holdfast.cluster.internal.lease.LeaseTerms;
import org.holdfast.cluster.internal.lease.Voter;
import org.holdfast.model.cluster.MemberState;
import org.holdfast.model.ownership.NodeId;

/**
 * What a node says in its heartbeats and makes of those of others. Pure: time is a parameter. The heartbeat thread drives
 * it, others look; each call holds the lock for microseconds. Events are collected, and fetched without the lock.
 */
public final class Heartbeats {

    private final Roster roster;
    private final long boot;
    private final Voter voter;
    private final LeaseKeeper keeper;
    private final PeerDetector detector;
    private final DeathJudge judge;
    /** By service: the epoch that was claimed last by anybody else. */
    private final long[] lastClaimed;

    private List<HeartbeatEvent> events = new ArrayList<>();
    private boolean urgent;

    /** By member: what it was taken for dead by, when it last was. */
    private final List<List<String>> evidence;

    /**
     * How a member is heard at one moment.
     *
     * @param evidence what it was taken for dead by; empty unless it is
     * @param silenceNanos 0 for oneself, -1 when it was never heard
     */
    public record Hearing(MemberState state, List<String> evidence, long silenceNanos) {}

    public Heartbeats(Roster roster, Timing timing, long boot, Voter voter, long now) {
        this.roster = roster;
        this.boot = boot;
        this.voter = voter;
        LeaseTerms terms = LeaseTerms.of(timing.lease());
        this.keeper = new LeaseKeeper(roster.self(), roster.members(), roster.services(), terms, new LeaseEvents());
        this.detector = new PeerDetector(
                roster.self(), roster.members(), timing.heartbeat().toNanos(), timing.multiplier(), now);
        this.judge = new DeathJudge(roster.self(), roster.members(), detector);
        this.lastClaimed = new long[roster.services()];
        this.evidence = new ArrayList<>(Collections.nCopies(roster.members(), List.of()));
    }

    /** Fills in the next heartbeat of this node. */
    synchronized void compose(Beat beat, long now) {
        beat.sender = roster.self();
        beat.boot = boot;
        beat.sequence = keeper.begin(now, beat.claimed);
        beat.hears = detector.heardBits();
        beat.silent = detector.silentBits(now);
        for (int i = 0; i < roster.members(); i++) {
            beat.echoedBoot[i] = detector.boot(i);
            beat.echoed[i] = detector.sequence(i);
        }
        for (int i = 0; i < roster.services(); i++) {
            if (beat.claimed[i] != 0) {
                voter.claimed(roster.service(i), beat.claimed[i], roster.node(roster.self()), now);
            }
            beat.honoured[i] = voter.honoured(roster.service(i), now);
        }
        keeper.echoed(roster.self(), beat.sequence, beat.honoured, now);
    }

    /** A heartbeat of another member has come. */
    synchronized void received(Beat beat, long now) {
        if (beat.sender == roster.self()) {
            return;
        }
        NodeId sender = roster.node(beat.sender);
        PeerDetector.Hearing hearing = detector.heard(beat.sender, beat.boot, beat.sequence, now);
        switch (hearing) {
            case OLD -> {
                return;
            }
            case STILL -> {}
            case FIRST, AGAIN, REBORN -> {
                if (judge.revive(beat.sender) || hearing == PeerDetector.Hearing.REBORN) {
                    events.add(new HeartbeatEvent.Returned(sender));
                }
                events.add(new HeartbeatEvent.Changed());
            }
        }
        judge.opinion(beat.sender, beat.silent);
        for (int i = 0; i < roster.services(); i++) {
            if (beat.claimed[i] != 0) {
                claimed(i, beat.claimed[i], sender, now);
            }
        }
        if (beat.echoedBoot[roster.self()] == boot) {
            keeper.echoed(beat.sender, beat.echoed[roster.self()], beat.honoured, now);
        }
    }

    /** All that has arrived has been handed over: what follows from what hasn't? */
    synchronized void judge(long now) {
        keeper.judge(now);
        boolean changed = detector.judge(now);
        long died = judge.judge();
        for (int i = 0; i < roster.members(); i++) {
            if ((died & 1L << i) != 0) {
                evidence.set(i, gatherEvidence(i, now));
                events.add(new HeartbeatEvent.Died(roster.node(i), evidence.get(i)));
            }
        }
        if (changed || died != 0) {
            events.add(new HeartbeatEvent.Changed());
        }
    }

    /** Events since the last call, in their order. */
    synchronized List<HeartbeatEvent> fetch() {
        if (events.isEmpty()) {
            return List.of();
        }
        List<HeartbeatEvent> fetched = events;
        events = new ArrayList<>();
        return fetched;
    }

    /** Whether something new should be said at once, because somebody waits for it; asking forgets it. */
    synchronized boolean takeUrgent() {
        boolean was = urgent;
        urgent = false;
        return was;
    }

    /** How a member is heard. */
    public synchronized Hearing hearing(int member, long now) {
        MemberState state;
        if (detector.hears(member)) {
            state = MemberState.ALIVE;
        } else if (!detector.knows(member)) {
            state = MemberState.UNKNOWN;
        } else {
            state = judge.isDead(member) ? MemberState.DEAD : MemberState.SUSPECTED;
        }
        List<String> why = state == MemberState.DEAD ? evidence.get(member) : List.of();
        return new Hearing(state, why, detector.silence(member, now));
    }

    /** Starts to claim a service for which a majority has voted. */
    public synchronized void claim(int service, long epoch) {
        keeper.claim(service, epoch);
        urgent = true;
    }

    /** Ends a claim, without an event. @return the epoch that was claimed; 0 for none */
    public synchronized long drop(int service) {
        long epoch = keeper.claimed(service);
        keeper.drop(service);
        return epoch;
    }

    /** Whether the lease of this epoch is valid. */
    public synchronized boolean isValid(int service, long epoch, long now) {
        return keeper.isValid(service, epoch, now);
    }

    /** Ends all claims; the events wait to be fetched. */
    synchronized void loseAll(String why) {
        keeper.loseAll(why);
    }

    private void claimed(int service, long epoch, NodeId owner, long now) {
        String name = roster.service(service);
        if (epoch > voter.highest(name)) {
            events.add(new HeartbeatEvent.UnknownEpoch(name, epoch, owner));
        }
        if (voter.claimed(name, epoch, owner, now) && epoch != lastClaimed[service]) {
            // A new owner has no lease before it has been echoed.
            lastClaimed[service] = epoch;
            urgent = true;
        }
        keeper.superseded(service, epoch, owner.name());
    }

    private List<String> gatherEvidence(int member, long now) {
        List<String> sentences = new ArrayList<>();
        long millis = detector.silence(member, now) / 1_000_000;
        sentences.add(roster.node(roster.self()) + ": no heartbeat for " + millis + " ms");
        long agreeing = judge.agreeing(member);
        for (int j = 0; j < roster.members(); j++) {
            if ((agreeing & 1L << j) != 0) {
                sentences.add(roster.node(j) + " agrees");
            }
        }
        return List.copyOf(sentences);
    }

    /** Notes down what becomes of leases. */
    private final class LeaseEvents implements LeaseKeeper.Events {

        @Override
        public void renewed(int service, long epoch, long until) {
            events.add(new HeartbeatEvent.LeaseRenewed(roster.service(service), epoch, until));
        }

        @Override
        public void lost(int service, long epoch, String why) {
            events.add(new HeartbeatEvent.LeaseLost(roster.service(service), epoch, why));
        }
    }
}
