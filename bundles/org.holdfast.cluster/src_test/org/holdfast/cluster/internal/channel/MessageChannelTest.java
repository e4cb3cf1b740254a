package org.holdfast.cluster.internal.channel;

import static org.holdfast.cluster.internal.Fixtures.ALPHA;
import static org.holdfast.cluster.internal.Fixtures.BETA;
import static org.holdfast.cluster.internal.Fixtures.CACHE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.holdfast.cluster.ClusterException;
import org.holdfast.cluster.config.Ports;
import org.holdfast.cluster.internal.Fixtures;
import org.holdfast.cluster.internal.Roster;
import org.holdfast.cluster.security.PeerIdentity;
import org.holdfast.model.ownership.NodeId;
import org.jgroups.BytesMessage;
import org.jgroups.JChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MessageChannelTest {

    /** Notes down what comes. */
    private static final class Box implements MessageChannel.Handler {
        private final BlockingQueue<Envelope> envelopes = new LinkedBlockingQueue<>();
        private final CountDownLatch connected = new CountDownLatch(1);
        private final CountDownLatch appeared = new CountDownLatch(1);

        @Override
        public void frame(Envelope envelope, Optional<PeerIdentity> sender) {
            envelopes.add(envelope);
        }

        @Override
        public void connected() {
            connected.countDown();
        }

        @Override
        public void appeared(Set<NodeId> members) {
            appeared.countDown();
        }
    }

    @Test
    void survivesWhatItDoesNotUnderstandAndIgnoresStrangers() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Roster roster = new Roster(Fixtures.config(ALPHA, Path.of("unused"), Ports.DEFAULTS));
        MessageChannel alpha = new MessageChannel(roster, 1, port);
        Box box = new Box();
        alpha.start(box);
        assertTrue(box.connected.await(30, TimeUnit.SECONDS), "it connects while all others are away");
        assertThrows(ClusterException.class, () -> alpha.send(BETA, new Frame.Solicit()));

        InetAddress beta = InetAddress.ofLiteral("127.0.0.2");
        List<InetSocketAddress> hosts =
                List.of(new InetSocketAddress("127.0.0.1", port), new InetSocketAddress(beta, port));
        try (JChannel other = new JChannel(ProtocolStacks.tcp(beta, port, hosts))) {
            other.name("beta").connect("holdfast");
            assertTrue(box.appeared.await(30, TimeUnit.SECONDS), "it sees who comes later");
            MessageCodec codec = new MessageCodec();
            other.send(new BytesMessage(null, "no JSON".getBytes(StandardCharsets.UTF_8)));
            other.send(new BytesMessage(null, new byte[0]));
            other.send(
                    new BytesMessage(null, codec.write(new Envelope(new NodeId("mallory"), 1, new Frame.Solicit()))));
            other.send(new BytesMessage(null, codec.write(new Envelope(BETA, 2, new Frame.LeaseReleased("web", 3)))));
            Envelope first = box.envelopes.poll(30, TimeUnit.SECONDS);
            assertNotNull(first);
            assertEquals(new Envelope(BETA, 2, new Frame.LeaseReleased("web", 3)), first);
            assertEquals(3, alpha.refused());
            alpha.send(BETA, new Frame.Solicit());
            assertThrows(ClusterException.class, () -> alpha.send(CACHE, new Frame.Solicit()));
        } finally {
            alpha.close();
        }
    }
}
