package org.holdfast.cache.internal.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameDecoderTest {

    private static final String ETHERNET = "020000000001 020000000002";
    /** 10.0.0.1:4660 > 10.0.0.2:80, seq 0x01020304, ack 0x05060708, PSH ACK, window 1000, "hello". */
    private static final String TCP_HELLO = "1234 0050 01020304 05060708 5018 03e8 0000 0000 68656c6c6f";

    private static final String IPV4 = "4500 002d 0000 4000 40 06 0000 0a000001 0a000002";
    private static final String IPV6 =
            "60000000 0019 06 40 20010db8000000000000000000000001 20010db8000000000000000000000002";
    private static final String HELLO_V4 = IPV4 + TCP_HELLO;

    private final FrameDecoder decoder = new FrameDecoder();
    private final Segment segment = new Segment();

    @Test
    void readsEthernetAndIpv4() throws Exception {
        assertEquals(Outcome.TCP, decode(1, ETHERNET + "0800" + HELLO_V4));
        assertEquals(InetAddress.ofLiteral("10.0.0.1"), segment.sourceAddress());
        assertEquals(InetAddress.ofLiteral("10.0.0.2"), segment.destinationAddress());
        assertEquals(0x1234, segment.sourcePort());
        assertEquals(80, segment.destinationPort());
        assertEquals(0x01020304, segment.sequence());
        assertEquals(0x05060708, segment.acknowledgment());
        assertEquals(1000, segment.window());
        assertTrue(segment.isAck());
        assertFalse(segment.isSyn() || segment.isFin() || segment.isRst());
        assertEquals("hello", payload());
    }

    @Test
    void readsEveryLinkLayer() {
        String vlan = "8100 0064";
        String qinq = "88a8 0064 8100 0065";
        Map<String, Integer> frames = Map.of(
                ETHERNET + vlan + "0800" + HELLO_V4,
                1,
                ETHERNET + qinq + "0800" + HELLO_V4,
                1,
                ETHERNET + "0035 aaaa03 000000 0800" + HELLO_V4,
                1,
                "0000 0001 0006 020000000001 0000 0800" + HELLO_V4,
                113,
                "0800 0000 00000002 0001 00 06 0200000000010000" + HELLO_V4,
                276,
                HELLO_V4,
                101,
                "02000000" + HELLO_V4,
                0,
                "00000002" + HELLO_V4,
                108,
                "1e000000" + IPV6 + TCP_HELLO,
                0);
        frames.forEach((hex, linkType) -> {
            assertEquals(Outcome.TCP, decode(linkType, hex), hex);
            assertEquals("hello", payload(), hex);
        });
    }

    @Test
    void readsIpv6BehindExtensionHeaders() {
        String extended = "60000000 0031 00 40 20010db8000000000000000000000001 20010db8000000000000000000000002"
                + "3c 00 0104 00000000" // hop-by-hop, then destination options
                + "2c 00 0104 00000000" // then an atomic fragment
                + "06 00 0000 00000001";
        assertEquals(Outcome.TCP, decode(1, ETHERNET + "86dd" + extended + TCP_HELLO));
        assertEquals("hello", payload());
        assertTrue(segment.ipv6());
        assertEquals(InetAddress.ofLiteral("2001:db8::1"), segment.sourceAddress());
    }

    @Test
    void keepsAMappedAddressIpv6() {
        String mapped = "60000000 0019 06 40 00000000000000000000ffff0a000001 20010db8000000000000000000000002";
        assertEquals(Outcome.TCP, decode(101, mapped + TCP_HELLO));
        assertTrue(segment.sourceAddress() instanceof Inet6Address);
    }

    @Test
    void takesIpOptionsForNoPayloadAndPaddingNeither() {
        String withOptions = "4600 0031 0000 4000 40 06 0000 0a000001 0a000002 01010100";
        assertEquals(Outcome.TCP, decode(1, ETHERNET + "0800" + withOptions + TCP_HELLO + "000000000000"));
        assertEquals("hello", payload());
        assertEquals(5, segment.payloadLength());
    }

    @Test
    void takesTheFramesLengthWhenTheCardWouldHaveSetIt() {
        String tso = HELLO_V4.replace("4500 002d", "4500 0000");
        assertEquals(Outcome.TCP, decode(1, ETHERNET + "0800" + tso));
        assertEquals("hello", payload());
        assertEquals(Outcome.TCP, decode(101, (IPV6 + TCP_HELLO).replace("0019 06", "0000 06")));
        assertEquals("hello", payload());
    }

    @Test
    void knowsHowMuchTheCaptureCutOff() {
        byte[] frame = bytes(ETHERNET + "0800" + HELLO_V4);
        ByteBuffer cut = ByteBuffer.wrap(frame, 0, frame.length - 3);
        assertEquals(Outcome.TCP, decoder.decode(1, cut, frame.length, segment));
        assertEquals("he", payload());
        assertEquals(5, segment.payloadLength());
    }

    @Test
    void readsOptions() {
        String syn = "1234 0050 01020304 00000000 b002 03e8 0000 0000"
                + "020405b4 01 03030e 0402 080a 00000001 00000002 1e04 0100";
        String ip = "4500 0040 0000 4000 40 06 0000 0a000001 0a000002";
        assertEquals(Outcome.TCP, decode(101, ip + syn));
        assertTrue(segment.isSyn());
        assertEquals(1460, segment.mss());
        assertEquals(14, segment.windowScale());
        assertTrue(segment.sackPermitted());
        assertTrue(segment.timestamps());
        assertEquals(1, segment.timestampValue());
        assertEquals(2, segment.timestampEcho());
        assertEquals(Segment.UNSUPPORTED_MPTCP, segment.unsupported());
    }

    @Test
    void countsBrokenOptionsAndUsesTheSegmentAllTheSame() {
        String broken = "1234 0050 01020304 00000000 6002 03e8 0000 0000 0200 0000";
        assertEquals(Outcome.TCP, decode(101, IPV4.replace("002d", "002c") + broken));
        assertEquals(Map.of("tcp-options", 1L), decoder.counters().byName(Outcome.Kind.MALFORMED));
        assertEquals(1, decoder.counters().of(Outcome.TCP));
    }

    @Test
    void countsWhatIsNotForIt() {
        assertEquals(Outcome.ARP, decode(1, ETHERNET + "0806 0001"));
        assertEquals(Outcome.ETHER_TYPE, decode(1, ETHERNET + "88cc 0001"));
        assertEquals(Outcome.IP_PROTOCOL, decode(101, HELLO_V4.replace("40 06", "40 11")));
        assertTrue(segment.networkKnown(), "but it shows that its source lives");
        assertEquals(Outcome.IPV4_FRAGMENT, decode(101, HELLO_V4.replace("0000 4000", "0000 2000")));
        assertEquals(Outcome.LINK_TYPE, decode(147, HELLO_V4));
        assertEquals(
                Map.of("arp", 1L, "ether-type", 1L, "ip-protocol", 1L, "ipv4-fragment", 1L, "link-type", 1L),
                decoder.counters().byName(Outcome.Kind.IGNORED));
    }

    @Test
    void countsWhatIsMalformed() {
        assertEquals(Outcome.LINK_HEADER_CUT, decode(1, "0200"));
        assertEquals(Outcome.LINK_HEADER_CUT, decode(1, ETHERNET + "8100 00"));
        assertEquals(Outcome.VLAN_DEPTH, decode(1, ETHERNET + "8100 0001".repeat(6)));
        assertEquals(Outcome.IP_VERSION, decode(101, "55"));
        assertEquals(Outcome.IP_HEADER_CUT, decode(101, "4500"));
        assertEquals(Outcome.IP_LENGTH, decode(101, IPV4.replace("4500", "4400")));
        assertEquals(Outcome.IP_LENGTH, decode(101, IPV4.replace("002d", "0010")));
        assertEquals(Outcome.TCP_LENGTH, decode(101, IPV4.replace("002d", "0014")));
        assertEquals(Outcome.TCP_LENGTH, decode(101, HELLO_V4.replace("5018", "1018")));
        assertEquals(Outcome.TCP_LENGTH, decode(101, HELLO_V4.replace("5018", "f018")));
        assertEquals(Outcome.IP_LENGTH, decode(101, HELLO_V4.replace("002d", "002e")), "longer than its frame");
        assertEquals(Outcome.IP_LENGTH, decode(101, IPV6 + "1234 0050"));
        ByteBuffer cut = ByteBuffer.wrap(bytes(IPV4 + "1234 0050"));
        assertEquals(Outcome.TCP_HEADER_CUT, decoder.decode(101, cut, 45, segment));
    }

    @Test
    void neverThrowsWhateverItIsGiven() {
        String[] seeds = {
            ETHERNET + "0800" + HELLO_V4,
            ETHERNET + "8100 0064 86dd" + IPV6 + TCP_HELLO,
            "0800 0000 00000002 0001 00 06 0200000000010000" + HELLO_V4,
            IPV6.replace("0019 06", "0031 00") + "3c 00 0104 00000000 2b 00 0104 00000000 33 00 0000 00000001 00000000"
                    + TCP_HELLO,
            IPV4.replace("002d", "0040") + "1234 0050 01020304 00000000 b002 03e8 0000 0000"
                    + "020405b4 01 030307 0402 080a 00000001 00000002 1e04 0100",
        };
        int[] own = {1, 1, 276, 101, 101};
        int[] linkTypes = {0, 1, 101, 108, 113, 228, 229, 276, 12345};
        Random random = new Random(20);
        for (int i = 0; i < 10_000; i++) {
            int seed = random.nextInt(seeds.length);
            byte[] frame = bytes("00".repeat(i % 3) + seeds[seed]);
            for (int change = random.nextInt(6); change > 0; change--) {
                frame[random.nextInt(frame.length)] = (byte) random.nextInt();
            }
            int start = i % 3;
            int whole = frame.length - start;
            int length = random.nextInt(4) == 0 ? random.nextInt(whole + 1) : whole;
            int linkType = random.nextInt(4) == 0 ? linkTypes[random.nextInt(linkTypes.length)] : own[seed];
            ByteBuffer captured = ByteBuffer.wrap(frame, start, length);
            int onWire = random.nextInt(10) == 0 ? random.nextInt() : length + random.nextInt(40);
            Outcome outcome = decoder.decode(linkType, captured, onWire, segment);
            if (outcome == Outcome.TCP) {
                assertTrue(segment.payloadCaptured() >= 0 && segment.payloadCaptured() <= segment.payloadLength());
                assertTrue(segment.payloadAt() + segment.payloadCaptured() <= captured.limit());
            }
            assertEquals(start, captured.position());
            assertEquals(start + length, captured.limit());
        }
        assertTrue(decoder.counters().of(Outcome.TCP) > 500, "the mutations must leave something to decode");
    }

    private Outcome decode(int linkType, String hex) {
        byte[] frame = bytes(hex);
        return decoder.decode(linkType, ByteBuffer.wrap(frame), frame.length, segment);
    }

    private String payload() {
        byte[] bytes = new byte[segment.payloadCaptured()];
        segment.frame().get(segment.payloadAt(), bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
