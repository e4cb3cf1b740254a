package org.holdfast.cache.internal.decode;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Frames of each kind that the decoder knows, all around the same segment. */
public final class SampleFrames {

    static final String MACS = "020000000001 020000000002";

    /** Ports 4660 and 80, sequence 0x01020304, acknowledgment 0x05060708, PSH ACK, window 1000, "hello". */
    static final String SEGMENT = "1234 0050 01020304 05060708 5018 03e8 0000 0000 68656c6c6f";

    /** 10.0.0.1 to 10.0.0.2. */
    static final String V4 = "4500 002d 0000 4000 40 06 0000 0a000001 0a000002" + SEGMENT;

    static final String V6_ADDRESSES = "20010db8000000000000000000000001 20010db8000000000000000000000002";
    /** 2001:db8::1 to 2001:db8::2. */
    static final String V6 = "60000000 0019 06 40" + V6_ADDRESSES + SEGMENT;

    static final String ETHERNET_V4 = MACS + "0800" + V4;
    static final String LLC_V4 = "aaaa03 000000 0800" + V4;

    private SampleFrames() {}

    public static Stream<SampleFrame> all() {
        return Stream.of(links(), layersOnEthernet(), networks(), wireless(), tunnels())
                .flatMap(List::stream);
    }

    static List<SampleFrame> links() {
        return List.of(
                new SampleFrame("null, little-endian host", 0, "1e000000" + V6),
                new SampleFrame("null, big-endian host", 0, "00000002" + V4),
                new SampleFrame("null with an EtherType", 0, "00080000" + V4),
                new SampleFrame("loop", 108, "00000018" + V6),
                new SampleFrame("Ethernet", 1, ETHERNET_V4),
                new SampleFrame("token ring", 6, "1040 020000000001 020000000002" + LLC_V4),
                new SampleFrame("token ring, routed", 6, "1040 020000000001 820000000002 0630 0011 0020" + LLC_V4),
                new SampleFrame("SLIP", 8, "00 40" + "00".repeat(14) + V4),
                new SampleFrame("PPP", 9, "0021" + V4),
                new SampleFrame("PPP, framed, protocol in one byte", 9, "ff03 21" + V4),
                new SampleFrame("PPP serial", 50, "ff03 0057" + V6),
                new SampleFrame("PPP serial of Cisco", 50, "0f00 0800" + V4),
                new SampleFrame("PPPoE alone", 51, "1100 0001 002f 0021" + V4),
                new SampleFrame("FDDI", 10, "50 020000000001 020000000002" + LLC_V4),
                new SampleFrame("raw, 12", 12, V4),
                new SampleFrame("raw, 14", 14, V6),
                new SampleFrame("ATM", 100, LLC_V4),
                new SampleFrame("ATM, bridged", 100, "aaaa03 0080c2 0007 0000" + ETHERNET_V4),
                new SampleFrame("raw", 101, V4),
                new SampleFrame("Cisco HDLC", 104, "8f00 86dd" + V6),
                new SampleFrame("frame relay", 107, "1841 03 cc" + V4),
                new SampleFrame("frame relay, SNAP", 107, "1841 03 00 80 000000 86dd" + V6),
                new SampleFrame("frame relay of Cisco", 107, "1841 0800" + V4),
                new SampleFrame("ENC", 109, "02000000 00000001 00000000" + V4),
                new SampleFrame("Linux cooked", 113, "0000 0001 0006 020000000001 0000 0800" + V4),
                new SampleFrame("Linux cooked, LLC", 113, "0000 0001 0006 020000000001 0000 0004" + LLC_V4),
                new SampleFrame("Linux cooked, tagged", 113, "0000 0001 0006 020000000001 0000 8100 0005 0800" + V4),
                new SampleFrame("pflog", 117, "3d 02" + "00".repeat(62) + V4),
                new SampleFrame("IP over Fibre Channel", 122, "00".repeat(16) + LLC_V4),
                new SampleFrame("IP over FireWire", 138, "00".repeat(16) + "0800" + V4),
                new SampleFrame("pppd", 166, "0103 0021" + V4),
                new SampleFrame("PPI", 192, "0000 0800 01000000" + ETHERNET_V4),
                new SampleFrame("PPP with direction", 204, "01 ff03 0021" + V4),
                new SampleFrame("Cisco HDLC with direction", 205, "01 0f00 0800" + V4),
                new SampleFrame("frame relay with direction", 206, "01 1841 03 8e" + V6),
                new SampleFrame("ipnet", 226, "01 02" + "00".repeat(22) + V4),
                new SampleFrame("IPv4", 228, V4),
                new SampleFrame("IPv6", 229, V6),
                new SampleFrame("NFLOG", 239, "02 00 0000 0800 0100 08000001 3100 0900" + V4),
                new SampleFrame("NFLOG, big-endian host", 239, "0a 00 0000 0006 000a 0001 0000 0045 0009" + V6),
                new SampleFrame("netANALYZER", 240, "00000000" + ETHERNET_V4 + "00000000"),
                new SampleFrame("PKTAP", 258, "0c000000 01000000 01000000" + ETHERNET_V4),
                new SampleFrame("Linux cooked 2", 276, "86dd 0000 00000002 0001 00 06 0200000000010000" + V6),
                new SampleFrame("DSA of Broadcom", 281, MACS + "00000001 0800" + V4),
                new SampleFrame("DSA of Broadcom, in front", 282, "00000001" + ETHERNET_V4),
                new SampleFrame("DSA of Marvell", 284, MACS + "c0010000 0800" + V4),
                new SampleFrame("DSA of Marvell, typed", 285, MACS + "dada 0000 c0010000 0800" + V4));
    }

    static List<SampleFrame> layersOnEthernet() {
        return List.of(
                onEthernet("padding", "0800" + V4 + "000000000000"),
                onEthernet("VLAN", "8100 0064 0800" + V4),
                onEthernet("QinQ", "88a8 0064 8100 0065 86dd" + V6),
                onEthernet("older QinQ", "9100 0064 9200 0065 8100 0066 0800" + V4),
                onEthernet("LLC and SNAP", "0035" + LLC_V4),
                onEthernet("LLC and SNAP, padded", "0035" + LLC_V4 + "0000"),
                onEthernet("LLC and SNAP in a VLAN", "8100 0064 0035" + LLC_V4),
                onEthernet("LLC and SNAP of a bridge tunnel", "0035 aaaa03 0000f8 0800" + V4),
                onEthernet("LLC, IP", "0030 060603" + V4),
                onEthernet("LLC, ISO", "0045 fefe03 8e" + V6),
                onEthernet("jumbo LLC", "8870" + LLC_V4),
                onEthernet("MPLS, IPv4", "8847 00010040 00011140" + V4),
                onEthernet("MPLS multicast, IPv6", "8848 00011140" + V6),
                onEthernet("MPLS, Ethernet behind a control word", "8847 00011140 00000000" + ETHERNET_V4),
                onEthernet("MPLS, Ethernet", "8847 00011140" + ETHERNET_V4),
                onEthernet(
                        "MPLS, Ethernet to an address that begins like IPv4",
                        "8847 00011140 4a0000000001 020000000002 0800" + V4),
                onEthernet("PPPoE", "8864 1100 0001 002f 0021" + V4 + "0000"),
                onEthernet("PPPoE in QinQ", "8100 0e78 8100 09aa 8864 1100 0001 0043 0057" + V6),
                onEthernet("PPPoE, MPLS", "8864 1100 0001 0033 0281 00011140" + V4),
                onEthernet("provider backbone", "88e7 00000005" + ETHERNET_V4),
                onEthernet("VN-Tag", "8926 00000000 0800" + V4),
                onEthernet("E-Tag", "893f 000000000000 0800" + V4),
                onEthernet("HSR", "892f 0020 0001 0800" + V4),
                onEthernet("redundancy tag", "f1c1 0000 0001 0800" + V4),
                onEthernet("Cisco metadata", "8909 0101 0001 0005 0800" + V4),
                onEthernet("FabricPath", "8903 0041" + ETHERNET_V4 + "00000000"),
                onEthernet("TRILL with options", "22f3 0061 0001 0002 00000000" + ETHERNET_V4),
                onEthernet("MACsec, not encrypted", "88e5 20 00 00000001 0200000000010001 0800" + V4 + "00".repeat(16)),
                onEthernet("network service header", "894f 0fc2 02 01 00000000" + V4),
                onEthernet("network service header, Ethernet", "894f 0fc6 01 03" + "00".repeat(20) + ETHERNET_V4));
    }

    static List<SampleFrame> networks() {
        String options = "4600 0031 0000 4000 40 06 0000 0a000001 0a000002 01010100" + SEGMENT;
        String hopByHop = "3c 00 0104 00000000";
        String destination = "2b 00 0104 00000000";
        String routing = "2c 00 0000 00000000";
        String atomicFragment = "33 00 0000 00000001";
        String authentication = "06 04 0000 00000001 00000002" + "00".repeat(12);
        String chain = hopByHop + destination + routing + atomicFragment + authentication + SEGMENT;
        return List.of(
                new SampleFrame("IPv4 options", 101, options),
                new SampleFrame("IPv4, no length", 101, V4.replace("4500 002d", "4500 0000")),
                new SampleFrame("IPv4 where the type says so, but IPv6", 1, MACS + "0800" + V6),
                new SampleFrame("IPv6 extensions", 101, "60000000 0051 00 40" + V6_ADDRESSES + chain),
                new SampleFrame("IPv6, no length", 101, V6.replace("0019 06", "0000 06")),
                new SampleFrame(
                        "IPv6 jumbogram",
                        101,
                        "60000000 0000 00 40" + V6_ADDRESSES + "06 00 c2 04 00000021" + SEGMENT + "0000"),
                new SampleFrame("IP in IP", 101, ipv4(4, V4)),
                new SampleFrame("IP within IP", 101, ipv4(94, V4)),
                new SampleFrame("6in4", 101, ipv4(41, V6)),
                new SampleFrame("4in6", 101, ipv6(4, V4)),
                new SampleFrame(
                        "IPv4 authentication header",
                        101,
                        ipv4(51, authentication + SEGMENT).replace("c00002", "0a0000")),
                new SampleFrame("EtherIP", 101, ipv4(97, "3000" + ETHERNET_V4)),
                new SampleFrame("Ethernet in IPv6", 101, ipv6(143, ETHERNET_V4)),
                new SampleFrame("MPLS in IP", 101, ipv4(137, "00011140" + V4)),
                new SampleFrame("network service header in IP", 101, ipv6(145, "0fc2 02 02 00000000" + V6)));
    }

    static List<SampleFrame> wireless() {
        String addresses = "020000000001 020000000002 020000000003";
        String data = "08 01 0000" + addresses + "0010";
        String quality = "88 02 0000" + addresses + "0010 0000";
        return List.of(
                new SampleFrame("802.11", 105, data + LLC_V4),
                new SampleFrame("802.11, quality of service", 105, quality + LLC_V4),
                new SampleFrame("802.11, four addresses", 105, "08 03 0000" + addresses + "0010 020000000004" + LLC_V4),
                new SampleFrame(
                        "802.11, high throughput control",
                        105,
                        "88 81 0000" + addresses + "0010 0000 00000000" + LLC_V4),
                new SampleFrame(
                        "802.11, aggregate of one",
                        105,
                        "88 01 0000" + addresses + "0010 8000" + MACS + "0035" + LLC_V4 + "000000"),
                new SampleFrame("radiotap", 127, "00 00 0800 00000000" + data + LLC_V4),
                new SampleFrame(
                        "radiotap, time, padded, checksum at the end",
                        127,
                        "00 00 1900 030000a0 00000020 00000000 0000000000000000 30" + quality + "0000" + LLC_V4
                                + "11223344"),
                new SampleFrame(
                        "radiotap in Linux cooked",
                        113,
                        "0000 0323 0006 020000000001 0000 0003 00 00 0800 00000000" + data + LLC_V4),
                new SampleFrame("Prism", 119, "44000000 90000000" + "00".repeat(136) + data + LLC_V4),
                new SampleFrame("AVS", 163, "80211001 00000040" + "00".repeat(56) + data + LLC_V4),
                new SampleFrame("AVS as Prism", 119, "80211001 00000040" + "00".repeat(56) + data + LLC_V4),
                new SampleFrame("radiotap in PPI", 192, "0000 0800 7f000000 00 00 0800 00000000" + data + LLC_V4));
    }

    static List<SampleFrame> tunnels() {
        String wlan = "88 01 0000 020000000001 020000000002 020000000003 0010 0000" + LLC_V4;
        String swapped = "01 88" + wlan.substring(5);
        return List.of(
                inGre("GRE", "0000 0800" + V4),
                inGre("GRE, all fields", "b000 86dd 00000000 00000001 00000002" + V6),
                inGre("GRE, routed", "4000 0800 0000 0000 0002 00 04 0a000003 0000 00 00" + V4),
                inGre("GRE, Ethernet", "2000 6558 00000001" + ETHERNET_V4),
                inGre("GRE, MPLS", "0000 8847 00011140" + V4),
                inGre("GRE, PPP", "0000 880b ff03 0021" + V4),
                inGre("GRE, WCCP", "0000 883e" + V4),
                inGre("GRE, WCCP with its header", "0000 883e 00000000" + V4),
                inGre("ERSPAN I", "0000 88be" + ETHERNET_V4),
                inGre("ERSPAN II", "1000 88be 00000001 10050001 00000000" + ETHERNET_V4),
                inGre("ERSPAN III", "1000 22eb 00000001 20050001 00000000 0000 0000" + ETHERNET_V4),
                inGre("ERSPAN III, longer, IP", "1000 22eb 00000001 20050001 00000000 0000 0801" + "00".repeat(8) + V4),
                inGre("GRE of an access point", "0000 8200" + wlan),
                inGre("GRE of an access point, no type", "0000 0000" + wlan),
                inGre("GRE of an access point, no type, Ethernet", "0000 0000" + ETHERNET_V4),
                inGre("PPTP", "3081 880b 0031 0005 00000001 00000002 ff03 0021" + V4),
                inUdp("VXLAN", 4789, "08000000 00000500" + ETHERNET_V4),
                inUdp("VXLAN of Linux", 8472, "08000000 00000500 020000000001 020000000002 8100 0005 0800" + V4),
                inUdp("VXLAN-GPE", 4790, "0c000002 00000500" + V6),
                inUdp("VXLAN-GPE, service header", 4790, "0c000004 00000500 0fc2 02 01 00000000" + V4),
                inUdp("VXLAN-GPE as VXLAN", 4790, "08000000 00000500" + ETHERNET_V4),
                inUdp("Geneve", 6081, "00006558 00000500" + ETHERNET_V4),
                inUdp("Geneve with options", 6081, "02000800 00000500 0102 03 01 00000009" + V4),
                inUdp("GTP", 2152, "30 ff 002d 00000009" + V4),
                inUdp("GTP with sequence numbers", 2152, "32 ff 0031 00000009 0007 00 00" + V4),
                inUdp("GTP with extensions", 2152, "34 ff 0039 00000009 0000 00 85 01 1005 c0 01 0000 00" + V4),
                inUdp("Teredo", 3544, V6),
                inUdp(
                        "Teredo, authenticated, with origin",
                        3544,
                        "0001 0000" + "00".repeat(9) + "0000 edcb f5fffffd" + V6),
                inUdp("L2TP", 1701, "0002 0005 0006 ff03 0021" + V4),
                inUdp("L2TP, all fields", 1701, "4a02 0043 0005 0006 0001 0002 0004 00000000 0021" + V4 + "0000"),
                inUdp("LISP", 4341, "0000000000000000" + V4),
                inUdp("GRE in UDP", 4754, "0000 0800" + V4),
                inUdp("AYIYA", 5072, "42 52 11 29 00000000" + "00".repeat(36) + V6),
                inUdp("CAPWAP", 5247, "00 100200 00000000" + ETHERNET_V4),
                inUdp("CAPWAP, 802.11", 5247, "00 100300 00000000" + wlan),
                inUdp("CAPWAP, 802.11 swapped", 5247, "00 100300 00000000" + swapped),
                inUdp("MPLS in UDP", 6635, "00011140" + V4),
                inUdp("TZSP", 37008, "01 00 0001 00 0a 01 05 01" + ETHERNET_V4),
                inUdp("TZSP, 802.11", 37008, "01 00 0012 01" + wlan),
                new SampleFrame("VXLAN in IPv6, no lengths", 1, MACS + "86dd" + largeVxlan()));
    }

    private static SampleFrame onEthernet(String name, String hex) {
        return new SampleFrame(name, 1, MACS + hex);
    }

    private static SampleFrame inGre(String name, String hex) {
        return new SampleFrame(name, 101, ipv4(47, hex));
    }

    private static SampleFrame inUdp(String name, int port, String hex) {
        return new SampleFrame(name, 101, ipv6(17, udp(port, hex)));
    }

    /** As Linux hands it to a network card that cuts it: the outer lengths are still open. */
    private static String largeVxlan() {
        String udp = udp(4789, "08000000 00000500" + ETHERNET_V4).replaceFirst("^(.{9}) ....", "$1 0000");
        return ipv6(17, udp).replaceFirst("^(60000000) ....", "$1 0000");
    }

    static String ipv4(int protocol, String payload) {
        return "4500 %04x 0000 4000 40 %02x 0000 c0000201 c0000202".formatted(20 + length(payload), protocol) + payload;
    }

    static String ipv6(int next, String payload) {
        return "60000000 %04x %02x 40".formatted(length(payload), next)
                + "20010db8000000010000000000000001 20010db8000000010000000000000002" + payload;
    }

    static String udp(int port, String payload) {
        return "c350 %04x %04x 0000".formatted(port, 8 + length(payload)) + payload;
    }

    private static int length(String hex) {
        return bytes(hex).length;
    }

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
