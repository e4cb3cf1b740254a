package org.holdfast.cluster.internal.agreement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.holdfast.cluster.ClusterException;
import org.holdfast.cluster.config.Ports;
import org.holdfast.cluster.internal.Fixtures;
import org.holdfast.cluster.internal.Roster;
import org.holdfast.cluster.internal.channel.Envelope;
import org.holdfast.cluster.internal.channel.Frame;
import org.holdfast.cluster.internal.channel.MessageChannel;
import org.holdfast.cluster.internal.lease.Candidate;
import org.holdfast.cluster.security.PeerIdentity;
import org.holdfast.model.ownership.NodeId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The ghost test of {@link GhostTest} as it is outside of a simulation: sockets, threads, a disk that is forced. */
@Timeout(300)
class GhostOverChannelsTest {

    private static final int ROUNDS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private final Map<NodeId, Member> members = new HashMap<>();
    private final Set<NodeId> cut = ConcurrentHashMap.newKeySet();

    @BeforeEach
    void begin() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        for (NodeId node : Fixtures.NODES) {
            members.put(node, new Member(node, port));
        }
        for (Member member : members.values()) {
            member.start();
        }
    }

    @AfterEach
    void end() {
        members.values().forEach(Member::close);
    }

    @Test
    void failedWritesOfACutLeaderAreNowhereAfterItReturns() throws Exception {
        int proving = 0;
        for (int round = 0; round < ROUNDS; round++) {
            commit(Fixtures.ALPHA, "base-" + round);
            NodeId old = members.get(Fixtures.ALPHA).agreement.leader().orElse(Fixtures.ALPHA);
            cut.add(old);
            List<CompletableFuture<Outcome>> failing = new ArrayList<>();
            for (int i = 0; i < (round % 2 == 0 ? 2 : 12); i++) {
                failing.add(propose(old, "ghost-" + round + "-" + i, Duration.ofMillis(400)));
            }
            List<NodeId> survivors =
                    Fixtures.NODES.stream().filter(n -> !n.equals(old)).toList();
            if (round % 2 == 0) {
                survivors.forEach(n -> members.get(n).agreement.died(old));
            }
            for (int i = 0; i < 4; i++) {
                commit(survivors.get(i % 2), "real-" + round + "-" + i);
            }
            for (CompletableFuture<Outcome> one : failing) {
                ExecutionException failed = assertThrows(ExecutionException.class, () -> one.get(60, TimeUnit.SECONDS));
                assertTrue(failed.getCause() instanceof ClusterException, failed::toString);
            }
            proving += restartAndLook(old, "ghost-" + round) ? 1 : 0;
            cut.clear();
            commit(old, "after-" + round);
            assertSame("after-" + round);
        }
        // On a busy machine the leader may have changed just before it was cut; then it refused the writes.
        assertTrue(proving >= ROUNDS / 2, "only " + proving + " cut leaders had the failed writes in their logs");
    }

    /** @return whether the cut leader had its failed writes on disk */
    private boolean restartAndLook(NodeId old, String ghost) throws IOException {
        Member member = members.get(old);
        member.agreement.close();
        boolean held;
        try (LogStore store = LogStore.open(member.data(), Disk.real())) {
            held = holds(store, ghost);
        }
        member.begin();
        return held;
    }

    private void assertSame(String last) throws IOException, InterruptedException {
        for (Member member : members.values()) {
            member.awaitApplied(last);
        }
        Agreed agreed = members.get(Fixtures.ALPHA).agreement.agreed();
        for (Member member : members.values()) {
            assertEquals(agreed.owners(), member.agreement.agreed().owners(), member.node + "'s state");
            assertTrue(agreed.owners().keySet().stream().noneMatch(s -> s.startsWith("ghost")), agreed::toString);
        }
    }

    private static boolean holds(LogStore store, String prefix) {
        return store.image().entries().stream()
                .anyMatch(e -> e.getOperation() instanceof Command.Own own
                        && own.service().startsWith(prefix));
    }

    private CompletableFuture<Outcome> propose(NodeId at, String service, Duration limit) {
        Command.Own own = new Command.Own(UUID.randomUUID(), service, 1, new Candidate(at, 1));
        return members.get(at).agreement.propose(own, limit);
    }

    private void commit(NodeId at, String service) throws Exception {
        assertEquals(new Outcome.Accepted(), propose(at, service, PATIENCE).get(60, TimeUnit.SECONDS));
    }

    /** One member: its own channel, its own agreement, its own directory. */
    private final class Member implements MessageChannel.Handler {
        private final NodeId node;
        private final MessageChannel channel;
        private volatile Agreement agreement;

        private Member(NodeId node, int port) throws Exception {
            this.node = node;
            Roster roster = new Roster(Fixtures.config(node, data(), Ports.DEFAULTS));
            this.channel = new MessageChannel(roster, 1, port);
        }

        private Path data() {
            return directory.resolve(node.name());
        }

        private void start() throws IOException {
            begin();
            channel.start(this);
        }

        private void begin() throws IOException {
            agreement = Agreement.open(
                    node, Fixtures.NODES, Duration.ofMillis(40), 5, data(), this::send, agreed -> applied());
            agreement.start();
        }

        private void send(NodeId to, byte[] bytes) {
            if (cut.contains(node) || cut.contains(to)) {
                return;
            }
            try {
                channel.send(to, new Frame.Agree(bytes));
            } catch (ClusterException e) {
                // It isn't there yet, and is told again.
            }
        }

        private synchronized void applied() {
            notifyAll();
        }

        private synchronized void awaitApplied(String service) throws InterruptedException {
            while (agreement.agreed().epoch(service) == 0) {
                wait(PATIENCE.toMillis());
            }
        }

        @Override
        public void frame(Envelope envelope, Optional<PeerIdentity> sender) {
            if (!cut.contains(node) && !cut.contains(envelope.from()) && envelope.frame() instanceof Frame.Agree part) {
                try {
                    agreement.received(envelope.from(), part.bytes());
                } catch (IOException e) {
                    throw new AssertionError("a part wasn't understood", e);
                }
            }
        }

        @Override
        public void connected() {}

        @Override
        public void appeared(Set<NodeId> appeared) {}

        private void close() {
            agreement.close();
            channel.close();
        }
    }
}
