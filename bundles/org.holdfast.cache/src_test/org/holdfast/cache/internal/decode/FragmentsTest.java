package org.holdfast.cache.internal.decode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.holdfast.cache.Checksums;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FragmentsTest {

    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final long SECOND = 1_000_000_000L;

    /** A TCP header and 73 bytes: 'a', 'b', and so on. */
    private static final byte[] SEGMENT = segment(73);

    private final FrameDecoder decoder = new FrameDecoder();
    private final Segment segment = new Segment();
    private long now = 1_000 * SECOND;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void putsFragmentsTogetherInEachOrder(boolean ipv6) {
        List<byte[]> fragments =
                List.of(cut(ipv6, 7, 0, 24), cut(ipv6, 7, 24, 48), cut(ipv6, 7, 48, 80), cut(ipv6, 7, 80, 93));
        for (List<byte[]> order : orders(fragments)) {
            for (byte[] fragment : order.subList(0, 3)) {
                assertEquals(ipv6 ? Outcome.IPV6_FRAGMENT : Outcome.IPV4_FRAGMENT, decode(fragment));
            }
            assertEquals(Outcome.TCP, decode(order.getLast()));
            assertWhole();
        }
        assertEquals(24, decoder.counters().of(Outcome.TCP));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void givesADatagramThatDecodesOnItsOwn(boolean ipv6) {
        decode(ethernet(ipv6, cut(ipv6, 7, 40, 93)), 1);
        assertEquals(Outcome.TCP, decode(ethernet(ipv6, cut(ipv6, 7, 0, 40)), 1));
        assertTrue(segment.reassembled());
        assertEquals(101, segment.linkType());
        assertEquals(0, segment.frame().position());
        byte[] stored = new byte[segment.frame().remaining()];
        segment.frame().get(0, stored);
        assertEquals((ipv6 ? 40 : 20) + SEGMENT.length, stored.length);
        FrameDecoder strict = new FrameDecoder(Checksums.COUNT);
        Segment again = new Segment();
        assertEquals(
                Outcome.TCP, strict.decode(now, segment.linkType(), ByteBuffer.wrap(stored), stored.length, again));
        assertEquals(segment.sequence(), again.sequence());
        assertEquals(73, again.payloadCaptured());
        assertEquals(0, strict.counters().of(Outcome.IP_CHECKSUM), "the header's checksum was computed anew");
    }

    @Test
    void keepsTheHeaderOfTheFirstFragment() {
        String header = "4600 0028 0007 2000 40 06 0000 c0000201 c0000202 01010100";
        decode(SampleFrames.bytes(header + HexFormat.of().formatHex(SEGMENT, 0, 16)));
        assertEquals(Outcome.TCP, decode(cut(false, 7, 16, 93)));
        assertEquals(24 + SEGMENT.length, segment.frame().limit());
        assertEquals(73, segment.payloadLength());
    }

    @Test
    void keepsTheExtensionHeadersBeforeTheFragmentHeader() {
        String extensions = "2c 00 0104 00000000";
        for (int[] range : new int[][] {{0, 40}, {40, 93}}) {
            String fragment = fragmentHeader(TCP, range[0], range[1] < 93)
                    + HexFormat.of().formatHex(SEGMENT, range[0], range[1]);
            decode(SampleFrames.bytes(SampleFrames.ipv6(0, extensions + fragment)));
        }
        assertWhole();
        assertEquals(48 + SEGMENT.length, segment.frame().limit());
        assertEquals(TCP, segment.frame().get(40), "announced by the extension header now");
        assertEquals(8 + SEGMENT.length, segment.frame().getShort(4));
    }

    @Test
    void ignoresARepeatedFragment() {
        decode(cut(false, 7, 0, 48));
        decode(cut(false, 7, 0, 48));
        decode(cut(false, 7, 24, 40));
        assertEquals(Outcome.TCP, decode(cut(false, 7, 48, 93)));
        assertWhole();
        assertEquals(Map.of("fragment-duplicate", 2L), decoder.counters().byName(Outcome.Kind.NOTED));
    }

    @Test
    void keepsTheBytesThatCameFirst() {
        byte[] other = SEGMENT.clone();
        Arrays.fill(other, 20, other.length, (byte) '!');
        decode(fragment(false, 7, TCP, SEGMENT, 24, 56));
        decode(fragment(false, 7, TCP, other, 40, 93));
        decode(fragment(false, 7, TCP, other, 16, 32));
        assertEquals(Outcome.TCP, decode(fragment(false, 7, TCP, SEGMENT, 0, 24)));
        byte[] expected = SEGMENT.clone();
        Arrays.fill(expected, 20, 24, (byte) '!');
        Arrays.fill(expected, 56, 93, (byte) '!');
        assertArrayEquals(Arrays.copyOfRange(expected, 20, 93), payload());
        assertEquals(Map.of("fragment-overlap", 3L), decoder.counters().byName(Outcome.Kind.NOTED));
    }

    @Test
    void keepsTheEndThatCameFirst() {
        decode(cut(false, 7, 56, 80));
        decode(fragment(false, 7, TCP, Arrays.copyOf(SEGMENT, 56), 48, 56));
        decode(cut(false, 7, 48, 93));
        decode(fragment(false, 7, TCP, Arrays.copyOf(SEGMENT, 101), 88, 101));
        decode(fragment(false, 7, TCP, Arrays.copyOf(SEGMENT, 120), 96, 104));
        decode(fragment(false, 7, TCP, Arrays.copyOf(SEGMENT, 56), 48, 56));
        assertEquals(Outcome.TCP, decode(cut(false, 7, 0, 48)));
        assertWhole();
        assertEquals(5, decoder.counters().of(Outcome.FRAGMENT_OVERLAP));
    }

    @Test
    void discardsAnIpv6DatagramWhoseFragmentsOverlap() {
        decode(cut(true, 7, 0, 48));
        assertEquals(Outcome.FRAGMENT_DISCARDED, decode(cut(true, 7, 40, 80)));
        assertEquals(Outcome.FRAGMENT_DISCARDED, decode(cut(true, 7, 80, 93)), "and what comes later");
        assertEquals(Outcome.FRAGMENT_DISCARDED, decode(cut(true, 7, 48, 80)));
        decode(cut(true, 8, 0, 48));
        decode(cut(true, 8, 0, 48));
        assertEquals(Outcome.TCP, decode(cut(true, 8, 48, 93)), "a repeated one isn't an overlap");
    }

    @Test
    void doesNotMixDatagrams() {
        decode(cut(false, 7, 0, 48));
        decode(cut(false, 8, 48, 93));
        decode(fragment(false, 7, UDP, SEGMENT, 48, 93));
        byte[] otherSource = cut(false, 7, 48, 93);
        otherSource[15] = 9;
        decode(otherSource);
        assertEquals(0, decoder.counters().of(Outcome.TCP));
        assertEquals(Outcome.TCP, decode(cut(false, 7, 48, 93)));
    }

    @Test
    void givesUpAfterThirtySeconds() {
        decode(cut(false, 7, 0, 48));
        now += 31 * SECOND;
        assertEquals(Outcome.IPV4_FRAGMENT, decode(cut(false, 7, 48, 93)));
        assertEquals(1, decoder.counters().of(Outcome.FRAGMENT_TIMEOUT));
        now += 29 * SECOND;
        assertEquals(Outcome.TCP, decode(cut(false, 7, 0, 48)));
    }

    @Test
    void givesUpWhenACaptureBeginsAgainEarlier() {
        decode(cut(false, 7, 0, 48));
        now -= 3_600 * SECOND;
        assertEquals(Outcome.IPV4_FRAGMENT, decode(cut(false, 7, 48, 93)));
    }

    @Test
    void boundsHowManyDatagramsWait() {
        for (int id = 0; id < 3 * Fragments.MAXIMUM_DATAGRAMS; id++) {
            decode(cut(false, id, 0, 48));
        }
        assertEquals(2 * Fragments.MAXIMUM_DATAGRAMS, decoder.counters().of(Outcome.FRAGMENT_EVICTED));
        assertEquals(Outcome.IPV4_FRAGMENT, decode(cut(false, 5, 48, 93)), "the oldest went first");
        assertEquals(Outcome.TCP, decode(cut(false, 3 * Fragments.MAXIMUM_DATAGRAMS - 1, 48, 93)));
    }

    @Test
    void boundsHowManyBytesWait() {
        byte[] large = new byte[60_008];
        for (int id = 0; id < 1_000; id++) {
            decode(fragment(false, id, TCP, large, 60_000, 60_008));
        }
        long held = 1_000 - decoder.counters().of(Outcome.FRAGMENT_EVICTED);
        assertTrue(held * 60_008 <= Fragments.MAXIMUM_BYTES, held + " are held");
        assertTrue(held > 100, held + " are held");
    }

    @Test
    void refusesWhatNoDatagramCanBe() {
        assertEquals(Outcome.FRAGMENT_LENGTH, decode(fragment(false, 7, TCP, new byte[65_600], 65_528, 65_544)));
        assertEquals(Outcome.FRAGMENT_LENGTH, decode(fragment(false, 7, TCP, SEGMENT, 8, 8)), "empty");
        assertEquals(Outcome.FRAGMENT_LENGTH, decode(cut(true, 7, 0, 20)), "not a multiple of eight");
        byte[] largest = segment(65_515);
        for (int at = 0; at < 65_535; at += 32_768) {
            decode(fragment(false, 8, TCP, largest, at, Math.min(65_535, at + 32_768)));
        }
        assertEquals(0, decoder.counters().of(Outcome.TCP), "with its header it is too long");
        assertEquals(4, decoder.counters().of(Outcome.FRAGMENT_LENGTH));
    }

    @Test
    void usesTheBeginningWhenTheCaptureCutTheFirstFragment() {
        byte[] first = cut(false, 7, 0, 48);
        ByteBuffer captured = ByteBuffer.wrap(first, 0, 44);
        assertEquals(Outcome.TCP, decoder.decode(now, 101, captured, first.length, segment));
        assertEquals(28, segment.payloadLength());
        assertEquals(4, segment.payloadCaptured());
        byte[] last = cut(false, 7, 48, 93);
        assertEquals(
                Outcome.FRAGMENT_CUT, decoder.decode(now, 101, ByteBuffer.wrap(last, 0, 44), last.length, segment));
        assertEquals(TcpChecksum.UNKNOWN, TcpChecksum.of(segment));
    }

    @Test
    void decodesATunnelWhoseFragmentsWerePutTogether() {
        String vxlan = SampleFrames.udp(4789, "08000000 00000500" + SampleFrames.ETHERNET_V4);
        byte[] datagram = SampleFrames.bytes(vxlan);
        decode(fragment(true, 7, UDP, datagram, 0, 40));
        assertEquals(Outcome.TCP, decode(fragment(true, 7, UDP, datagram, 40, datagram.length)));
        assertTrue(segment.reassembled());
        assertEquals("hello", new String(payload()));
        assertEquals(80, segment.destinationPort());
    }

    @Test
    void putsFragmentsInTunnelsTogether() {
        for (int[] range : new int[][] {{40, 93}, {0, 40}}) {
            byte[] inner = fragment(false, 7, TCP, SEGMENT, range[0], range[1]);
            decode(SampleFrames.bytes(SampleFrames.ipv6(4, HexFormat.of().formatHex(inner))));
        }
        assertWhole();
        assertEquals(20 + SEGMENT.length, segment.frame().limit(), "without the tunnel");
    }

    @Test
    void putsFragmentsWithinFragmentsTogether() {
        for (int[] range : new int[][] {{40, 93}, {0, 40}}) {
            byte[] inner = fragment(false, 7, TCP, SEGMENT, range[0], range[1]);
            decode(fragment(true, range[0], 4, inner, 24, inner.length));
            decode(fragment(true, range[0], 4, inner, 0, 24));
        }
        assertWhole();
    }

    @Test
    void leavesAloneWhatCannotCarryTcp() {
        byte[] dns = SampleFrames.bytes(SampleFrames.udp(53, "00".repeat(60)));
        assertEquals(Outcome.IPV4_FRAGMENT, decode(fragment(false, 7, UDP, dns, 0, 40)));
        assertEquals(Outcome.UDP, decode(fragment(false, 7, UDP, dns, 40, dns.length)));
        assertEquals(Outcome.IPV4_FRAGMENT, decode(fragment(false, 7, 1, dns, 0, 40)));
        assertEquals(Outcome.IPV4_FRAGMENT, decode(fragment(false, 7, 1, dns, 40, dns.length)));
    }

    private void assertWhole() {
        assertTrue(segment.reassembled());
        assertEquals(0x01020304, segment.sequence());
        assertEquals(73, segment.payloadLength());
        assertArrayEquals(Arrays.copyOfRange(SEGMENT, 20, 93), payload());
    }

    private byte[] payload() {
        byte[] bytes = new byte[segment.payloadCaptured()];
        segment.frame().get(segment.payloadAt(), bytes);
        return bytes;
    }

    private Outcome decode(byte[] packet) {
        return decode(packet, 101);
    }

    private Outcome decode(byte[] frame, int linkType) {
        return decoder.decode(now, linkType, ByteBuffer.wrap(frame), frame.length, segment);
    }

    private static byte[] segment(int payload) {
        byte[] bytes = Arrays.copyOf(SampleFrames.bytes(SampleFrames.SEGMENT), 20 + payload);
        for (int i = 0; i < payload; i++) {
            bytes[20 + i] = (byte) ('a' + i % 26);
        }
        return bytes;
    }

    private static byte[] cut(boolean ipv6, int identification, int from, int end) {
        return fragment(ipv6, identification, TCP, SEGMENT, from, end);
    }

    private static byte[] fragment(boolean ipv6, int identification, int protocol, byte[] whole, int from, int end) {
        String data = HexFormat.of().formatHex(whole, from, end);
        boolean more = end < whole.length;
        if (ipv6) {
            String header = fragmentHeader(protocol, from, more);
            return SampleFrames.bytes(
                    SampleFrames.ipv6(44, header.substring(0, 8) + "%08x".formatted(identification) + data));
        }
        String place = "%04x %04x".formatted(identification & 0xffff, from / 8 | (more ? 0x2000 : 0));
        return SampleFrames.bytes(SampleFrames.ipv4(protocol, data).replace("0000 4000", place));
    }

    private static String fragmentHeader(int next, int offset, boolean more) {
        return "%02x00%04x00000007".formatted(next, offset | (more ? 1 : 0));
    }

    private static byte[] ethernet(boolean ipv6, byte[] packet) {
        String hex =
                SampleFrames.MACS + (ipv6 ? "86dd" : "0800") + HexFormat.of().formatHex(packet) + "0000";
        return SampleFrames.bytes(hex);
    }

    private static <T> List<List<T>> orders(List<T> of) {
        if (of.isEmpty()) {
            return List.of(List.of());
        }
        List<List<T>> orders = new ArrayList<>();
        for (int i = 0; i < of.size(); i++) {
            List<T> rest = new ArrayList<>(of);
            T first = rest.remove(i);
            for (List<T> order : orders(rest)) {
                order = new ArrayList<>(order);
                order.addFirst(first);
                orders.add(order);
            }
        }
        return orders;
    }
}
