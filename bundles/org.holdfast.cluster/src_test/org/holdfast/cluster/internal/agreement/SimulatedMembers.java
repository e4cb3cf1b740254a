package org.holdfast.cluster.internal.agreement;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.holdfast.cluster.internal.Fixtures;
import org.holdfast.model.ownership.NodeId;

/**
 * Three members in simulated time: the real engine, messages as bytes, logs in real files, and between them a network that
 * delays, reorders, loses and repeats, and that can be cut. One seed, one schedule. It watches that all members ever apply
 * the same.
 */
final class SimulatedMembers {

    static final long MS = 1_000_000;
    private static final Engine.Pace PACE = new Engine.Pace(50 * MS, 5);

    private record Event(long at, long order, Runnable action) {}

    private final Random random;
    private final Path directory;
    private final PriorityQueue<Event> queue =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
    private final Map<NodeId, Member> members = new HashMap<>();
    private final Set<NodeId> cut = new HashSet<>();
    private final Map<Long, Agreed> applied = new HashMap<>();
    private long order;
    private long now;

    SimulatedMembers(long seed, Path directory) throws IOException {
        this.random = new Random(seed);
        this.directory = directory;
        for (NodeId node : Fixtures.NODES) {
            members.put(node, new Member(node));
        }
        for (NodeId node : Fixtures.NODES) {
            start(node);
        }
    }

    Agreement agreement(NodeId node) {
        return members.get(node).agreement;
    }

    LogStore store(NodeId node) {
        return members.get(node).store;
    }

    FailingDisk disk(NodeId node) {
        return members.get(node).disk;
    }

    Path data(NodeId node) {
        return directory.resolve(node.name());
    }

    long now() {
        return now;
    }

    /** Nothing goes to or from a member. */
    void cut(NodeId node) {
        cut.add(node);
    }

    void heal() {
        cut.clear();
    }

    /** As by SIGKILL: what is in memory is gone, what was stored stays. */
    void kill(NodeId node) throws IOException {
        Member member = members.get(node);
        member.life++;
        member.store.close();
    }

    void start(NodeId node) throws IOException {
        members.get(node).start();
    }

    /** Goes on until something is so. */
    void await(String what, BooleanSupplier isSo) {
        long limit = now + Duration.ofSeconds(60).toNanos();
        while (!isSo.getAsBoolean()) {
            if (now > limit) {
                throw new AssertionError("waited a simulated minute in vain for " + what);
            }
            step();
        }
    }

    void pass(Duration time) {
        long until = now + time.toNanos();
        while (!queue.isEmpty() && queue.peek().at <= until) {
            step();
        }
        now = until;
    }

    /** The member that leads by its own account and by another's. */
    Optional<NodeId> leader() {
        for (NodeId node : Fixtures.NODES) {
            Optional<NodeId> leader = agreement(node).leader();
            if (!cut.contains(node) && leader.isPresent() && !cut.contains(leader.get())) {
                boolean agrees = agreement(leader.get()).leader().equals(leader);
                if (agrees && !leader.get().equals(node)) {
                    return leader;
                }
            }
        }
        return Optional.empty();
    }

    NodeId awaitLeader() {
        await("a leader", () -> leader().isPresent());
        return leader().orElseThrow();
    }

    private void step() {
        Event event = queue.poll();
        now = Math.max(now, event.at);
        event.action.run();
    }

    private void at(long time, Runnable action) {
        queue.add(new Event(time, order++, action));
    }

    private void transmit(NodeId from, NodeId to, byte[] bytes) {
        int copies = random.nextInt(50) == 0 ? 0 : random.nextInt(50) == 0 ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            long delay = random.nextInt(20) == 0 ? random.nextLong(30 * MS) : random.nextLong(MS / 10, MS);
            at(now + delay, () -> {
                if (!cut.contains(from) && !cut.contains(to)) {
                    members.get(to).receive(from, bytes);
                }
            });
        }
    }

    private void check(NodeId node, Agreed agreed) {
        Agreed others = applied.putIfAbsent(agreed.index(), agreed);
        if (others != null && !others.equals(agreed)) {
            throw new AssertionError(node + " applied " + agreed + ", but another member " + others);
        }
    }

    /** A member, over all its lives. */
    private final class Member {
        private final NodeId node;
        private final FailingDisk disk = FailingDisk.endless();
        private int life;
        private LogStore store;
        private Agreement agreement;

        private Member(NodeId node) {
            this.node = node;
        }

        private void start() throws IOException {
            life++;
            int thisLife = life;
            store = LogStore.open(data(node), disk);
            agreement = new Agreement(
                    node,
                    Fixtures.NODES,
                    PACE,
                    new LifeTimeline(thisLife),
                    store,
                    new Random(random.nextLong()),
                    (to, bytes) -> {
                        if (life == thisLife) {
                            transmit(node, to, bytes);
                        }
                    },
                    agreed -> check(node, agreed));
            agreement.start();
        }

        private void receive(NodeId from, byte[] bytes) {
            try {
                agreement.received(from, bytes);
            } catch (IOException e) {
                throw new AssertionError("a message from " + from + " was not understood", e);
            }
        }

        /** What a life still has to do ends with it. */
        private final class LifeTimeline implements Timeline {
            private final int thisLife;

            private LifeTimeline(int thisLife) {
                this.thisLife = thisLife;
            }

            @Override
            public long nanos() {
                return now;
            }

            @Override
            public void execute(Runnable task) {
                schedule(task, 0);
            }

            @Override
            public void schedule(Runnable task, long nanos) {
                at(now + nanos, () -> {
                    if (life == thisLife) {
                        task.run();
                    }
                });
            }

            @Override
            public void close() {
                life++;
            }
        }
    }
}
