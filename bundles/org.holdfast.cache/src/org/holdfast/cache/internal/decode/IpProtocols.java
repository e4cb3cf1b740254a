package org.holdfast.cache.internal.decode;

/** What IP carries, by protocol number. */
final class IpProtocols {

    static final int TCP = 6;
    static final int UDP = 17;

    private static final int ICMP = 1;
    private static final int IPV4 = 4;
    private static final int IPV6 = 41;
    private static final int GRE = 47;
    private static final int AUTHENTICATION = 51;
    private static final int ICMPV6 = 58;
    private static final int IP_WITHIN_IP = 94;
    private static final int ETHERNET_WITHIN_IP = 97;
    private static final int MPLS = 137;
    private static final int ETHERNET = 143;
    private static final int NSH = 145;

    private IpProtocols() {}

    static Outcome decode(Frame frame, int protocol, int at) {
        if (!frame.enter()) {
            return Outcome.TUNNEL_DEPTH;
        }
        return switch (protocol) {
            case TCP -> Tcp.decode(frame, at);
            case UDP -> UdpTunnels.decode(frame, at);
            case IPV4, IPV6, IP_WITHIN_IP -> Ip.decode(frame, at);
            case GRE -> Gre.decode(frame, at);
            case AUTHENTICATION -> authentication(frame, at);
            // RFC 3378: two bytes of version.
            case ETHERNET_WITHIN_IP -> Ethernet.decode(frame, at + 2);
            case ETHERNET -> Ethernet.decode(frame, at);
            case MPLS -> Mpls.decode(frame, at);
            case NSH -> Overlays.serviceHeader(frame, at);
            case ICMP, ICMPV6 -> Outcome.ICMP;
            default -> Outcome.IP_PROTOCOL;
        };
    }

    /** Whether fragments of it are worth keeping. */
    static boolean mayCarryTcp(int protocol) {
        return switch (protocol) {
            case TCP, UDP, IPV4, IPV6, IP_WITHIN_IP, GRE, AUTHENTICATION, ETHERNET_WITHIN_IP, ETHERNET, MPLS, NSH ->
                true;
            default -> Ipv6Extensions.isExtension(protocol);
        };
    }

    /** RFC 4302 §2: the length is in words, less two. */
    private static Outcome authentication(Frame frame, int at) {
        if (!frame.has(at, 8)) {
            return Outcome.IP_HEADER_CUT;
        }
        int length = (frame.unsignedByte(at + 1) + 2) * 4;
        return decode(frame, frame.unsignedByte(at), at + length);
    }
}
