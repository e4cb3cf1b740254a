package org.holdfast.cache.internal.decode;

/** IEEE 802.2 logical link control, and the subnetwork access protocol on it. */
final class Llc {

    /** Both service access points AA, unnumbered information: SNAP follows. */
    static final int SNAP = 0xaaaa03;

    private static final int INTERNET_PROTOCOL = 0x060603;
    private static final int ISO_NETWORK_LAYER = 0xfefe03;

    private static final int OUI_ETHER_TYPE = 0x000000; // RFC 1042
    private static final int OUI_BRIDGE_TUNNEL = 0x0000f8; // IEEE 802.1H
    private static final int OUI_BRIDGED = 0x0080c2; // RFC 2427, RFC 2684

    private static final int NLPID_SNAP = 0x80;
    private static final int NLPID_IPV6 = 0x8e;
    private static final int NLPID_IPV4 = 0xcc;
    private static final int NLPID_PPP = 0xcf;

    private Llc() {}

    static Outcome decode(Frame frame, int at) {
        if (!frame.has(at, 4)) {
            return Outcome.LINK_HEADER_CUT;
        }
        return switch (header(frame, at)) {
            case SNAP -> subnetworkAccess(frame, at + 3);
            case INTERNET_PROTOCOL -> Ip.decode(frame, at + 3);
            case ISO_NETWORK_LAYER -> networkLayer(frame, at + 3);
            default -> Outcome.LLC;
        };
    }

    /** The first three bytes. */
    static int header(Frame frame, int at) {
        return frame.bytes.getInt(at) >>> 8;
    }

    /** By network layer protocol identifier (ISO/IEC TR 9577). */
    static Outcome networkLayer(Frame frame, int at) {
        if (!frame.has(at, 1)) {
            return Outcome.LINK_HEADER_CUT;
        }
        return switch (frame.unsignedByte(at)) {
            case NLPID_IPV4, NLPID_IPV6 -> Ip.decode(frame, at + 1);
            case NLPID_SNAP -> subnetworkAccess(frame, at + 1);
            case NLPID_PPP -> Ppp.decode(frame, at + 1);
            default -> Outcome.LLC;
        };
    }

    private static Outcome subnetworkAccess(Frame frame, int at) {
        if (!frame.has(at, 5)) {
            return Outcome.LINK_HEADER_CUT;
        }
        int organisation = frame.bytes.getInt(at) >>> 8;
        int type = frame.unsignedShort(at + 3);
        return switch (organisation) {
            case OUI_ETHER_TYPE, OUI_BRIDGE_TUNNEL ->
                type < EtherTypes.SMALLEST ? Outcome.LLC : EtherTypes.decode(frame, type, at + 5);
            case OUI_BRIDGED -> bridged(frame, type, at + 5);
            default -> Outcome.LLC;
        };
    }

    /** Ethernet, with its checksum at the end (1) or without (7); over ATM two bytes of padding come first. */
    private static Outcome bridged(Frame frame, int type, int at) {
        if (type != 1 && type != 7) {
            return Outcome.LLC;
        }
        if (!frame.enter()) {
            return Outcome.TUNNEL_DEPTH;
        }
        return Ethernet.decode(frame, Ethernet.plausible(frame, at + 2) ? at + 2 : at);
    }
}
