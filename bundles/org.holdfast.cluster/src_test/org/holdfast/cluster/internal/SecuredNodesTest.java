package org.holdfast.cluster.internal;

import static org.holdfast.cluster.internal.Fixtures.ALPHA;
import static org.holdfast.cluster.internal.Fixtures.BETA;
import static org.holdfast.cluster.internal.Fixtures.CACHE;
import static org.holdfast.cluster.internal.Fixtures.WEB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.holdfast.cluster.ClusterException;
import org.holdfast.cluster.Message;
import org.holdfast.cluster.config.Ports;
import org.holdfast.cluster.config.Security;
import org.holdfast.cluster.security.AccessRole;
import org.holdfast.cluster.security.Authority;
import org.holdfast.cluster.security.Permission;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.plan.Plan;
import org.holdfast.model.plan.Trigger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes with certificates, over real sockets on the loopback interface. */
@Timeout(120)
class SecuredNodesTest {

    @TempDir
    Path directory;

    private final Map<NodeId, ClusterNode> nodes = new HashMap<>();
    private final Map<NodeId, Recorder> recorders = new HashMap<>();
    private Authority authority;
    private Ports ports;

    @BeforeEach
    void init() throws IOException {
        authority =
                Authority.init(directory.resolve("ca"), "lab", Authority.AUTHORITY_VALIDITY, InstantSource.system());
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
    void worksAsWithoutAndObeysOperatorsOnly() throws Exception {
        start(ALPHA, AccessRole.VIEWER);
        start(BETA, AccessRole.VIEWER);
        start(CACHE, AccessRole.OPERATOR);
        awaitSolicitations();
        nodes.get(ALPHA).acquire("web", 1).get(30, TimeUnit.SECONDS);

        Plan forbidden = plan();
        nodes.get(BETA).send(ALPHA, new Message.Release(forbidden));
        Recorder.Heard.Said answer = recorders
                .get(BETA)
                .await(
                        "a refusal",
                        Recorder.Heard.Said.class,
                        said -> said.message() instanceof Message.Refused refused
                                && refused.plan().equals(forbidden.id()));
        assertTrue(
                ((Message.Refused) answer.message())
                        .reason()
                        .startsWith("to move a service or a connection needs the role operator, and beta is viewer"),
                answer::toString);

        Plan allowed = plan();
        nodes.get(CACHE).send(ALPHA, new Message.Release(allowed));
        recorders
                .get(ALPHA)
                .await("the order", Recorder.Heard.Said.class, s -> s.message().equals(new Message.Release(allowed)));
        assertEquals(
                List.of(),
                recorders.get(ALPHA).all(Recorder.Heard.Said.class).stream()
                        .filter(said -> said.from().equals(BETA))
                        .toList());
    }

    @Test
    void goesOnWhileCertificatesAreRotated() throws Exception {
        start(ALPHA, AccessRole.OPERATOR);
        start(BETA, AccessRole.OPERATOR);
        awaitSolicitations();
        authority.rotate(BETA, AccessRole.OPERATOR, Authority.NODE_VALIDITY);
        // Whoever comes now finds beta by either certificate; alpha and beta don't notice.
        start(CACHE, AccessRole.OPERATOR);
        awaitSolicitations();
        Plan plan = plan();
        nodes.get(BETA).send(ALPHA, new Message.Release(plan));
        recorders
                .get(ALPHA)
                .await("an order", Recorder.Heard.Said.class, s -> s.message().equals(new Message.Release(plan)));
        assertEquals(List.of(), recorders.get(ALPHA).all(Recorder.Heard.Died.class));
    }

    @Test
    void handsConnectionsOverOnlyForOperators() throws Exception {
        start(ALPHA, AccessRole.VIEWER);
        start(BETA, AccessRole.VIEWER);
        start(CACHE, AccessRole.OPERATOR);
        InetSocketAddress address = new InetSocketAddress("127.0.0.1", ports.handOver());
        try (ServerSocket listening =
                nodes.get(ALPHA).sockets(Permission.HAND_OVER).listen(address)) {
            try (Socket cache = nodes.get(CACHE).sockets(Permission.HAND_OVER).connect(address, Duration.ofSeconds(5));
                    Socket accepted = listening.accept()) {
                cache.getOutputStream().write(42);
                assertEquals(42, accepted.getInputStream().read());
            }
            assertThrows(IOException.class, () -> {
                try (Socket beta =
                        nodes.get(BETA).sockets(Permission.HAND_OVER).connect(address, Duration.ofSeconds(5))) {
                    beta.getOutputStream().write(42);
                    if (beta.getInputStream().read() < 0) {
                        throw new IOException("closed");
                    }
                }
            });
        }
    }

    @Test
    void refusesToJoinWithTheCertificateOfAnother() throws Exception {
        Path folder = authority.add(BETA, AccessRole.VIEWER, List.of(), Authority.NODE_VALIDITY);
        ClusterException refused = assertThrows(
                ClusterException.class,
                () -> ClusterNode.join(
                        Fixtures.config(ALPHA, directory.resolve("alpha"), ports, Security.Certificates.in(folder))));
        assertTrue(refused.getMessage().contains("is for beta, but this node is alpha"), refused::getMessage);
    }

    private void start(NodeId node, AccessRole role) throws Exception {
        Path folder = authority.add(
                node,
                role,
                List.of(InetAddress.ofLiteral("127.0.0." + (Fixtures.NODES.indexOf(node) + 1))),
                Authority.NODE_VALIDITY);
        Recorder recorder = new Recorder();
        ClusterNode member = ClusterNode.join(
                Fixtures.config(node, directory.resolve(node.name()), ports, Security.Certificates.in(folder)));
        member.addListener(recorder);
        nodes.put(node, member);
        recorders.put(node, recorder);
    }

    private void awaitSolicitations() throws InterruptedException {
        for (NodeId node : nodes.keySet()) {
            recorders
                    .get(node)
                    .await(
                            "all others' solicitations",
                            Recorder.Heard.View.class,
                            v -> v.view().members().stream()
                                            .filter(m -> m.solicited())
                                            .count()
                                    == nodes.size() - 1);
        }
    }

    private static Plan plan() {
        return new Plan(
                UUID.randomUUID(),
                Instant.parse("2026-01-02T03:04:05Z"),
                Trigger.MIGRATION,
                List.of("an administrator asked"),
                WEB,
                ALPHA,
                BETA,
                6,
                List.of());
    }
}
