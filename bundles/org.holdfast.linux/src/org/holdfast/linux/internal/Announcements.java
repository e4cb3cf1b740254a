package org.holdfast.linux.internal;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import org.holdfast.model.net.MacAddress;

/** Ethernet frames that tell the neighbours whose an address is now. */
public final class Announcements {

    private static final int REQUEST = 1;
    private static final int REPLY = 2;
    private static final int ICMPV6 = 58;
    private static final int NEIGHBOUR_ADVERTISEMENT = 136;
    private static final int OVERRIDE = 0x2000_0000;
    private static final int TARGET_LINK_LAYER_ADDRESS = 2;
    /** Neighbours discard a hop limit that a router has lowered (RFC 4861 §7.1.2). */
    private static final int HOP_LIMIT = 255;

    private static final MacAddress ALL_NODES_MAC = MacAddress.parse("33:33:00:00:00:01");

    private Announcements() {}

    /** IPv4: gratuitous ARP request and reply, since hosts differ in which they heed. IPv6: one advertisement. */
    public static List<byte[]> of(InetAddress address, MacAddress mac) {
        return address instanceof Inet6Address
                ? List.of(advertisement(address, mac))
                : List.of(arp(REQUEST, address, mac), arp(REPLY, address, mac));
    }

    public static int etherType(InetAddress address) {
        return address instanceof Inet6Address ? Abi.ETH_P_IPV6 : Abi.ETH_P_ARP;
    }

    /** RFC 826; sender and target address are both the announced one (RFC 5227 §3). */
    private static byte[] arp(int operation, InetAddress address, MacAddress mac) {
        ByteBuffer b = ByteBuffer.allocate(42);
        ethernet(b, MacAddress.BROADCAST, mac, Abi.ETH_P_ARP);
        b.putShort((short) 1).putShort((short) 0x0800);
        b.put((byte) 6).put((byte) 4).putShort((short) operation);
        b.put(mac.bytes()).put(address.getAddress());
        b.put(operation == REQUEST ? new byte[6] : MacAddress.BROADCAST.bytes()).put(address.getAddress());
        return b.array();
    }

    /** RFC 4861 §4.4 and §7.2.6. Without the override flag a neighbour keeps the old MAC address until it fails. */
    private static byte[] advertisement(InetAddress address, MacAddress mac) {
        InetAddress allNodes = InetAddress.ofLiteral("ff02::1");
        ByteBuffer icmp = ByteBuffer.allocate(32);
        icmp.put((byte) NEIGHBOUR_ADVERTISEMENT).put((byte) 0).putShort((short) 0);
        icmp.putInt(OVERRIDE).put(address.getAddress());
        icmp.put((byte) TARGET_LINK_LAYER_ADDRESS).put((byte) 1).put(mac.bytes());
        icmp.putShort(2, (short) Checksum.of(address, allNodes, ICMPV6, icmp.array()));
        ByteBuffer frame = ByteBuffer.allocate(14 + 40 + 32);
        ethernet(frame, ALL_NODES_MAC, mac, Abi.ETH_P_IPV6);
        frame.put(Segments.ipv6Header(address, allNodes, ICMPV6, HOP_LIMIT, 32)
                .put(icmp.array())
                .array());
        return frame.array();
    }

    private static void ethernet(ByteBuffer b, MacAddress to, MacAddress from, int etherType) {
        b.put(to.bytes()).put(from.bytes()).putShort((short) etherType);
    }
}
