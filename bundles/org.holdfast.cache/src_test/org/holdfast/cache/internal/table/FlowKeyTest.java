package org.holdfast.cache.internal.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import org.holdfast.cache.TcpTalk;
import org.holdfast.cache.internal.decode.FrameDecoder;
import org.holdfast.cache.internal.decode.Segment;
import org.junit.jupiter.api.Test;

class FlowKeyTest {

    private final FrameDecoder decoder = new FrameDecoder();
    private final Segment segment = new Segment();

    @Test
    void isTheSameForBothDirections() {
        TcpTalk talk = new TcpTalk((time, type, frame, length) -> {});
        FlowKey inbound = key(talk.inbound().bytes());
        FlowKey outbound = key(talk.outbound().bytes());
        assertEquals(inbound, outbound);
        assertEquals(inbound.hashCode(), outbound.hashCode());
        TcpTalk other = new TcpTalk((time, type, frame, length) -> {}, "203.0.113.7", 51235, "10.77.0.100", 80);
        assertNotEquals(inbound, key(other.inbound().bytes()));
    }

    @Test
    void spreadsConnectionsThatDifferInPortsOnly() {
        Set<Integer> buckets = new HashSet<>();
        for (int port = 1; port <= 10_000; port++) {
            TcpTalk talk = new TcpTalk((time, type, frame, length) -> {}, "203.0.113.7", port, "10.77.0.100", 80);
            buckets.add(key(talk.inbound().bytes()).hashCode() & 0x3fff);
        }
        assertTrue(buckets.size() > 6000, buckets.size() + " of 16384 buckets; by chance it would be 7500");
    }

    private FlowKey key(byte[] frame) {
        decoder.decode(1, ByteBuffer.wrap(frame), frame.length, segment);
        FlowKey key = new FlowKey();
        key.set(segment);
        return key.copy();
    }
}
