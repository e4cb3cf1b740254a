package org.holdfast.cache.internal.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.Map;
import org.holdfast.cache.Checksums;
import org.junit.jupiter.api.Test;

/** The checksums that are right here were computed by another program. */
class TcpChecksumTest {

    private static final String SEGMENT = "1234 0050 01020304 05060708 5018 03e8 CCCC 0000 68656c6c6f";
    private static final String V4 = "4500 002d 0000 4000 40 06 26c9 0a000001 0a000002" + SEGMENT;
    private static final String RIGHT_V4 = V4.replace("CCCC", "3173");
    private static final String WRONG_V4 = V4.replace("CCCC", "3174");
    /** 0a00 + 0001 + 0a00 + 0002 + 0006 + 0019. */
    private static final String OFFLOADED_V4 = V4.replace("CCCC", "1422");

    private static final String V6 = "60000000 0019 06 40" + SampleFrames.V6_ADDRESSES + SEGMENT;
    private static final String RIGHT_V6 = V6.replace("CCCC", "ea00");

    private final FrameDecoder ignoring = new FrameDecoder();
    private final FrameDecoder counting = new FrameDecoder(Checksums.COUNT);
    private final FrameDecoder dropping = new FrameDecoder(Checksums.DROP);
    private final Segment segment = new Segment();

    @Test
    void judgesASegment() {
        assertEquals(TcpChecksum.RIGHT, judge(RIGHT_V4));
        assertEquals(TcpChecksum.WRONG, judge(WRONG_V4));
        assertEquals(TcpChecksum.OFFLOADED, judge(OFFLOADED_V4));
        assertEquals(TcpChecksum.OFFLOADED, judge(V4.replace("CCCC", "1409")), "without the length");
        assertEquals(TcpChecksum.RIGHT, judge(RIGHT_V6));
        assertEquals(TcpChecksum.WRONG, judge(RIGHT_V6.replace("6f", "6e")));
        assertEquals(TcpChecksum.WRONG, judge(RIGHT_V4.replace("0a000002", "0a000003")), "another host's");
    }

    @Test
    void saysWhenItCannotJudge() {
        byte[] packet = SampleFrames.bytes(WRONG_V4);
        ignoring.decode(1, 101, ByteBuffer.wrap(packet, 0, packet.length - 1), packet.length, segment);
        assertEquals(TcpChecksum.UNKNOWN, TcpChecksum.of(segment), "cut by the capture");
        assertEquals(TcpChecksum.UNKNOWN, judge(WRONG_V4.replace("002d", "0000")), "yet to be cut");
        assertEquals(
                TcpChecksum.UNKNOWN,
                judge(WRONG_V4.replace("0000 4000", "0000 2000").substring(0, 98)),
                "fragment");
        String large = "1234 0050 01020304 05060708 5018 03e8 0001 0000" + "61".repeat(20_000);
        assertEquals(TcpChecksum.UNKNOWN, judge(SampleFrames.ipv4(6, large)), "no network carries that");
    }

    @Test
    void callsWrongWhatNoHostWouldTake() {
        assertEquals(TcpChecksum.WRONG, judge(RIGHT_V4.replace("002d", "002e")), "longer than its frame");
    }

    @Test
    void usesTheLastDestinationOfASourceRoute() {
        String routed = SampleFrames.ipv6(
                        43, "06 02 00 01 00000000 20010db8000000000000000000000002" + SEGMENT.replace("CCCC", "ea00"))
                .replace("20010db8000000010000000000000001", "20010db8000000000000000000000001");
        assertEquals(TcpChecksum.RIGHT, judge(routed));
    }

    @Test
    void ignoresByDefault() {
        assertEquals(Outcome.TCP, decode(ignoring, WRONG_V4.replace("26c9", "26c8")));
        assertEquals(Map.of(), ignoring.counters().byName(Outcome.Kind.NOTED));
    }

    @Test
    void countsAndUses() {
        assertEquals(Outcome.TCP, decode(counting, RIGHT_V4));
        assertEquals(Outcome.TCP, decode(counting, WRONG_V4));
        assertEquals(Outcome.TCP, decode(counting, OFFLOADED_V4));
        assertEquals(Outcome.TCP, decode(counting, RIGHT_V4.replace("26c9", "26c8")));
        assertEquals(Outcome.TCP, decode(counting, RIGHT_V4.replace("26c9", "0000")));
        assertEquals(
                Map.of("tcp-checksum", 1L, "ip-checksum", 1L),
                counting.counters().byName(Outcome.Kind.MALFORMED));
        assertEquals(
                Map.of("tcp-checksum-offloaded", 1L, "ip-checksum-offloaded", 1L),
                counting.counters().byName(Outcome.Kind.NOTED));
        assertEquals(5, counting.counters().of(Outcome.TCP));
    }

    @Test
    void drops() {
        assertEquals(Outcome.TCP, decode(dropping, RIGHT_V4));
        assertEquals(Outcome.TCP_CHECKSUM, decode(dropping, WRONG_V4));
        assertEquals(Outcome.TCP, decode(dropping, OFFLOADED_V4));
        assertEquals(Outcome.IP_CHECKSUM, decode(dropping, RIGHT_V4.replace("26c9", "26c8")));
        assertEquals(Outcome.TCP, decode(dropping, RIGHT_V4.replace("26c9", "0000")));
        assertEquals(Outcome.TCP, decode(dropping, RIGHT_V4.replace("4500 002d", "4500 0000")), "yet to be cut");
        assertEquals(1, dropping.counters().of(Outcome.TCP_CHECKSUM));
        assertEquals(1, dropping.counters().of(Outcome.IP_CHECKSUM));
    }

    private TcpChecksum judge(String hex) {
        assertEquals(Outcome.TCP, decode(ignoring, hex));
        return TcpChecksum.of(segment);
    }

    private Outcome decode(FrameDecoder decoder, String hex) {
        byte[] packet = SampleFrames.bytes(hex);
        return decoder.decode(1, 101, ByteBuffer.wrap(packet), packet.length, segment);
    }
}
