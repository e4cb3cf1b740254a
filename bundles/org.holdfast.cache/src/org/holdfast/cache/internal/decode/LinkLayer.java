package org.holdfast.cache.internal.decode;

/** The outermost layer, by pcap's LINKTYPE_ value (https://www.tcpdump.org/linktypes.html). */
final class LinkLayer {

    static final int ETHERNET = 1;
    static final int PRISM = 119;
    static final int AVS = 163;

    private static final int NULL = 0;
    private static final int TOKEN_RING = 6;
    private static final int SLIP = 8;
    private static final int PPP = 9;
    private static final int FDDI = 10;
    private static final int RAW_BSD = 12;
    private static final int RAW_OPENBSD = 14;
    private static final int PPP_SERIAL = 50;
    private static final int PPP_OVER_ETHERNET = 51;
    private static final int ATM = 100;
    private static final int RAW = 101;
    private static final int CISCO_HDLC = 104;
    private static final int WLAN = 105;
    private static final int FRAME_RELAY = 107;
    private static final int LOOP = 108;
    private static final int ENC = 109;
    private static final int LINUX_COOKED = 113;
    private static final int PFLOG = 117;
    private static final int FIBRE_CHANNEL = 122;
    private static final int RADIOTAP = 127;
    private static final int FIREWIRE = 138;
    private static final int PPP_DAEMON = 166;
    private static final int PACKET_INFORMATION = 192;
    private static final int PPP_DIRECTED = 204;
    private static final int CISCO_HDLC_DIRECTED = 205;
    private static final int FRAME_RELAY_DIRECTED = 206;
    private static final int IPNET = 226;
    private static final int IPV4 = 228;
    private static final int IPV6 = 229;
    private static final int NFLOG = 239;
    private static final int NET_ANALYZER = 240;
    private static final int NET_ANALYZER_PREAMBLE = 241;
    private static final int PKTAP = 258;
    private static final int LINUX_COOKED_2 = 276;
    private static final int DSA_BROADCOM = 281;
    private static final int DSA_BROADCOM_BEFORE = 282;
    private static final int DSA_MARVELL = 284;
    private static final int DSA_MARVELL_TYPED = 285;

    private LinkLayer() {}

    static Outcome decode(Frame frame, int linkType, int at) {
        if (!frame.enter()) {
            return Outcome.TUNNEL_DEPTH;
        }
        return switch (linkType) {
            case ETHERNET -> Ethernet.decode(frame, at);
            case RAW, RAW_BSD, RAW_OPENBSD, IPV4, IPV6 -> Ip.decode(frame, at);
            case NULL, LOOP -> AddressFamily.decode(frame, at, at + 4);
            case LINUX_COOKED -> LinuxCooked.version1(frame, at);
            case LINUX_COOKED_2 -> LinuxCooked.version2(frame, at);
            case PPP, PPP_SERIAL -> Ppp.serial(frame, at);
            case PPP_OVER_ETHERNET -> Ppp.session(frame, at);
            case PPP_DIRECTED -> Ppp.decode(frame, at + 1);
            // The address byte was replaced by the direction.
            case PPP_DAEMON -> Ppp.decode(frame, at + 2);
            case CISCO_HDLC -> Ppp.ciscoHdlc(frame, at);
            case CISCO_HDLC_DIRECTED -> Ppp.ciscoHdlc(frame, at + 1);
            case FRAME_RELAY -> OtherLinks.frameRelay(frame, at);
            case FRAME_RELAY_DIRECTED -> OtherLinks.frameRelay(frame, at + 1);
            case WLAN -> Wlan.decode(frame, at, false);
            case RADIOTAP -> WlanCapture.radiotap(frame, at);
            case PRISM -> WlanCapture.prism(frame, at);
            case AVS -> WlanCapture.avs(frame, at);
            case TOKEN_RING -> OtherLinks.tokenRing(frame, at);
            // Frame control and two addresses.
            case FDDI -> Llc.decode(frame, at + 13);
            case ATM -> Llc.decode(frame, at);
            case FIBRE_CHANNEL -> Llc.decode(frame, at + 16);
            case FIREWIRE -> typed(frame, at + 16);
            case SLIP -> OtherLinks.serialLine(frame, at);
            case IPNET -> Ip.decode(frame, at + 24);
            case ENC -> AddressFamily.decode(frame, at, at + 12);
            case PFLOG -> AddressFamily.packetFilter(frame, at);
            case NFLOG -> OtherLinks.netfilter(frame, at);
            case PACKET_INFORMATION -> OtherLinks.packetInformation(frame, at);
            case PKTAP -> OtherLinks.packetTap(frame, at);
            case NET_ANALYZER, DSA_BROADCOM_BEFORE -> Ethernet.decode(frame, at + 4);
            case NET_ANALYZER_PREAMBLE -> Ethernet.decode(frame, at + 12);
            case DSA_BROADCOM, DSA_MARVELL -> typed(frame, at + Ethernet.TYPE_OFFSET + 4);
            case DSA_MARVELL_TYPED -> typed(frame, at + Ethernet.TYPE_OFFSET + 8);
            default -> Outcome.LINK_TYPE;
        };
    }

    private static Outcome typed(Frame frame, int at) {
        return frame.has(at, 2) ? EtherTypes.decode(frame, frame.unsignedShort(at), at + 2) : Outcome.LINK_HEADER_CUT;
    }
}
