package org.holdfast.cache.internal.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TcpTest {

    private final FrameDecoder decoder = new FrameDecoder();
    private final Segment segment = new Segment();

    @Test
    void readsTheOptionsOfAnOpeningSegment() {
        decode("0002", "020405b4 01 03030e 0402 080a 00000001 00000002 1e04 0100");
        assertTrue(segment.isSyn());
        assertEquals(1460, segment.mss());
        assertEquals(14, segment.windowScale());
        assertTrue(segment.sackPermitted());
        assertTrue(segment.timestamps());
        assertEquals(1, segment.timestampValue());
        assertEquals(2, segment.timestampEcho());
        assertEquals(Segment.UNSUPPORTED_MPTCP, segment.unsupported());
        assertFalse(segment.fastOpen());
        assertEquals(0, segment.sackBlocks());
    }

    @Test
    void readsTimestampsAsMostHostsWriteThem() {
        decode("0010", "0101 080a 01020304 fffffffe");
        assertEquals(0x01020304, segment.timestampValue());
        assertEquals(-2, segment.timestampEcho());
    }

    @Test
    void readsSelectiveAcknowledgments() {
        decode("0010", "0101 0512 00000001 00000002 fffffff0 00000010");
        assertEquals(2, segment.sackBlocks());
        assertEquals(1, segment.sackLeft(0));
        assertEquals(2, segment.sackRight(0));
        assertEquals(-16, segment.sackLeft(1));
        assertEquals(16, segment.sackRight(1));
        assertThrows(IndexOutOfBoundsException.class, () -> segment.sackLeft(2));
    }

    @Test
    void readsFastOpenByEitherNumber() {
        decode("0002", "2202 0101");
        assertTrue(segment.fastOpen());
        assertFalse(segment.fastOpenCookie(), "a request");
        decode("0002", "220a 0102030405060708 0101");
        assertTrue(segment.fastOpenCookie());
        decode("0002", "fe04 f989");
        assertTrue(segment.fastOpen());
        assertFalse(segment.fastOpenCookie());
        decode("0002", "fe08 f989 01020304");
        assertTrue(segment.fastOpenCookie());
        decode("0002", "fe08 1234 01020304");
        assertFalse(segment.fastOpen(), "another experiment");
        decode("0002", "2205 010203 010101");
        assertFalse(segment.fastOpen(), "no cookie is that long");
    }

    @Test
    void readsFlagsAndTheUrgentPointer() {
        decode("01ff", "");
        assertEquals(
                Segment.FIN
                        | Segment.SYN
                        | Segment.RST
                        | Segment.PSH
                        | Segment.ACK
                        | Segment.URG
                        | Segment.ECE
                        | Segment.CWR
                        | Segment.AE,
                segment.flags());
        assertEquals(7, segment.urgentPointer());
        decode("0010", "");
        assertEquals(0, segment.urgentPointer(), "not urgent");
        assertFalse(segment.isPush());
    }

    @Test
    void limitsTheWindowScale() {
        decode("0002", "03030f 00");
        assertEquals(14, segment.windowScale());
    }

    @Test
    void notesBrokenOptionsAndUsesTheSegmentAllTheSame() {
        decode("0002", "020405b4 0200 0000");
        assertEquals(1460, segment.mss(), "what stands before the fault");
        decode("0002", "01010103");
        decode("0002", "01010809");
        assertEquals(Map.of("tcp-options", 3L), decoder.counters().byName(Outcome.Kind.NOTED));
        assertEquals(3, decoder.counters().of(Outcome.TCP));
    }

    @Test
    void usesWhatACaptureLeftOfTheHeader() {
        String header = SampleFrames.ipv4(6, tcp("0002", "020405b4 0402 080a 0000000100000000 01 030307") + "6869");
        byte[] packet = SampleFrames.bytes(header);
        assertEquals(62, packet.length);
        for (int captured = 36; captured < packet.length; captured++) {
            ByteBuffer cut = ByteBuffer.wrap(packet, 0, captured);
            assertEquals(Outcome.TCP, decoder.decode(1, 101, cut, packet.length, segment));
            assertEquals(2, segment.payloadLength());
            assertEquals(Math.max(0, captured - 60), segment.payloadCaptured());
            assertEquals(captured < 60, segment.optionsCut());
            assertEquals(captured < 44 ? -1 : 1460, segment.mss());
            assertEquals(captured >= 56, segment.timestamps());
            assertTrue(segment.payloadAt() + segment.payloadCaptured() <= captured);
        }
        ByteBuffer tooShort = ByteBuffer.wrap(packet, 0, 35);
        assertEquals(Outcome.TCP_HEADER_CUT, decoder.decode(1, 101, tooShort, packet.length, segment));
        assertEquals(0, decoder.counters().of(Outcome.TCP_OPTIONS));
        assertEquals(24, decoder.counters().of(Outcome.TCP_OPTIONS_CUT));
    }

    private void decode(String flags, String options) {
        byte[] packet = SampleFrames.bytes(SampleFrames.ipv4(6, tcp(flags, options)));
        assertEquals(Outcome.TCP, decoder.decode(1, 101, ByteBuffer.wrap(packet), packet.length, segment));
    }

    private static String tcp(String flags, String options) {
        int words = 5 + SampleFrames.bytes(options).length / 4;
        return "1234 0050 01020304 00000000 %x%s 03e8 0000 0007".formatted(words, flags.substring(1)) + options;
    }
}
