package org.holdfast.cache.internal.decode;

/** Generic routing encapsulation: version 0 (RFC 2784, RFC 2890, RFC 1701), version 1 of PPTP (RFC 2637). */
final class Gre {

    private static final int CHECKSUM = 0x8000;
    private static final int ROUTING = 0x4000;
    private static final int KEY = 0x2000;
    private static final int SEQUENCE = 0x1000;
    private static final int ACKNOWLEDGMENT = 0x0080;
    private static final int VERSION = 0x0007;

    private static final int KEEP_ALIVE = 0x0000;
    private static final int ERSPAN_3 = 0x22eb;
    private static final int ARUBA_FIRST = 0x8200;
    private static final int ARUBA_LAST = 0x83ff;
    private static final int WCCP = 0x883e;
    private static final int PPP = 0x880b;
    private static final int ERSPAN = 0x88be;

    private Gre() {}

    static Outcome decode(Frame frame, int at) {
        if (!frame.has(at, 4)) {
            return Outcome.TUNNEL_HEADER;
        }
        int flags = frame.unsignedShort(at);
        int type = frame.unsignedShort(at + 2);
        return switch (flags & VERSION) {
            case 0 -> version0(frame, at + 4, flags, type);
            case 1 -> version1(frame, at + 4, flags, type);
            default -> Outcome.TUNNEL_PAYLOAD;
        };
    }

    private static Outcome version0(Frame frame, int start, int flags, int type) {
        int at = start;
        if ((flags & (CHECKSUM | ROUTING)) != 0) {
            at += 4;
        }
        if ((flags & KEY) != 0) {
            at += 4;
        }
        if ((flags & SEQUENCE) != 0) {
            at += 4;
        }
        if ((flags & ROUTING) != 0) {
            at = behindRoutes(frame, at);
        }
        if (!frame.has(at, 1)) {
            return Outcome.TUNNEL_HEADER;
        }
        if (type == ERSPAN) {
            // Type I has no header of its own, and no sequence numbers either.
            return Ethernet.decode(frame, (flags & SEQUENCE) == 0 ? at : at + 8);
        }
        return payload(frame, type, at);
    }

    /** Source route entries: family, offset, length; the last one has none of them. */
    private static int behindRoutes(Frame frame, int start) {
        int at = start;
        while (frame.has(at, 4)) {
            int family = frame.unsignedShort(at);
            int length = frame.unsignedByte(at + 3);
            at += 4 + length;
            if (family == 0 && length == 0) {
                break;
            }
        }
        return at;
    }

    private static Outcome version1(Frame frame, int start, int flags, int type) {
        if (type != PPP || (flags & KEY) == 0 || (flags & SEQUENCE) == 0) {
            // Without a sequence number there is no payload.
            return Outcome.TUNNEL_PAYLOAD;
        }
        int at = start + ((flags & ACKNOWLEDGMENT) == 0 ? 8 : 12);
        if (!frame.has(at, 1)) {
            return Outcome.TUNNEL_HEADER;
        }
        frame.narrow(at, frame.unsignedShort(start));
        return Ppp.decode(frame, at);
    }

    private static Outcome payload(Frame frame, int type, int at) {
        if (type >= ARUBA_FIRST && type <= ARUBA_LAST) {
            return Wlan.decode(frame, at, false);
        }
        return switch (type) {
            case ERSPAN_3 -> erspan3(frame, at);
            case PPP -> Ppp.decode(frame, at);
            // The redirect header is left out by some.
            case WCCP -> Ip.decode(frame, Ip.plausible(frame, at) ? at : at + 4);
            case KEEP_ALIVE -> unnamed(frame, at);
            default -> type < EtherTypes.SMALLEST ? Outcome.TUNNEL_PAYLOAD : EtherTypes.decode(frame, type, at);
        };
    }

    /** Twelve bytes; the last bit tells whether eight more follow. Frame type 2 is IP, the others are Ethernet. */
    private static Outcome erspan3(Frame frame, int at) {
        if (!frame.has(at, 12)) {
            return Outcome.TUNNEL_HEADER;
        }
        int last = frame.unsignedShort(at + 10);
        int payload = at + 12 + (last & 1) * 8;
        boolean isIp = (last >> 10 & 0x1f) == 2;
        return isIp ? Ip.decode(frame, payload) : Ethernet.decode(frame, payload);
    }

    /** Access points send frames of either kind under type 0. */
    private static Outcome unnamed(Frame frame, int at) {
        if (Wlan.plausible(frame, at)) {
            return Wlan.decode(frame, at, false);
        }
        return Ethernet.plausible(frame, at) ? Ethernet.decode(frame, at) : Outcome.TUNNEL_PAYLOAD;
    }
}
