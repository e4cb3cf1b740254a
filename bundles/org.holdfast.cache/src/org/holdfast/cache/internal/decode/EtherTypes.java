package org.holdfast.cache.internal.decode;

/** What an EtherType announces, tags included. */
final class EtherTypes {

    static final int IPV4 = 0x0800;
    static final int ARP = 0x0806;
    static final int TRILL = 0x22f3;
    static final int TRANSPARENT_ETHERNET = 0x6558;
    static final int VLAN = 0x8100;
    static final int IPV6 = 0x86dd;
    static final int MPLS = 0x8847;
    static final int MPLS_MULTICAST = 0x8848;
    static final int PPPOE_SESSION = 0x8864;
    static final int JUMBO_LLC = 0x8870;
    static final int PROVIDER_VLAN = 0x88a8;
    static final int MACSEC = 0x88e5;
    static final int PROVIDER_BACKBONE = 0x88e7;
    static final int FABRIC_PATH = 0x8903;
    static final int CISCO_METADATA = 0x8909;
    static final int VN_TAG = 0x8926;
    static final int HSR = 0x892f;
    static final int E_TAG = 0x893f;
    static final int NSH = 0x894f;
    static final int REDUNDANCY_TAG = 0xf1c1;

    /** Below this the field is a length and LLC follows (IEEE 802.3). */
    static final int SMALLEST = 0x0600;

    private static final int MAXIMUM_TAGS = 8;

    private EtherTypes() {}

    /** {@code at} is behind the type. */
    static Outcome decode(Frame frame, int outermostType, int outermostAt) {
        if (!frame.enter()) {
            return Outcome.TUNNEL_DEPTH;
        }
        int type = outermostType;
        int at = outermostAt;
        for (int tags = 0; tags <= MAXIMUM_TAGS; tags++) {
            int tag = tagLength(type);
            if (tag == 0) {
                return payload(frame, type, at);
            }
            at += tag + 2;
            if (!frame.has(at, 0)) {
                return Outcome.LINK_HEADER_CUT;
            }
            type = frame.unsignedShort(at - 2);
        }
        return Outcome.VLAN_DEPTH;
    }

    /** Bytes between this type and the next one, 0 when it isn't that of a tag. */
    private static int tagLength(int type) {
        return switch (type) {
            case VLAN, PROVIDER_VLAN, 0x9100, 0x9200, 0x9300 -> 2;
            case VN_TAG, HSR, REDUNDANCY_TAG -> 4;
            case CISCO_METADATA, E_TAG -> 6;
            default -> 0;
        };
    }

    private static Outcome payload(Frame frame, int type, int at) {
        if (type < SMALLEST) {
            // The length ends where the padding of a short frame begins. 0 was seen where it is unknown.
            if (type != 0) {
                frame.narrow(at, type);
            }
            return Llc.decode(frame, at);
        }
        return switch (type) {
            case IPV4 -> Ipv4.decode(frame, at);
            case IPV6 -> Ipv6.decode(frame, at);
            case ARP -> Outcome.ARP;
            case MPLS, MPLS_MULTICAST -> Mpls.decode(frame, at);
            case PPPOE_SESSION -> Ppp.session(frame, at);
            case JUMBO_LLC -> Llc.decode(frame, at);
            case NSH -> Overlays.serviceHeader(frame, at);
            case TRANSPARENT_ETHERNET -> Ethernet.decode(frame, at);
            case PROVIDER_BACKBONE -> Ethernet.decode(frame, at + 4);
            case FABRIC_PATH -> Ethernet.decode(frame, at + 2);
            case TRILL -> trill(frame, at);
            case MACSEC -> macSecurity(frame, at);
            default -> Outcome.ETHER_TYPE;
        };
    }

    /** RFC 6325 §3.1: six bytes, of which five bits tell how many words of options follow. */
    private static Outcome trill(Frame frame, int at) {
        if (!frame.has(at, 6)) {
            return Outcome.LINK_HEADER_CUT;
        }
        int options = frame.unsignedShort(at) >> 6 & 0x1f;
        return Ethernet.decode(frame, at + 6 + options * 4);
    }

    /** IEEE 802.1AE §9: payload that is only protected from change can be read, encrypted payload can't. */
    private static Outcome macSecurity(Frame frame, int at) {
        if (!frame.has(at, 8)) {
            return Outcome.LINK_HEADER_CUT;
        }
        int control = frame.unsignedByte(at);
        boolean readable = (control & 0x0c) == 0;
        boolean channelNamed = (control & 0x20) != 0;
        int behind = at + (channelNamed ? 16 : 8);
        if (!readable || !frame.has(behind, 0)) {
            return Outcome.ETHER_TYPE;
        }
        return decode(frame, frame.unsignedShort(behind - 2), behind);
    }

    /** Whether a frame of unknown kind that has this in place of the type may be taken for Ethernet. */
    static boolean isUsual(int type) {
        return switch (type) {
            case IPV4, IPV6, ARP, MPLS, MPLS_MULTICAST, PPPOE_SESSION, NSH -> true;
            default -> tagLength(type) != 0;
        };
    }
}
