package org.holdfast.cache.internal.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each encapsulation leads to the same segment. */
class EncapsulationTest {

    private final FrameDecoder decoder = new FrameDecoder();
    private final Segment segment = new Segment();

    static Stream<SampleFrame> frames() {
        return SampleFrames.all();
    }

    @ParameterizedTest
    @MethodSource("frames")
    void findsTheSegment(SampleFrame frame) {
        check(frame, ByteBuffer.wrap(frame.bytes()));
    }

    @ParameterizedTest
    @MethodSource("frames")
    void findsTheSegmentWhereverTheFrameStands(SampleFrame frame) {
        byte[] bytes = frame.bytes();
        ByteBuffer among = ByteBuffer.allocateDirect(bytes.length + 64);
        for (int i = 0; i < among.capacity(); i++) {
            among.put(i, (byte) 0x45);
        }
        check(frame, among.put(33, bytes).limit(33 + bytes.length).position(33));
    }

    private void check(SampleFrame frame, ByteBuffer bytes) {
        int position = bytes.position();
        int limit = bytes.limit();
        assertEquals(Outcome.TCP, decoder.decode(1, frame.linkType(), bytes, bytes.remaining(), segment));
        assertEquals(position, bytes.position());
        assertEquals(limit, bytes.limit());
        String network = segment.ipv6() ? "2001:db8::" : "10.0.0.";
        assertEquals(InetAddress.ofLiteral(network + 1), segment.sourceAddress());
        assertEquals(InetAddress.ofLiteral(network + 2), segment.destinationAddress());
        assertEquals(0x1234, segment.sourcePort());
        assertEquals(80, segment.destinationPort());
        assertEquals(0x01020304, segment.sequence());
        assertEquals(0x05060708, segment.acknowledgment());
        assertEquals(Segment.PSH | Segment.ACK, segment.flags());
        assertEquals(1000, segment.window());
        assertEquals(5, segment.payloadLength());
        assertEquals("hello", payload());
        assertSame(bytes, segment.frame());
        assertEquals(frame.linkType(), segment.linkType());
        assertFalse(segment.reassembled());
        assertEquals(0, decoder.counters().of(Outcome.OVERLONG), "all lengths agree");
    }

    private String payload() {
        byte[] bytes = new byte[segment.payloadCaptured()];
        segment.frame().get(segment.payloadAt(), bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
