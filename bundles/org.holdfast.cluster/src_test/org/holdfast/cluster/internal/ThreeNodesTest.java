package org.holdfast.cluster.internal;

import static org.holdfast.cluster.internal.Fixtures.ALPHA;
import static org.holdfast.cluster.internal.Fixtures.BETA;
import static org.holdfast.cluster.internal.Fixtures.CACHE;
import static org.holdfast.cluster.internal.Fixtures.WEB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.holdfast.cluster.ClusterException;
import org.holdfast.cluster.Message;
import org.holdfast.cluster.config.Ports;
import org.holdfast.model.cluster.MemberState;
import org.holdfast.model.net.MacAddress;
import org.holdfast.model.ownership.ArpPolicy;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.Ownership;
import org.holdfast.model.ownership.Protocol;
import org.holdfast.model.ownership.Role;
import org.holdfast.model.plan.Plan;
import org.holdfast.model.plan.Trigger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes over real sockets on the loopback interface. */
@Timeout(120)
class ThreeNodesTest {

    private static final MacAddress MAC = MacAddress.parse("02:00:00:00:00:0a");

    @TempDir
    Path directory;

    private final Map<NodeId, ClusterNode> nodes = new HashMap<>();
    private final Map<NodeId, Recorder> recorders = new HashMap<>();
    private Ports ports;

    @BeforeEach
    void choosePorts() throws IOException {
        try (ServerSocket a = new ServerSocket(0);
                ServerSocket b = new ServerSocket(0);
                ServerSocket c = new ServerSocket(0)) {
            ports = new Ports(a.getLocalPort(), b.getLocalPort(), c.getLocalPort());
        }
    }

    @AfterEach
    void leave() {
        nodes.values().forEach(ClusterNode::close);
    }

    @Test
    void announcesAllFieldsOfOwnershipAndSolicitsThoseOfOthers() throws Exception {
        start(ALPHA, BETA, CACHE);
        InetAddress host = InetAddress.ofLiteral("10.77.0.1");
        nodes.get(ALPHA).announce(List.of(host), List.of(Ownership.of(ALPHA, WEB, Role.OWNER, 7, true, MAC)));
        for (NodeId other : List.of(BETA, CACHE)) {
            recorders
                    .get(other)
                    .await(
                            "alpha's announcement",
                            Recorder.Heard.View.class,
                            v -> v.view().declaredOwner("web").isPresent());
            Ownership owned = nodes.get(other).view().declaredOwner("web").orElseThrow();
            assertEquals(ALPHA, owned.node());
            assertEquals(7, owned.epoch());
            assertEquals(WEB.failover(), owned.failoverPolicy());
            assertEquals(WEB.addresses(), owned.addresses());
            assertEquals(WEB.ports(), owned.ports());
            assertEquals(WEB.application(), owned.application());
            assertTrue(owned.applicationRunning());
            assertEquals(ArpPolicy.GRATUITOUS, owned.arpPolicy());
            assertEquals(Protocol.TCP, owned.protocol());
            assertEquals(Map.of(WEB.addresses().getFirst(), MAC), owned.macAddresses());
            assertEquals(7, nodes.get(other).knownEpoch("web"));
        }
        awaitSolicitations();
    }

    @Test
    void tellsALaterMemberWhatWasAnnouncedBefore() throws Exception {
        start(ALPHA);
        nodes.get(ALPHA).announce(List.of(), List.of(Ownership.of(ALPHA, WEB, Role.OWNER, 3, true, MAC)));
        start(BETA);
        recorders
                .get(BETA)
                .await(
                        "alpha's announcement",
                        Recorder.Heard.View.class,
                        v -> v.view().declaredOwner("web").isPresent());
    }

    @Test
    void grantsASecondLeaseOnlyAfterTheFirstIsReleased() throws Exception {
        start(ALPHA, BETA, CACHE);
        nodes.get(ALPHA).acquire("web", 1).get(30, TimeUnit.SECONDS);
        assertFalse(recorders.get(ALPHA).all(Recorder.Heard.Renewed.class).isEmpty());
        ExecutionException stale = assertThrows(
                ExecutionException.class,
                () -> nodes.get(BETA).acquire("web", 1).get(30, TimeUnit.SECONDS));
        assertInstanceOf(ClusterException.class, stale.getCause());

        CompletableFuture<Void> second = nodes.get(BETA).acquire("web", 2);
        recorders.get(ALPHA).await("a renewal while beta waits", Recorder.Heard.Renewed.class, this::isLate);
        assertFalse(second.isDone());
        nodes.get(ALPHA).release("web");
        second.get(30, TimeUnit.SECONDS);
        assertEquals(
                2,
                recorders.get(BETA).all(Recorder.Heard.Renewed.class).getFirst().epoch());
        assertTrue(recorders.get(ALPHA).all(Recorder.Heard.Lost.class).isEmpty());
        recorders.get(ALPHA).await("the new epoch", Recorder.Heard.View.class, v -> true);
        assertEquals(2, nodes.get(CACHE).knownEpoch("web"));
    }

    /** Enough renewals have passed for beta's request to have been turned away more than once. */
    private boolean isLate(Recorder.Heard.Renewed renewed) {
        return recorders.get(ALPHA).all(Recorder.Heard.Renewed.class).size() > 30;
    }

    @Test
    void declaresADeadOwnerAndGrantsItsLeaseToAnother() throws Exception {
        start(ALPHA, BETA, CACHE);
        awaitSolicitations();
        nodes.get(ALPHA).acquire("web", 1).get(30, TimeUnit.SECONDS);
        nodes.remove(ALPHA).stopAbruptly();
        for (NodeId survivor : List.of(BETA, CACHE)) {
            Recorder.Heard.Died died =
                    recorders.get(survivor).await("alpha's death", Recorder.Heard.Died.class, d -> true);
            assertEquals(ALPHA, died.node());
            assertTrue(died.evidence().getFirst().matches(survivor + ": no heartbeat for \\d+ ms"), died::toString);
            assertEquals(
                    (survivor.equals(BETA) ? CACHE : BETA) + " agrees",
                    died.evidence().get(1));
            assertEquals(
                    MemberState.DEAD,
                    nodes.get(survivor).view().member(ALPHA).orElseThrow().state());
        }
        nodes.get(BETA).acquire("web", 2).get(30, TimeUnit.SECONDS);

        start(ALPHA);
        recorders
                .get(BETA)
                .await(
                        "alpha's return",
                        Recorder.Heard.Returned.class,
                        r -> r.node().equals(ALPHA));
        recorders
                .get(ALPHA)
                .await("beta", Recorder.Heard.View.class, v -> v.view().hasMajority());
        ExecutionException stale = assertThrows(
                ExecutionException.class,
                () -> nodes.get(ALPHA).acquire("web", 1).get(30, TimeUnit.SECONDS));
        assertInstanceOf(ClusterException.class, stale.getCause());
        assertEquals(1, recorders.get(BETA).all(Recorder.Heard.Died.class).size());
    }

    @Test
    void losesTheLeaseWithoutAMajority() throws Exception {
        start(ALPHA, BETA);
        nodes.get(ALPHA).acquire("web", 1).get(30, TimeUnit.SECONDS);
        nodes.remove(BETA).stopAbruptly();
        Recorder.Heard.Lost lost =
                recorders.get(ALPHA).await("the end of the lease", Recorder.Heard.Lost.class, l -> true);
        assertEquals(1, lost.epoch());
        recorders
                .get(ALPHA)
                .await(
                        "a suspicion",
                        Recorder.Heard.View.class,
                        v -> v.view().member(BETA).orElseThrow().state() == MemberState.SUSPECTED);
        assertTrue(recorders.get(ALPHA).all(Recorder.Heard.Died.class).isEmpty());
    }

    @Test
    void knowsAfterARestartOfAllInWhichEpochSomebodyOwnedAService() throws Exception {
        start(ALPHA, BETA, CACHE);
        nodes.get(ALPHA).acquire("web", 3).get(30, TimeUnit.SECONDS);
        nodes.values().forEach(ClusterNode::close);
        start(ALPHA, BETA, CACHE);
        ExecutionException stale = assertThrows(
                ExecutionException.class,
                () -> nodes.get(ALPHA).acquire("web", 3).get(30, TimeUnit.SECONDS));
        assertTrue(stale.getCause().getMessage().contains("epoch 3"), stale::toString);
        assertTrue(nodes.get(ALPHA).knownEpoch("web") >= 3);
        nodes.get(BETA).acquire("web", 4).get(30, TimeUnit.SECONDS);
    }

    @Test
    void changesNothingWithoutAMajorityAndSaysSo() throws Exception {
        start(ALPHA);
        ExecutionException alone = assertThrows(
                ExecutionException.class,
                () -> nodes.get(ALPHA).acquire("web", 1).get(30, TimeUnit.SECONDS));
        assertTrue(alone.getCause().getMessage().contains("no majority"), alone::toString);
        assertTrue(recorders.get(ALPHA).all(Recorder.Heard.Renewed.class).isEmpty());
        assertEquals(Optional.empty(), nodes.get(ALPHA).leader());
        assertEquals(Optional.empty(), nodes.get(ALPHA).policies());
    }

    @Test
    void appliesPoliciesToAllMembersOrToNone() throws Exception {
        start(ALPHA, BETA, CACHE);
        nodes.get(CACHE).applyPolicies(1, "web = \"alpha\"", "ada").get(30, TimeUnit.SECONDS);
        for (NodeId node : Fixtures.NODES) {
            recorders
                    .get(node)
                    .await(
                            "the policies",
                            Recorder.Heard.Policies.class,
                            p -> p.policies().version() == 1
                                    && p.policies().document().equals("web = \"alpha\"")
                                    && p.policies().author().equals("ada"));
        }
        ExecutionException late = assertThrows(
                ExecutionException.class,
                () -> nodes.get(BETA).applyPolicies(1, "web = \"beta\"", "bob").get(30, TimeUnit.SECONDS));
        assertEquals(
                "the policies aren't applied: version 1 is applied, so the next one is 2, not 1",
                late.getCause().getMessage());
        assertEquals("ada", nodes.get(ALPHA).policies().orElseThrow().author());
        assertTrue(nodes.get(BETA).leader().isPresent());
    }

    @Test
    void refusesToJoinWithTheDirectoryOfAnotherNode() throws Exception {
        start(ALPHA);
        nodes.remove(ALPHA).close();
        ClusterException refused = assertThrows(
                ClusterException.class,
                () -> ClusterNode.join(Fixtures.config(BETA, directory.resolve("alpha"), ports)));
        assertTrue(refused.getMessage().contains("belongs to node alpha"), refused::getMessage);
    }

    @Test
    void refusesAnOrderOfAnOlderEpochAndDeliversANewerOne() throws Exception {
        start(ALPHA, BETA, CACHE);
        awaitSolicitations();
        nodes.get(ALPHA).acquire("web", 5).get(30, TimeUnit.SECONDS);
        Plan old = plan(4);
        Plan current = plan(6);
        nodes.get(CACHE).send(ALPHA, new Message.Release(old));
        recorders
                .get(CACHE)
                .await(
                        "a refusal",
                        Recorder.Heard.Said.class,
                        s -> s.message() instanceof Message.Refused refused
                                && refused.plan().equals(old.id()));
        nodes.get(CACHE).send(ALPHA, new Message.Release(current));
        Recorder.Heard.Said said = recorders
                .get(ALPHA)
                .await("the order", Recorder.Heard.Said.class, s -> s.from().equals(CACHE));
        assertEquals(new Message.Release(current), said.message());
    }

    @Test
    void refusesToJoinWithDamagedVotes() throws IOException {
        Path data = Files.createDirectories(directory.resolve("alpha"));
        Files.writeString(data.resolve("votes.properties"), "web=3 1 alpha\n");
        ClusterException refused =
                assertThrows(ClusterException.class, () -> ClusterNode.join(Fixtures.config(ALPHA, data, ports)));
        assertTrue(refused.getMessage().contains("votes.properties"), refused::getMessage);
    }

    @Test
    void saysWhichPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(ports.messages(), 1, InetAddress.ofLiteral("127.0.0.1"))) {
            ClusterException refused = assertThrows(
                    ClusterException.class,
                    () -> ClusterNode.join(Fixtures.config(ALPHA, directory.resolve("alpha"), ports)));
            assertTrue(refused.getMessage().contains("127.0.0.1 port " + taken.getLocalPort()), refused::getMessage);
        }
    }

    /** Every node has been asked by all others, so that messages reach everybody. */
    private void awaitSolicitations() throws InterruptedException {
        for (NodeId node : Fixtures.NODES) {
            recorders
                    .get(node)
                    .await(
                            "all others' solicitations",
                            Recorder.Heard.View.class,
                            v -> v.view().members().stream()
                                            .filter(m -> m.solicited())
                                            .count()
                                    == 2);
        }
    }

    private void start(NodeId... started) throws Exception {
        for (NodeId node : started) {
            Recorder recorder = new Recorder();
            ClusterNode member = ClusterNode.join(Fixtures.config(node, directory.resolve(node.name()), ports));
            member.addListener(recorder);
            nodes.put(node, member);
            recorders.put(node, recorder);
        }
    }

    private static Plan plan(long epoch) {
        return new Plan(
                UUID.randomUUID(),
                Instant.parse("2026-01-02T03:04:05.678901234Z"),
                Trigger.MIGRATION,
                List.of("an administrator asked"),
                WEB,
                ALPHA,
                BETA,
                epoch,
                List.of());
    }
}
