package org.holdfast.cluster.internal.agreement;

import static org.holdfast.cluster.internal.Fixtures.ALPHA;
import static org.holdfast.cluster.internal.Fixtures.BETA;
import static org.holdfast.cluster.internal.Fixtures.CACHE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.holdfast.cluster.ClusterException;
import org.holdfast.cluster.internal.Fixtures;
import org.holdfast.cluster.internal.lease.Ballot;
import org.holdfast.cluster.internal.lease.Candidate;
import org.holdfast.model.ownership.NodeId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agreement of three members in simulated time. */
class AgreementTest {

    private static final Candidate OF_ALPHA = new Candidate(ALPHA, 10);
    private static final Candidate OF_BETA = new Candidate(BETA, 20);
    private static final Outcome ACCEPTED = new Outcome.Accepted();

    @TempDir
    Path directory;

    private SimulatedMembers members;
    private long ids;

    @BeforeEach
    void begin() throws IOException {
        members = new SimulatedMembers(7, directory);
    }

    @Test
    void givesEachChangeOfOwnerALargerEpoch() {
        assertEquals(ACCEPTED, decide(ALPHA, own("web", 1, OF_ALPHA)));
        assertEquals(
                new Outcome.Refused(1, "alpha was made its owner in epoch 1"), decide(BETA, own("web", 1, OF_BETA)));
        assertEquals(ACCEPTED, decide(BETA, own("web", 5, OF_BETA)));
        assertEquals(
                new Outcome.Refused(5, "beta was made its owner in epoch 5"), decide(CACHE, own("web", 4, OF_ALPHA)));
        assertEquals(
                new Outcome.Refused(5, "beta was made its owner in epoch 5"),
                decide(CACHE, own("web", 5, new Candidate(BETA, 21))),
                "an epoch belongs to one life");
        members.pass(Duration.ofSeconds(1));
        for (NodeId node : Fixtures.NODES) {
            assertEquals(
                    Map.of("web", new Ballot(5, OF_BETA)),
                    members.agreement(node).agreed().owners());
        }
    }

    @Test
    void appliesPoliciesInVersionsThatNobodyOverwritesUnseen() {
        Command.ApplyPolicies first = policies(1, "web = \"alpha\"");
        assertEquals(ACCEPTED, decide(CACHE, first));
        assertEquals(
                new Outcome.Refused(1, "version 1 is applied, so the next one is 2, not 1"),
                decide(BETA, policies(1, "web = \"beta\"")));
        assertEquals(Optional.of(first), members.agreement(BETA).agreed().policies());
    }

    @Test
    void doesACommandOnceHoweverOftenItIsProposed() {
        Command.ApplyPolicies first = policies(1, "one");
        assertEquals(ACCEPTED, decide(ALPHA, first));
        assertEquals(ACCEPTED, decide(ALPHA, policies(2, "two")));
        assertEquals(ACCEPTED, decide(BETA, first), "the same command has the same outcome");
        assertEquals(
                "two", members.agreement(BETA).agreed().policies().orElseThrow().document());
    }

    @Test
    void aMinorityChangesNothingAndSaysSo() {
        NodeId leader = members.awaitLeader();
        List<NodeId> others =
                Fixtures.NODES.stream().filter(n -> !n.equals(leader)).toList();
        others.forEach(members::cut);
        members.await(
                "the leader to step down",
                () -> members.agreement(leader).leader().isEmpty());
        CompletableFuture<Outcome> alone =
                members.agreement(leader).propose(own("web", 1, OF_ALPHA), Duration.ofSeconds(1));
        members.await("an answer", alone::isDone);
        ClusterException refused = assertInstanceOf(
                ClusterException.class,
                assertThrows(CompletionException.class, alone::join).getCause());
        assertEquals("no majority of the members answered in time, and nothing was changed", refused.getMessage());
        members.heal();
        members.awaitLeader();
        members.pass(Duration.ofSeconds(5));
        assertEquals(Map.of(), members.agreement(ALPHA).agreed().owners());
    }

    @Test
    void hasANewLeaderAtOnceWhenAMajorityKnowsThatTheOldOneIsDead() {
        NodeId old = members.awaitLeader();
        decide(old, own("web", 1, OF_ALPHA));
        members.pass(Duration.ofMillis(500));
        members.cut(old);
        long since = members.now();
        Fixtures.NODES.stream()
                .filter(n -> !n.equals(old))
                .forEach(n -> members.agreement(n).died(old));
        members.await("a new leader", () -> members.leader().isPresent());
        assertNotEquals(old, members.leader().orElseThrow());
        long took = (members.now() - since) / SimulatedMembers.MS;
        assertTrue(took < 100, "five heartbeats would be 250 ms, and it took " + took);
    }

    @Test
    void bringsAMemberBackThatHasMissedMoreThanTheLogKeeps() throws Exception {
        NodeId leader = members.awaitLeader();
        NodeId away = leader.equals(CACHE) ? ALPHA : CACHE;
        members.kill(away);
        members.cut(away);
        for (int i = 1; i <= 1200; i++) {
            assertEquals(ACCEPTED, decide(leader, own("web", i, OF_ALPHA)));
        }
        members.start(away);
        members.heal();
        members.await("the snapshot", () -> members.agreement(away).agreed().epoch("web") == 1200);
        members.kill(away);
        members.start(away);
        members.await("the log", () -> members.agreement(away).agreed().epoch("web") == 1200);
        long onDisk = members.data(away).resolve("agreement.log").toFile().length();
        assertTrue(onDisk < 100_000, "the log is cut behind a snapshot, but has " + onDisk + " bytes");
    }

    @Test
    void aMemberWithAFullDiskFallsSilentAndLosesNothing() throws IOException {
        NodeId leader = members.awaitLeader();
        decide(leader, own("web", 1, OF_ALPHA));
        members.disk(leader).room(50);
        NodeId other = leader.equals(BETA) ? ALPHA : BETA;
        assertEquals(ACCEPTED, decide(other, own("web", 2, OF_BETA)), "the others go on");
        assertTrue(members.store(leader).hasFailed());
        assertEquals(Optional.empty(), members.agreement(leader).leader());
        CompletableFuture<Outcome> refused =
                members.agreement(leader).propose(own("web", 3, OF_ALPHA), Duration.ofSeconds(1));
        members.await("an answer", refused::isDone);
        ClusterException why = assertInstanceOf(
                ClusterException.class,
                assertThrows(CompletionException.class, refused::join).getCause());
        assertTrue(why.getMessage().contains("log can't be written"), why::getMessage);

        members.kill(leader);
        members.disk(leader).room(Long.MAX_VALUE);
        members.start(leader);
        members.await("what it missed", () -> members.agreement(leader).agreed().epoch("web") == 2);
    }

    @Test
    void refusesMessagesThatNobodyCouldHaveSent() {
        Agreement agreement = members.agreement(ALPHA);
        for (byte[] bytes : List.of(
                new byte[] {},
                new byte[] {9},
                new byte[] {0, 1},
                new byte[] {0, 77, 0, 0, 0, 1},
                new byte[] {0, 7, -1, -1, -1, -1, 1},
                new byte[] {1, 0},
                new byte[] {1, 2, 3})) {
            assertThrows(IOException.class, () -> agreement.received(BETA, bytes));
        }
    }

    private Outcome decide(NodeId at, Command.Proposal command) {
        CompletableFuture<Outcome> result = members.agreement(at).propose(command, Duration.ofSeconds(30));
        members.await("an outcome of " + command, result::isDone);
        return result.join();
    }

    private Command.Own own(String service, long epoch, Candidate owner) {
        return new Command.Own(new UUID(0, ++ids), service, epoch, owner);
    }

    private Command.ApplyPolicies policies(long version, String document) {
        return new Command.ApplyPolicies(new UUID(0, ++ids), version, document, "ada", Instant.ofEpochSecond(1, 5));
    }
}
