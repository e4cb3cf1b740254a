package org.holdfast.cache.internal.decode;

/** Tunnels over UDP that carry IP packets. What can't be their header is {@link Outcome#UDP}. */
final class IpTunnels {

    private static final int GTP_VERSION_1 = 0x30;
    private static final int GTP_PACKET = 255;

    private static final int TEREDO_AUTHENTICATION = 0x0001;
    private static final int TEREDO_ORIGIN = 0x0000;

    private static final int IPV4 = 4;
    private static final int IPV6 = 41;

    private IpTunnels() {}

    /** An IP packet that fits, or else this was no tunnel. */
    static Outcome plausible(Frame frame, int at) {
        return Ip.plausible(frame, at) && frame.enter() ? Ip.decode(frame, at) : Outcome.UDP;
    }

    /** User data of mobile networks (3GPP TS 29.281 §5). */
    static Outcome gtp(Frame frame, int at) {
        if (!frame.has(at, 12)
                || (frame.unsignedByte(at) & 0xf0) != GTP_VERSION_1
                || frame.unsignedByte(at + 1) != GTP_PACKET) {
            return Outcome.UDP;
        }
        int length = frame.unsignedShort(at + 2);
        if (!frame.narrow(at + 8, length) && !frame.segment.isPartial()) {
            return Outcome.UDP;
        }
        return switch (frame.unsignedByte(at) & 7) {
            case 0 -> packet(frame, at + 8);
            case 1, 2, 3 -> packet(frame, at + 12);
            default -> packet(frame, behindExtensions(frame, at + 11));
        };
    }

    /** Behind a header that leaves little doubt. Other payloads than IP are ignored. */
    private static Outcome packet(Frame frame, int at) {
        if (!frame.enter()) {
            return Outcome.TUNNEL_DEPTH;
        }
        Outcome outcome = Ip.decode(frame, at);
        return outcome == Outcome.IP_VERSION ? Outcome.TUNNEL_PAYLOAD : outcome;
    }

    /** Each begins with its length in words and ends with the type of the next one; type 0 ends them. */
    private static int behindExtensions(Frame frame, int typeAt) {
        int at = typeAt;
        while (frame.has(at, 2) && frame.unsignedByte(at) != 0) {
            int length = frame.unsignedByte(at + 1) * 4;
            if (length == 0) {
                break;
            }
            at += length;
        }
        return at + 1;
    }

    /** IPv6 through address translators (RFC 4380 §5.1.1). */
    static Outcome teredo(Frame frame, int start) {
        int at = start;
        if (frame.has(at, 4) && frame.unsignedShort(at) == TEREDO_AUTHENTICATION) {
            at += 4 + frame.unsignedByte(at + 2) + frame.unsignedByte(at + 3) + 9;
        }
        if (frame.has(at, 8) && frame.unsignedShort(at) == TEREDO_ORIGIN) {
            at += 8;
        }
        boolean isIpv6 = frame.has(at, Ipv6.HEADER) && frame.unsignedByte(at) >> 4 == 6;
        return isIpv6 ? plausible(frame, at) : Outcome.UDP;
    }

    /** AYIYA (draft-massar-v6ops-ayiya §4): identity and signature have lengths of their own. */
    static Outcome anythingInAnything(Frame frame, int at) {
        if (!frame.has(at, 8)) {
            return Outcome.UDP;
        }
        int identity = 1 << (frame.unsignedByte(at) >> 4);
        int signature = (frame.unsignedByte(at + 1) >> 4) * 4;
        int next = frame.unsignedByte(at + 3);
        return next == IPV4 || next == IPV6 ? plausible(frame, at + 8 + identity + signature) : Outcome.UDP;
    }
}
