package org.holdfast.cluster.internal.heartbeat;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import org.holdfast.cluster.config.NodeConfig;
import org.holdfast.cluster.config.Peer;
import org.holdfast.cluster.config.Ports;
import org.holdfast.cluster.config.Timing;
import org.holdfast.cluster.internal.Fixtures;
import org.holdfast.cluster.internal.Roster;
import org.holdfast.cluster.internal.lease.Acquisition;
import org.holdfast.cluster.internal.lease.Ballot;
import org.holdfast.cluster.internal.lease.Candidate;
import org.holdfast.cluster.internal.lease.LeaseTerms;
import org.holdfast.cluster.internal.lease.VoteAnswer;
import org.holdfast.cluster.internal.lease.Voter;
import org.holdfast.model.ownership.Announcement;
import org.holdfast.model.ownership.FailoverPolicy;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.Service;

/**
 * A cluster in simulated time: real heartbeats, voters and keepers; a network that delays, reorders and loses; links that
 * are cut; nodes that stall, crash and return; clocks that run wrong. One seed, one schedule. It watches true time and
 * tells whether two nodes ever had a valid lease at once. A lease of a node that has crashed counts until it runs out,
 * as the kernel would keep it.
 */
final class SimulatedCluster {

    private static final long MS = 1_000_000;
    private static final Timing TIMING = new Timing(Duration.ofMillis(50), 5, Duration.ofMillis(200));
    /** (1 + p) / (1 - p) is just within the 2% that a promise is longer. */
    private static final double DRIFT = 0.0098;

    /** What is deliberately wrong. */
    enum Flaw {
        NONE,
        /** A voter votes for another candidate at any time. */
        PROMISE_IGNORED,
        /** A restarted voter votes at once. */
        NO_WAIT_AFTER_RESTART,
        /** A restarted voter doesn't know its votes. */
        VOTES_FORGOTTEN,
        /** Clocks are off by 3%. */
        CLOCKS_OUT_OF_BOUND
    }

    private record Event(long at, long order, Runnable action) {}

    private final Random random;
    private final Flaw flaw;
    private final PriorityQueue<Event> queue =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
    private final List<Node> nodes = new ArrayList<>();
    private final boolean[][] cut;
    private final double loss;
    private final long usualDelay;
    private long order;
    private long now;
    private long owner = -1;

    /** How often the lease went to another node. */
    int changes;

    int renewals;
    /** Two owners at once: who and when; empty as long as the invariant holds. */
    Optional<String> violation = Optional.empty();

    SimulatedCluster(long seed, Flaw flaw) {
        this.random = new Random(seed);
        this.flaw = flaw;
        int size = random.nextInt(4) == 0 ? 5 : 3;
        this.cut = new boolean[size][size];
        this.loss = random.nextInt(3) * 0.15;
        this.usualDelay = chance(0.5) ? 15 * MS : MS / 10;
        for (int i = 0; i < size; i++) {
            nodes.add(new Node(i, size));
        }
        nodes.forEach(Node::start);
        at(between(0, 500 * MS), this::disturb);
    }

    void run(Duration length) {
        long end = length.toNanos();
        while (violation.isEmpty() && !queue.isEmpty() && queue.peek().at <= end) {
            Event event = queue.poll();
            now = event.at;
            event.action.run();
        }
    }

    private void at(long time, Runnable action) {
        queue.add(new Event(time, order++, action));
    }

    private long between(long from, long to) {
        return random.nextLong(from, to);
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** Every now and then something breaks, or is mended. */
    private void disturb() {
        Node node = nodes.get(random.nextInt(nodes.size()));
        switch (random.nextInt(6)) {
            case 0 -> node.crash();
            case 1 -> node.stalledUntil = now + between(0, 700 * MS);
            case 2 -> isolate(node.number, true);
            case 3 -> cut[random.nextInt(nodes.size())][node.number] = true;
            default -> nodes.forEach(n -> isolate(n.number, false));
        }
        at(now + between(20 * MS, 600 * MS), this::disturb);
    }

    private void isolate(int number, boolean isolated) {
        for (int i = 0; i < nodes.size(); i++) {
            cut[i][number] = isolated;
            cut[number][i] = isolated;
        }
    }

    private void transmit(int from, int to, Runnable arrival) {
        if (!cut[from][to] && !chance(loss)) {
            // Mostly quick; sometimes later than leases and promises last.
            long delay = chance(0.03) ? between(0, 700 * MS) : between(0, usualDelay);
            long life = nodes.get(to).boot;
            at(now + delay, () -> nodes.get(to).arrives(life, arrival));
        }
    }

    private final class Node {
        private final int number;
        private final Roster roster;
        private final double rate;
        private final long zero;
        private final Map<String, Ballot> stored = new HashMap<>();
        private final BeatCodec codec;
        private final Beat heard;
        private boolean up;
        private long boot;
        private long stalledUntil;
        private Heartbeats heartbeats;
        private Voter voter;
        private Acquisition attempt;
        private boolean claiming;
        private long mentioned;
        private long spent;
        private long wakeAt;
        /** In true time. */
        private long validUntil = Long.MIN_VALUE;

        private Node(int number, int size) {
            this.number = number;
            this.roster = new Roster(config(number, size));
            double drift = flaw == Flaw.CLOCKS_OUT_OF_BOUND ? 0.03 : DRIFT;
            this.rate = 1 + drift * (random.nextInt(3) - 1);
            this.zero = random.nextLong();
            this.codec = new BeatCodec(roster);
            this.heard = new Beat(size, 1);
        }

        private long clock() {
            return zero + (long) (now * rate);
        }

        private long trueTime(long clock) {
            return (long) ((clock - zero) / rate);
        }

        private NodeId name() {
            return roster.node(number);
        }

        private void start() {
            up = true;
            boot++;
            attempt = null;
            claiming = false;
            spent = 0;
            wakeAt = 0;
            boolean waits = flaw != Flaw.NO_WAIT_AFTER_RESTART;
            Map<String, Ballot> known = flaw == Flaw.VOTES_FORGOTTEN ? Map.of() : Map.copyOf(stored);
            LeaseTerms terms = LeaseTerms.of(TIMING.lease());
            voter = new Voter(terms, List.of("web"), known, waits ? clock() : clock() - 1000 * MS);
            heartbeats = new Heartbeats(roster, TIMING, boot, voter, clock());
            at(now, () -> tick(boot));
        }

        private void crash() {
            if (up) {
                up = false;
                at(now + between(0, 400 * MS), this::start);
            }
        }

        /** What comes while the node stalls waits in its socket; what was meant for an earlier life is gone. */
        private void arrives(long life, Runnable arrival) {
            if (up && life == boot) {
                if (stalledUntil > now) {
                    at(stalledUntil, () -> arrives(life, arrival));
                } else {
                    arrival.run();
                    react();
                }
            }
        }

        private void tick(long life) {
            if (!up || life != boot) {
                return;
            }
            if (stalledUntil > now) {
                at(stalledUntil, () -> tick(life));
                return;
            }
            heartbeats.judge(clock());
            watch();
            work();
            beat();
            react();
            at(now + (long) (TIMING.heartbeat().toNanos() / rate), () -> tick(life));
        }

        /** As the heartbeat thread and the control thread would: at once. */
        private void react() {
            watch();
            if (attempt != null) {
                pursue();
            }
            if (heartbeats.takeUrgent()) {
                beat();
                watch();
            }
        }

        private void beat() {
            Beat beat = new Beat(nodes.size(), 1);
            heartbeats.compose(beat, clock());
            ByteBuffer bytes = BeatCodec.buffer();
            codec.write(beat, bytes);
            for (Node other : nodes) {
                if (other != this) {
                    ByteBuffer copy = bytes.duplicate();
                    transmit(number, other.number, () -> other.hears(copy));
                }
            }
        }

        private void hears(ByteBuffer datagram) {
            if (codec.read(datagram.duplicate(), heard) != BeatCodec.Result.READ) {
                throw new AssertionError("a heartbeat was not understood");
            }
            heartbeats.received(heard, clock());
        }

        /** What the owner of a lease, or somebody who wants it, does in each interval. */
        private void work() {
            boolean valid = validUntil > now;
            if (attempt == null && valid && chance(0.01)) {
                giveUp(heartbeats.drop(0));
                validUntil = now;
            } else if (attempt == null && !valid && chance(0.1)) {
                long known = Math.max(voter.highest("web"), mentioned);
                long epoch = Math.max(spent + 1, known + (chance(0.8) ? 1 : 0));
                attempt = new Acquisition("web", epoch, roster.nodes(), clock(), 60 * MS, 1500 * MS);
                claiming = false;
            }
        }

        private void pursue() {
            long epoch = attempt.epoch();
            if (claiming) {
                if (heartbeats.isValid(0, epoch, clock())) {
                    attempt = null;
                } else if (attempt.isExpired(clock())) {
                    heartbeats.drop(0);
                    giveUp(epoch);
                }
                return;
            }
            for (NodeId voterName : attempt.due(clock())) {
                Node asked = nodes.get(roster.indexOf(voterName));
                Candidate self = new Candidate(name(), boot);
                if (asked == this) {
                    answered(epoch, name(), vote(epoch, self));
                } else {
                    transmit(number, asked.number, () -> asked.answer(this, epoch, self));
                }
            }
            if (attempt.won()) {
                heartbeats.claim(0, epoch);
                claiming = true;
            } else if (attempt.failure(clock()).isPresent()) {
                giveUp(epoch);
            } else {
                wake(boot, attempt.next());
            }
        }

        private void wake(long life, long clock) {
            if (clock != wakeAt) {
                wakeAt = clock;
                at(Math.max(now + 1, trueTime(clock) + 1), () -> arrives(life, () -> wakeAt = 0));
            }
        }

        private void answer(Node candidate, long epoch, Candidate self) {
            VoteAnswer answer = vote(epoch, self);
            transmit(number, candidate.number, () -> {
                if (self.boot() == candidate.boot) {
                    candidate.answered(epoch, name(), answer);
                }
            });
        }

        private VoteAnswer vote(long epoch, Candidate candidate) {
            if (flaw == Flaw.PROMISE_IGNORED) {
                long promised = voter.honoured("web", clock());
                roster.nodes().forEach(holder -> voter.givenUp("web", promised, holder));
            }
            VoteAnswer answer = voter.ask("web", epoch, candidate, clock());
            if (answer instanceof VoteAnswer.Granted) {
                stored.put("web", voter.ballot("web").orElseThrow());
            }
            return answer;
        }

        private void answered(long epoch, NodeId from, VoteAnswer answer) {
            if (answer instanceof VoteAnswer.Refused refused) {
                mentioned = Math.max(mentioned, refused.highest());
            }
            if (attempt != null && attempt.epoch() == epoch) {
                attempt.answered(from, answer, clock());
            }
        }

        private void giveUp(long epoch) {
            attempt = null;
            claiming = false;
            spent = Math.max(spent, epoch);
            for (Node other : nodes) {
                if (other == this) {
                    voter.givenUp("web", epoch, name());
                } else {
                    transmit(number, other.number, () -> other.voter.givenUp("web", epoch, name()));
                }
            }
        }

        private void watch() {
            for (HeartbeatEvent event : heartbeats.fetch()) {
                switch (event) {
                    case HeartbeatEvent.LeaseRenewed renewed -> renewed(renewed);
                    case HeartbeatEvent.LeaseLost lost -> {
                        spent = Math.max(spent, lost.epoch());
                        if (attempt != null && attempt.epoch() == lost.epoch()) {
                            giveUp(lost.epoch());
                        }
                    }
                    case HeartbeatEvent.Changed changed -> {}
                    case HeartbeatEvent.Died died -> {}
                    case HeartbeatEvent.Returned returned -> {}
                    case HeartbeatEvent.UnknownEpoch unknown -> {}
                }
            }
        }

        private void renewed(HeartbeatEvent.LeaseRenewed lease) {
            renewals++;
            changes += owner == number ? 0 : 1;
            owner = number;
            validUntil = trueTime(lease.until());
            for (Node other : nodes) {
                // A microsecond for the rounding of the clocks above.
                if (other != this && other.validUntil > now + 1000) {
                    violation = Optional.of(name() + " has a lease in epoch " + lease.epoch() + " at " + now / 1000
                            + " us, and " + other.name() + " has one until " + other.validUntil / 1000 + " us");
                }
            }
        }
    }

    private static NodeConfig config(int number, int size) {
        List<Peer> members = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            members.add(new Peer(new NodeId("n" + i), InetAddress.ofLiteral("127.0.0." + (i + 1))));
        }
        Service service = new Service(
                "web",
                Fixtures.WEB.addresses(),
                Fixtures.WEB.ports(),
                Fixtures.WEB.protocol(),
                Fixtures.WEB.application(),
                new FailoverPolicy(
                        new NodeId("n0"),
                        List.of(new NodeId("n1")),
                        Fixtures.WEB.failover().continuity(),
                        Fixtures.WEB.failover().comparison(),
                        Fixtures.WEB.failover().giveBack(),
                        true),
                Fixtures.WEB.arp());
        return new NodeConfig(
                new NodeId("n" + number),
                Announcement.Kind.HOST,
                members.get(number).address(),
                "lo",
                Path.of("unused"),
                members,
                Ports.DEFAULTS,
                TIMING,
                List.of(service),
                Optional.empty());
    }
}
