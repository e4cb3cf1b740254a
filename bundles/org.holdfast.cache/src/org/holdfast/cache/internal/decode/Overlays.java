package org.holdfast.cache.internal.decode;

/**
 * Virtual networks over UDP: VXLAN (RFC 7348) and its extension to other payloads (draft-ietf-nvo3-vxlan-gpe), Geneve
 * (RFC 8926); and the network service header (RFC 8300) that may stand between. A header that can't be one is
 * {@link Outcome#UDP}, as only the port speaks for the tunnel.
 */
final class Overlays {

    private static final int HEADER = 8;

    private static final int VXLAN_HAS_IDENTIFIER = 0x08;
    private static final int VXLAN_HAS_PROTOCOL = 0x04;

    private static final int NEXT_IPV4 = 1;
    private static final int NEXT_IPV6 = 2;
    private static final int NEXT_ETHERNET = 3;
    private static final int VXLAN_NEXT_NSH = 4;
    private static final int NEXT_MPLS = 5;

    private Overlays() {}

    static Outcome vxlan(Frame frame, int at) {
        // The last byte is reserved; flags that are reserved have found uses since.
        boolean valid = frame.has(at, HEADER)
                && (frame.unsignedByte(at) & VXLAN_HAS_IDENTIFIER) != 0
                && frame.unsignedByte(at + HEADER - 1) == 0;
        return valid ? Ethernet.decode(frame, at + HEADER) : Outcome.UDP;
    }

    static Outcome vxlanWithProtocol(Frame frame, int at) {
        if (!frame.has(at, HEADER)) {
            return Outcome.UDP;
        }
        if ((frame.unsignedByte(at) & VXLAN_HAS_PROTOCOL) == 0) {
            return vxlan(frame, at);
        }
        int next = frame.unsignedByte(at + 3);
        return next == VXLAN_NEXT_NSH ? serviceHeader(frame, at + HEADER) : next(frame, next, at + HEADER);
    }

    /** Version 0; six bits tell how many words of options follow. */
    static Outcome geneve(Frame frame, int at) {
        if (!frame.has(at, HEADER) || frame.unsignedByte(at) >> 6 != 0) {
            return Outcome.UDP;
        }
        int options = (frame.unsignedByte(at) & 0x3f) * 4;
        int type = frame.unsignedShort(at + 2);
        return type < EtherTypes.SMALLEST ? Outcome.UDP : EtherTypes.decode(frame, type, at + HEADER + options);
    }

    static Outcome serviceHeader(Frame frame, int at) {
        if (!frame.has(at, HEADER)) {
            return Outcome.TUNNEL_HEADER;
        }
        int length = (frame.unsignedShort(at) & 0x3f) * 4;
        return length < HEADER ? Outcome.TUNNEL_HEADER : next(frame, frame.unsignedByte(at + 3), at + length);
    }

    private static Outcome next(Frame frame, int next, int at) {
        return switch (next) {
            case NEXT_IPV4, NEXT_IPV6 -> Ip.decode(frame, at);
            case NEXT_ETHERNET -> Ethernet.decode(frame, at);
            case NEXT_MPLS -> Mpls.decode(frame, at);
            default -> Outcome.TUNNEL_PAYLOAD;
        };
    }
}
