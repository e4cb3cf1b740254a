package org.holdfast.cache.internal.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.holdfast.cache.TcpTalk;
import org.holdfast.cache.internal.decode.FrameDecoder;
import org.holdfast.cache.internal.decode.Segment;
import org.holdfast.cache.internal.track.Connection;
import org.holdfast.model.net.AddressText;
import org.holdfast.model.tcp.Direction;
import org.junit.jupiter.api.Test;

class ConnectionMapTest {

    private final ConnectionMap map = new ConnectionMap(0x1234_5678_9abc_def0L);
    private final FrameDecoder decoder = new FrameDecoder();
    private long nextId = 1;

    @Test
    void findsAConnectionFromEitherEnd() {
        for (String remote : List.of("203.0.113.7", "2001:db8::7")) {
            String service = remote.contains(":") ? "2001:db8::100" : "10.77.0.100";
            TcpTalk talk = new TcpTalk((t, l, f, o) -> {}, remote, 51234, service, 80);
            Connection connection = add(talk);
            assertSame(connection, map.find(segment(talk.inbound().bytes())));
            assertEquals(Direction.INBOUND, map.direction());
            assertSame(connection, map.find(segment(talk.outbound().bytes())));
            assertEquals(Direction.OUTBOUND, map.direction());
            assertEquals(remote, AddressText.of(connection.remoteAddress()));
        }
    }

    @Test
    void findsTheConnectionThatHasTheEndsOfAnotherOne() {
        for (String remote : List.of("203.0.113.7", "2001:db8::7")) {
            String service = remote.contains(":") ? "2001:db8::100" : "10.77.0.100";
            TcpTalk talk = new TcpTalk((t, l, f, o) -> {}, remote, 51234, service, 80);
            Connection connection = add(talk);
            Segment syn = segment(talk.inbound().bytes());
            assertSame(connection, map.find(new Connection(100, syn, false, "", 0)));
            assertSame(connection, map.find(new Connection(101, syn, true, "", 0)), "the other end serves");
            Segment other = segment(new TcpTalk((t, l, f, o) -> {}, remote, 51235, service, 80)
                    .inbound()
                    .bytes());
            assertNull(map.find(new Connection(102, other, false, "", 0)));
        }
    }

    @Test
    void tellsConnectionsApartThatDifferInOnePortOnly() {
        TcpTalk one = talk(40_000);
        add(one);
        assertNull(map.find(segment(talk(40_001).inbound().bytes())));
    }

    @Test
    void findsTheRestAfterAnyAreRemoved() {
        Random random = new Random(5);
        List<TcpTalk> talks = new ArrayList<>();
        List<Connection> connections = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            talks.add(talk(1024 + i));
            connections.add(add(talks.getLast()));
        }
        for (int left = 5000; left > 0; left--) {
            int gone = random.nextInt(left);
            map.remove(connections.get(gone));
            assertNull(map.find(segment(talks.get(gone).inbound().bytes())));
            talks.set(gone, talks.getLast());
            talks.removeLast();
            connections.set(gone, connections.getLast());
            connections.removeLast();
            if (left % 100 == 0) {
                for (int i = 0; i < talks.size(); i++) {
                    assertSame(
                            connections.get(i),
                            map.find(segment(talks.get(i).outbound().bytes())));
                }
            }
        }
    }

    private static TcpTalk talk(int port) {
        return new TcpTalk((t, l, f, o) -> {}, "203.0.113.7", port, "10.77.0.100", 80);
    }

    private Connection add(TcpTalk talk) {
        Connection connection = new Connection(nextId++, segment(talk.inbound().bytes()), false, "", 0);
        map.add(connection);
        return connection;
    }

    private Segment segment(byte[] frame) {
        Segment segment = new Segment();
        decoder.decode(0, 1, ByteBuffer.wrap(frame), frame.length, segment);
        return segment;
    }
}
