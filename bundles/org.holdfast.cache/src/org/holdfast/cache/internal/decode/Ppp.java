package org.holdfast.cache.internal.decode;

/** PPP (RFC 1661), with or without HDLC framing (RFC 1662), over Ethernet (RFC 2516), and Cisco's HDLC. */
final class Ppp {

    private static final int ADDRESS_AND_CONTROL = 0xff03;
    /** Cisco's address bytes, each with a control byte of 0. */
    private static final int CISCO_UNICAST = 0x0f00;

    private static final int CISCO_MULTICAST = 0x8f00;

    private static final int IPV4 = 0x0021;
    private static final int IPV6 = 0x0057;
    private static final int MPLS = 0x0281;
    private static final int MPLS_MULTICAST = 0x0283;

    private Ppp() {}

    static Outcome decode(Frame frame, int start) {
        int at = start;
        if (frame.has(at, 2) && frame.unsignedShort(at) == ADDRESS_AND_CONTROL) {
            at += 2;
        }
        if (!frame.has(at, 1)) {
            return Outcome.LINK_HEADER_CUT;
        }
        int protocol = frame.unsignedByte(at++);
        // Protocol numbers end with an odd byte, and begin with an even one unless that is left out.
        if ((protocol & 1) == 0) {
            if (!frame.has(at, 1)) {
                return Outcome.LINK_HEADER_CUT;
            }
            protocol = protocol << 8 | frame.unsignedByte(at++);
        }
        return switch (protocol) {
            case IPV4, IPV6 -> Ip.decode(frame, at);
            case MPLS, MPLS_MULTICAST -> Mpls.decode(frame, at);
            default -> Outcome.PPP_PROTOCOL;
        };
    }

    /** Serial lines: PPP or Cisco's HDLC, as the address says. */
    static Outcome serial(Frame frame, int at) {
        if (!frame.has(at, 4)) {
            return Outcome.LINK_HEADER_CUT;
        }
        int address = frame.unsignedShort(at);
        return address == CISCO_UNICAST || address == CISCO_MULTICAST ? ciscoHdlc(frame, at) : decode(frame, at);
    }

    static Outcome ciscoHdlc(Frame frame, int at) {
        if (!frame.has(at, 4)) {
            return Outcome.LINK_HEADER_CUT;
        }
        int type = frame.unsignedShort(at + 2);
        return type < EtherTypes.SMALLEST ? Outcome.ETHER_TYPE : EtherTypes.decode(frame, type, at + 4);
    }

    /** The session stage of PPP over Ethernet; other stages carry no packets. */
    static Outcome session(Frame frame, int at) {
        if (!frame.has(at, 6)) {
            return Outcome.LINK_HEADER_CUT;
        }
        if (frame.unsignedShort(at) != 0x1100) {
            return Outcome.ETHER_TYPE;
        }
        frame.narrow(at + 6, frame.unsignedShort(at + 4));
        return decode(frame, at + 6);
    }
}
