package org.holdfast.linux.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.holdfast.model.net.FourTuple;
import org.holdfast.model.net.MacAddress;
import org.junit.jupiter.api.Test;

/** Bytes as they must be on the wire; the expected ones were computed with another program. */
class FramesTest {

    private static final MacAddress MAC = MacAddress.parse("02:00:00:00:00:01");

    @Test
    void sumsTheExampleOfRfc1071() {
        assertEquals(0x220d, Checksum.of(ByteBuffer.wrap(HexFormat.of().parseHex("0001f203f4f5f6f7"))));
    }

    @Test
    void countsAnOddLastByteAsTheHighHalf() {
        assertEquals(0xffff - 0x0100 - 0x0200, Checksum.of(ByteBuffer.wrap(new byte[] {1, 0, 2})));
    }

    @Test
    void acknowledgesWithTimestampsOverIpv4() {
        byte[] packet = Segments.of(
                FourTuple.parse("10.77.0.9:51234>10.77.0.100:80"),
                0xffff_fff0,
                0x8000_0001,
                Segments.ACK,
                502,
                new Segments.Timestamp(1_000_002, 77));
        assertEquals(
                "4500003400004000400600000a4d00640a4d0009"
                        + "0050c822fffffff080000001801001f6d4bd0000"
                        + "0101080a000f42420000004d",
                HexFormat.of().formatHex(packet));
    }

    @Test
    void resetsOverIpv6() {
        byte[] packet =
                Segments.of(FourTuple.parse("[fd77::9]:51234>[fd77::100]:80"), 0x1234_5678, 0, Segments.RST, 0, null);
        assertEquals(
                "6000000000140640"
                        + "fd770000000000000000000000000100"
                        + "fd770000000000000000000000000009"
                        + "0050c8221234567800000000"
                        + "5004000082c90000",
                HexFormat.of().formatHex(packet));
    }

    @Test
    void announcesAnIpv4AddressByRequestAndReply() {
        List<String> frames = hex("10.77.0.100");
        assertEquals(
                List.of(
                        "ffffffffffff0200000000010806" + "0001080006040001" + "0200000000010a4d0064"
                                + "0000000000000a4d0064",
                        "ffffffffffff0200000000010806" + "0001080006040002" + "0200000000010a4d0064"
                                + "ffffffffffff0a4d0064"),
                frames);
    }

    @Test
    void announcesAnIpv6AddressWithTheOverrideFlag() {
        assertEquals(
                List.of("33330000000102000000000186dd"
                        + "6000000000203aff"
                        + "fd770000000000000000000000000100"
                        + "ff020000000000000000000000000001"
                        + "880057af20000000"
                        + "fd770000000000000000000000000100"
                        + "0201020000000001"),
                hex("fd77::100"));
    }

    private static List<String> hex(String address) {
        return Announcements.of(InetAddress.ofLiteral(address), MAC).stream()
                .map(HexFormat.of()::formatHex)
                .toList();
    }
}
