package org.holdfast.node.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.holdfast.cache.CacheSettings;
import org.holdfast.cache.ConnectionCache;
import org.holdfast.cache.FrameSink;
import org.holdfast.cache.LiveCaptureSource;
import org.holdfast.cache.Selector;
import org.holdfast.cache.filter.CaptureFilter;
import org.holdfast.model.cluster.ClusterView;
import org.holdfast.model.cluster.Member;
import org.holdfast.model.cluster.MemberState;
import org.holdfast.model.net.Endpoint;
import org.holdfast.model.net.MacAddress;
import org.holdfast.model.net.PortRange;
import org.holdfast.model.ownership.Announcement;
import org.holdfast.model.ownership.Application;
import org.holdfast.model.ownership.ArpPolicy;
import org.holdfast.model.ownership.ContinuityMode;
import org.holdfast.model.ownership.FailoverPolicy;
import org.holdfast.model.ownership.GiveBackMode;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.OutputComparison;
import org.holdfast.model.ownership.Ownership;
import org.holdfast.model.ownership.Protocol;
import org.holdfast.model.ownership.Role;
import org.holdfast.model.ownership.Service;
import org.holdfast.model.tcp.ConnectionSummary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelectorWatchTest {

    private static final NodeId ALPHA = new NodeId("alpha");
    private static final NodeId BETA = new NodeId("beta");
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final int SYN = 0x02;
    private static final int ACK = 0x10;

    /** What the kernel would be told. */
    private static final class Filters implements LiveCaptureSource {
        private final List<String> told = new ArrayList<>();
        private boolean refuses;

        @Override
        public void filter(String expression) throws IOException {
            if (refuses) {
                throw new IOException("the interface is gone");
            }
            told.add(expression);
        }

        @Override
        public boolean filtersWithoutLoss() {
            return true;
        }

        @Override
        public void run(FrameSink sink) {}

        @Override
        public Statistics statistics() {
            return new Statistics(0, 0, 0);
        }

        @Override
        public void close() {}
    }

    @TempDir
    Path directory;

    private final Service web = service("web", "10.77.0.100", 80);
    private final Service shop = service("shop", "10.77.0.101", 443);
    private final Filters source = new Filters();
    private ConnectionCache cache;
    private SelectorWatch watch;
    private long nanos = 1_700_000_000_000_000_000L;

    @BeforeEach
    void open() throws IOException {
        cache = new ConnectionCache(directory, CacheSettings.LIVE, new Selector(List.of(web)));
        watch = new SelectorWatch(List.of(web), CaptureFilter.ALL, cache, source);
    }

    @AfterEach
    void close() throws IOException {
        cache.close();
    }

    @Test
    void selectsWhatIsAnnounced() {
        handshake(4000, 101, 443);
        assertEquals(List.of(), cache.connections(), "nobody has announced it yet");
        look(announcing(ALPHA, web), announcing(BETA, shop));
        assertTrue(source.told.getLast().contains("10.77.0.101"), source.told.toString());
        assertTrue(source.told.getLast().contains("10.77.0.100"), source.told.toString());
        handshake(4001, 101, 443);
        assertEquals("shop", cache.connections().getFirst().service());
        look(announcing(ALPHA, web), announcing(BETA));
        assertEquals(List.of(), cache.connections(), "it's announced no more");
    }

    @Test
    void losesNothingOfConnectionsThatStaySelected() {
        handshake(4000, 100, 80);
        int sequence = 1001;
        for (int i = 0; i < 50; i++) {
            String text = "part " + i + " ";
            segment(4000, 100, 80, true, ACK, sequence, 5001, text);
            sequence += text.length();
            look(announcing(ALPHA, web), i % 2 == 0 ? announcing(BETA, shop) : announcing(BETA));
            segment(4000, 100, 80, false, ACK, 5001, sequence, "");
        }
        ConnectionSummary only = cache.connections().getFirst();
        assertEquals(50, source.told.size());
        assertEquals(1, only.id(), "it wasn't begun anew");
        assertEquals(sequence - 1001, only.inbound().streamBytes());
        assertEquals(sequence - 1001, only.inbound().acknowledgedBytes());
        assertTrue(only.verdict().survives(), only.verdict().detail());
    }

    @Test
    void keepsWhatAHostAnnouncedThatIsNotHeardAnyMore() {
        look(announcing(BETA, shop));
        look(new Member(BETA, MemberState.DEAD, List.of("silent"), Duration.ofSeconds(1), Optional.empty(), false));
        handshake(4000, 101, 443);
        assertEquals(1, cache.connections().size());
        assertEquals(1, source.told.size());
    }

    @Test
    void leavesFilterAndTrackerAloneWhileNothingNewIsAnnounced() {
        look(announcing(ALPHA, web), announcing(BETA, web));
        assertEquals(List.of(), source.told);
    }

    @Test
    void triesAgainWhenTheCaptureRefuses() {
        source.refuses = true;
        look(announcing(BETA, shop));
        handshake(4000, 101, 443);
        assertEquals(List.of(), cache.connections(), "what isn't captured isn't tracked");
        source.refuses = false;
        look(announcing(BETA, shop));
        handshake(4001, 101, 443);
        assertEquals(1, cache.connections().size());
    }

    private void look(Member... members) {
        watch.look(() -> new ClusterView(ALPHA, NOW, List.of(members)));
    }

    private static Member announcing(NodeId node, Service... services) {
        List<Ownership> ownerships = List.of(services).stream()
                .map(s -> Ownership.of(node, s, Role.OWNER, 1, true, MacAddress.parse("02:00:00:00:00:01")))
                .toList();
        Announcement announcement = new Announcement(node, Announcement.Kind.HOST, 1, 1, NOW, List.of(), ownerships);
        return new Member(node, MemberState.ALIVE, List.of(), Duration.ZERO, Optional.of(announcement), false);
    }

    private static Service service(String name, String address, int port) {
        return new Service(
                name,
                List.of(InetAddress.ofLiteral(address)),
                List.of(new PortRange(port, port)),
                Protocol.TCP,
                new Application("nginx", List.of(), Endpoint.parse("127.0.0.1:80")),
                new FailoverPolicy(
                        ALPHA,
                        List.of(BETA),
                        ContinuityMode.REPLAY,
                        OutputComparison.LENGTH_ONLY,
                        GiveBackMode.REGAIN,
                        true),
                ArpPolicy.GRATUITOUS);
    }

    private void handshake(int remotePort, int host, int port) {
        segment(remotePort, host, port, true, SYN, 1000, 0, "");
        segment(remotePort, host, port, false, SYN | ACK, 5000, 1001, "");
        segment(remotePort, host, port, true, ACK, 1001, 5001, "");
    }

    /** A segment between 203.0.113.7 and 10.77.0.{@code host}, as a raw IP packet. */
    private void segment(
            int remotePort,
            int host,
            int port,
            boolean inbound,
            int flags,
            int sequence,
            int acknowledged,
            String text) {
        byte[] remote = {(byte) 203, 0, 113, 7};
        byte[] service = {10, 77, 0, (byte) host};
        byte[] payload = text.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer b = ByteBuffer.allocate(40 + payload.length);
        b.putShort((short) 0x4500).putShort((short) b.capacity()).putInt(0).putInt(0x40060000);
        b.put(inbound ? remote : service).put(inbound ? service : remote);
        b.putShort((short) (inbound ? remotePort : port)).putShort((short) (inbound ? port : remotePort));
        b.putInt(sequence)
                .putInt(acknowledged)
                .putShort((short) (0x5000 | flags))
                .putShort((short) 65535)
                .putInt(0);
        cache.frame(nanos += 1_000_000, 101, b.put(payload).flip(), b.capacity());
    }
}
