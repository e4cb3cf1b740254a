package org.holdfast.cache.internal.decode;

import static org.holdfast.cache.internal.decode.SampleFrames.MACS;
import static org.holdfast.cache.internal.decode.SampleFrames.SEGMENT;
import static org.holdfast.cache.internal.decode.SampleFrames.V4;
import static org.holdfast.cache.internal.decode.SampleFrames.V6;
import static org.holdfast.cache.internal.decode.SampleFrames.ipv4;
import static org.holdfast.cache.internal.decode.SampleFrames.ipv6;
import static org.holdfast.cache.internal.decode.SampleFrames.udp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FrameDecoderTest {

    private static final String ADDRESSES = "020000000001 020000000002 020000000003";

    private final FrameDecoder decoder = new FrameDecoder();
    private final Segment segment = new Segment();

    @Test
    void countsWhatIsNotForIt() {
        assertEquals(Outcome.ARP, decode(1, MACS + "0806 0001"));
        assertEquals(Outcome.ETHER_TYPE, decode(1, MACS + "88cc 0001"));
        assertEquals(Outcome.LLC, decode(1, MACS + "0026 424203" + "00".repeat(35)));
        assertEquals(Outcome.PPP_PROTOCOL, decode(9, "ff03 c021 0101"));
        assertEquals(Outcome.IP_PROTOCOL, decode(101, ipv4(132, SEGMENT)));
        assertEquals(Outcome.LINK_TYPE, decode(147, V4));
        assertEquals(Outcome.ADDRESS_FAMILY, decode(0, "07000000" + V4));
        assertEquals(Outcome.MPLS_PAYLOAD, decode(1, MACS + "8847 00011140 90"));
        assertEquals(Outcome.TUNNEL_PAYLOAD, decode(101, ipv4(47, "0000 0002 0000")));
        assertEquals(
                Map.of(
                        "arp",
                        1L,
                        "ether-type",
                        1L,
                        "llc",
                        1L,
                        "ppp-protocol",
                        1L,
                        "ip-protocol",
                        1L,
                        "link-type",
                        1L,
                        "address-family",
                        1L,
                        "mpls-payload",
                        1L,
                        "tunnel-payload",
                        1L),
                decoder.counters().byName(Outcome.Kind.IGNORED));
    }

    @Test
    void doesNotTakeThePacketInAnErrorMessageForOne() {
        assertEquals(Outcome.ICMP, decode(101, ipv4(1, "0301 0000 00000000" + V4)));
        assertEquals(Outcome.ICMP, decode(101, ipv6(58, "0100 0000 00000000" + V6)));
        assertTrue(segment.networkKnown(), "but it shows that its source lives");
    }

    @Test
    void countsWhatIsMalformed() {
        assertEquals(Outcome.LINK_HEADER_CUT, decode(1, "0200"));
        assertEquals(Outcome.LINK_HEADER_CUT, decode(1, MACS + "8100 00"));
        assertEquals(Outcome.VLAN_DEPTH, decode(1, MACS + "8100 0001".repeat(9) + "0800" + V4));
        assertEquals(Outcome.MPLS_DEPTH, decode(1, MACS + "8847" + "00010040".repeat(17) + "00010140" + V4));
        assertEquals(Outcome.IP_VERSION, decode(101, "55"));
        assertEquals(Outcome.IP_VERSION, decode(1, MACS + "86dd" + V4));
        assertEquals(Outcome.IP_HEADER_CUT, decode(101, "4500"));
        assertEquals(Outcome.IP_LENGTH, decode(101, V4.replace("4500", "4400")));
        assertEquals(Outcome.IP_LENGTH, decode(101, V4.replace("002d", "0010")));
        assertEquals(Outcome.TCP_LENGTH, decode(101, V4.replace("002d", "0020")));
        assertEquals(Outcome.TCP_LENGTH, decode(101, V4.replace("5018", "1018")));
        assertEquals(Outcome.TCP_LENGTH, decode(101, V4.replace("5018", "f018")));
        assertEquals(Outcome.UDP_LENGTH, decode(101, ipv4(17, "c350 12b5 0004 0000")));
        assertEquals(Outcome.IPV6_EXTENSION, decode(101, ipv6(0, "06 09 0104 00000000")));
        assertEquals(Outcome.TUNNEL_HEADER, decode(101, ipv4(47, "2000")));
    }

    @Test
    void boundsHowDeepLayersLie() {
        String nested = V4;
        for (int i = 0; i < 40; i++) {
            nested = ipv4(4, nested);
        }
        assertEquals(Outcome.TUNNEL_DEPTH, decode(101, nested));
        String labels = V4;
        for (int i = 0; i < 40; i++) {
            labels = "8847 00011140 00000000" + MACS + (i == 0 ? "0800" : "") + labels;
        }
        assertEquals(Outcome.TUNNEL_DEPTH, decode(1, MACS + labels));
        assertEquals(Outcome.TUNNEL_DEPTH, decode(192, "0000 0800 c0000000".repeat(40)));
        assertEquals(Outcome.IPV6_EXTENSION, decode(101, ipv6(60, "3c 00 0104 00000000".repeat(17))));
    }

    @Test
    void doesNotMistakePlainUdpForATunnel() {
        String looksLikeIt = "00".repeat(8) + V4;
        assertEquals(Outcome.UDP, decode(101, ipv4(17, udp(53, looksLikeIt))), "another port");
        for (int port : new int[] {1701, 2152, 3544, 4789, 5072, 6081, 37008}) {
            String text = "68656c6c6f20776f726c642c2068656c6c6f20776f726c64";
            assertEquals(Outcome.UDP, decode(101, ipv4(17, udp(port, text))), "port " + port);
        }
        assertEquals(Outcome.UDP, decode(101, ipv4(17, udp(4789, "00".repeat(8) + MACS + "0800" + V4))));
        assertEquals(Outcome.UDP, decode(101, ipv4(17, udp(4341, looksLikeIt.replace("002d", "012d")))));
        assertEquals(Outcome.UDP, decode(101, ipv4(17, udp(2152, "30 ff 00ff 00000009" + V4))));
        assertEquals(Outcome.UDP, decode(101, ipv4(17, udp(5247, "01 000000" + V4))), "encrypted");
        assertEquals(0, decoder.counters().of(Outcome.TCP));
    }

    @Test
    void findsATunnelByItsPortOnEitherSide() {
        String answer = udp(4789, "08000000 00000500" + MACS + "0800" + V4).replaceFirst("c350 12b5", "12b5 c350");
        assertEquals(Outcome.TCP, decode(101, ipv4(17, answer)));
    }

    @Test
    void countsWirelessFramesThatItCannotRead() {
        String llc = SampleFrames.LLC_V4;
        assertEquals(Outcome.WLAN_NO_DATA, decode(105, "80 00 0000" + ADDRESSES + "0010" + llc));
        assertEquals(Outcome.WLAN_NO_DATA, decode(105, "48 00 0000" + ADDRESSES + "0010"));
        assertEquals(Outcome.WLAN_PROTECTED, decode(105, "08 41 0000" + ADDRESSES + "0010" + llc));
        assertEquals(Outcome.WLAN_FRAGMENT, decode(105, "08 05 0000" + ADDRESSES + "0010" + llc));
        assertEquals(Outcome.WLAN_FRAGMENT, decode(105, "08 01 0000" + ADDRESSES + "0110" + llc));
        String two = MACS + "0035" + llc + "00".repeat(3) + MACS + "0035" + llc;
        assertEquals(Outcome.WLAN_AGGREGATE, decode(105, "88 01 0000" + ADDRESSES + "0010 8000" + two));
        String damaged = "00 00 0900 02000000 40" + "08 01 0000" + ADDRESSES + "0010" + llc;
        assertEquals(Outcome.WLAN_CHECKSUM, decode(127, damaged));
    }

    @Test
    void keepsAMappedAddressIpv6() {
        String mapped = V6.replace("20010db8000000000000000000000001", "00000000000000000000ffff0a000001");
        assertEquals(Outcome.TCP, decode(101, mapped));
        assertTrue(segment.sourceAddress() instanceof Inet6Address);
    }

    @Test
    void knowsTheLastDestinationOfASourceRoute() {
        String loose = "4700 0035 0000 4000 40 06 0000 0a000001 0a000002 83 07 04 0a000063 00" + SEGMENT;
        assertEquals(Outcome.TCP, decode(101, loose));
        assertEquals(InetAddress.ofLiteral("10.0.0.99"), segment.destinationAddress());
        assertEquals(Outcome.TCP, decode(101, loose.replace("83 07 04", "83 07 08")));
        assertEquals(InetAddress.ofLiteral("10.0.0.2"), segment.destinationAddress(), "used up");
    }

    @Test
    void knowsTheEndsThatIpv6HeadersName() {
        String far = "20010db8000000000000000000000063";
        assertEquals(Outcome.TCP, decode(101, ipv6(43, "06 02 00 01 00000000" + far + SEGMENT)));
        assertEquals(InetAddress.ofLiteral("2001:db8::63"), segment.destinationAddress(), "routing header");
        String segments = far + "20010db8000000010000000000000002";
        assertEquals(Outcome.TCP, decode(101, ipv6(43, "06 04 04 01 01 00 0000" + segments + SEGMENT)));
        assertEquals(InetAddress.ofLiteral("2001:db8::63"), segment.destinationAddress(), "segment routing");
        assertEquals(Outcome.TCP, decode(101, ipv6(43, "06 02 00 00 00000000" + far + SEGMENT)));
        assertEquals(InetAddress.ofLiteral("2001:db8:0:1::2"), segment.destinationAddress(), "arrived");
        assertEquals(Outcome.TCP, decode(101, ipv6(60, "06 02 0102 0000 c9 10" + far + SEGMENT)));
        assertEquals(InetAddress.ofLiteral("2001:db8::63"), segment.sourceAddress(), "home address");
    }

    @Test
    void knowsHowMuchTheCaptureCutOff() {
        byte[] frame = SampleFrames.bytes(SampleFrames.ETHERNET_V4);
        ByteBuffer cut = ByteBuffer.wrap(frame, 0, frame.length - 3);
        assertEquals(Outcome.TCP, decoder.decode(1, 1, cut, frame.length, segment));
        assertEquals(5, segment.payloadLength());
        assertEquals(2, segment.payloadCaptured());
        assertEquals('h', segment.frame().get(segment.payloadAt()));
    }

    @Test
    void usesAPacketThatIsLongerThanItsFrameAndNotesIt() {
        assertEquals(Outcome.TCP, decode(101, V4.replace("002d", "002e")));
        assertEquals(5, segment.payloadLength(), "what was there");
        assertEquals(Outcome.TCP, decode(101, V6.replace("0019", "0119")));
        assertEquals(5, segment.payloadLength());
        String cutByTheMirror = ipv4(17, udp(4789, "08000000 00000500" + MACS + "0800" + V4));
        assertEquals(Outcome.TCP, decode(101, cutByTheMirror.substring(0, cutByTheMirror.length() - 4)));
        assertEquals(3, segment.payloadLength());
        assertEquals(Map.of("overlong", 3L), decoder.counters().byName(Outcome.Kind.NOTED), "once in a frame");
    }

    @Test
    void endsAtThePaddingOfTheInnermostLayerThatKnows() {
        String noLength = V4.replace("4500 002d", "4500 0000");
        String llc = SampleFrames.LLC_V4.replace(V4, noLength);
        assertEquals(Outcome.TCP, decode(1, MACS + "0035" + llc + "000000000000"));
        assertEquals(5, segment.payloadLength(), "IEEE 802.3 knows");
        assertEquals(Outcome.TCP, decode(1, MACS + "8864 1100 0001 002f 0021" + noLength + "000000"));
        assertEquals(5, segment.payloadLength(), "PPPoE knows");
        assertEquals(Outcome.TCP, decode(101, ipv4(47, "3001 880b 0031 0005 00000001 ff03 0021" + noLength + "0000")));
        assertEquals(5, segment.payloadLength(), "PPTP knows");
        assertEquals(Outcome.TCP, decode(101, ipv4(17, udp(1701, "4002 0037 0005 0006 0021" + noLength + "0000"))));
        assertEquals(5, segment.payloadLength(), "L2TP knows");
        assertEquals(Outcome.TCP, decode(101, ipv4(17, udp(2152, "30 ff 002d 00000009" + noLength + "0000"))));
        assertEquals(5, segment.payloadLength(), "GTP knows");
        String wlan = "08 01 0000" + ADDRESSES + "0010" + llc;
        assertEquals(Outcome.TCP, decode(127, "00 00 0900 02000000 10" + wlan + "11223344"));
        assertEquals(5, segment.payloadLength(), "without the checksum at the end");
        assertEquals(6, decoder.counters().of(Outcome.IP_NO_LENGTH));
    }

    @Test
    void forgetsTheFrameBefore() {
        String syn = "1234 0050 01020304 00000000 7002 03e8 0000 0000 020405b4 01030307";
        assertEquals(Outcome.TCP, decode(101, ipv4(6, syn)));
        assertEquals(Outcome.TCP, decode(101, V4));
        assertEquals(-1, segment.mss());
        assertEquals(-1, segment.windowScale());
        assertEquals(Outcome.ARP, decode(1, MACS + "0806 0001"));
        assertFalse(segment.networkKnown());
    }

    private Outcome decode(int linkType, String hex) {
        byte[] frame = SampleFrames.bytes(hex);
        return decoder.decode(1, linkType, ByteBuffer.wrap(frame), frame.length, segment);
    }
}
