package org.holdfast.cluster.internal.agreement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.microraft.model.log.LogEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.holdfast.cluster.internal.Fixtures;
import org.holdfast.cluster.internal.lease.Candidate;
import org.holdfast.model.ownership.NodeId;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A leader that is cut off takes writes, which fail; the others go on without it; it comes back. Its failed writes must be
 * nowhere then, on no member, and all must hold the same. An engine that fails this makes a host believe that it owns what
 * it has lost.
 */
class GhostTest {

    private static final int ROUNDS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @TempDir
    Path directory;

    private SimulatedMembers members;
    private long ids;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void failedWritesOfACutLeaderAreNowhereAfterItReturns(long seed) throws Exception {
        members = new SimulatedMembers(seed, directory);
        for (int round = 0; round < ROUNDS; round++) {
            NodeId old = members.awaitLeader();
            commit(old, "base-" + round);

            members.cut(old);
            List<CompletableFuture<Outcome>> failing = new ArrayList<>();
            // Fewer than the others will write meanwhile, or more.
            for (int i = 0; i < (round % 2 == 0 ? 2 : 12); i++) {
                failing.add(propose(old, "ghost-" + round + "-" + i, PATIENCE));
            }
            goOnWithout(old, round);
            members.await("the writes to fail", () -> failing.stream().allMatch(CompletableFuture::isDone));
            assertTrue(failing.stream().allMatch(CompletableFuture::isCompletedExceptionally));
            assertTrue(held(old, "ghost-" + round), "without writes in its log the cut leader proves nothing");

            restartSome(old, round);
            members.heal();
            NodeId next = members.awaitLeader();
            commit(next, "after-" + round);
            awaitAll("after-" + round);
            if (round % 5 == 4) {
                restartAll();
                commit(members.awaitLeader(), "restarted-" + round);
                awaitAll("restarted-" + round);
            }
            assertSame();
        }
    }

    /** Every other time a majority knows it by its own detector, and doesn't wait for the engine's. */
    private void goOnWithout(NodeId old, int round) {
        List<NodeId> survivors =
                Fixtures.NODES.stream().filter(n -> !n.equals(old)).toList();
        if (round % 2 == 0) {
            survivors.forEach(n -> members.agreement(n).died(old));
        }
        members.await(
                "another leader",
                () -> members.leader().filter(n -> !n.equals(old)).isPresent());
        for (int i = 0; i < 5; i++) {
            commit(survivors.get(i % 2), "real-" + round + "-" + i);
        }
    }

    private void restartSome(NodeId old, int round) throws IOException {
        if (round % 3 == 1) {
            members.kill(old);
            members.start(old);
        } else if (round % 3 == 2) {
            NodeId leader = members.awaitLeader();
            members.kill(leader);
            members.start(leader);
        }
    }

    private void restartAll() throws IOException {
        for (NodeId node : Fixtures.NODES) {
            members.kill(node);
        }
        for (NodeId node : Fixtures.NODES) {
            members.start(node);
        }
    }

    private CompletableFuture<Outcome> propose(NodeId at, String service, Duration limit) {
        return members.agreement(at)
                .propose(new Command.Own(new UUID(0, ++ids), service, 1, new Candidate(at, 1)), limit);
    }

    private void commit(NodeId at, String service) {
        CompletableFuture<Outcome> result = propose(at, service, Duration.ofSeconds(30));
        members.await(service, result::isDone);
        assertEquals(new Outcome.Accepted(), result.join());
    }

    private void awaitAll(String service) {
        for (NodeId node : Fixtures.NODES) {
            members.await(
                    service + " at " + node,
                    () -> members.agreement(node).agreed().epoch(service) == 1);
        }
        members.pass(Duration.ofSeconds(1));
    }

    private boolean held(NodeId node, String prefix) {
        return members.store(node).image().entries().stream()
                .anyMatch(e -> e.getOperation() instanceof Command.Own own
                        && own.service().startsWith(prefix));
    }

    private void assertSame() throws IOException {
        Agreed agreed = members.agreement(Fixtures.ALPHA).agreed();
        assertTrue(agreed.owners().keySet().stream().noneMatch(s -> s.startsWith("ghost")), agreed::toString);
        List<String> log = log(Fixtures.ALPHA);
        for (NodeId node : Fixtures.NODES) {
            assertEquals(agreed, members.agreement(node).agreed(), node + "'s state");
            assertEquals(log, log(node), node + "'s log");
            assertFalse(held(node, "ghost"), node + "'s log holds a write that had failed");
            try (LogStore reread = LogStore.open(members.data(node), FailingDisk.endless())) {
                assertEquals(log, log(reread), node + "'s log on disk");
            }
        }
    }

    private List<String> log(NodeId node) {
        return log(members.store(node));
    }

    private static List<String> log(LogStore store) {
        List<String> log = new ArrayList<>();
        for (LogEntry entry : store.image().entries()) {
            log.add(entry.getIndex() + " in term " + entry.getTerm() + ": " + entry.getOperation());
        }
        return log;
    }
}
