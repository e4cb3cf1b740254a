package org.holdfast.cache.internal.decode;

/** Either version of IP, as the first four bits say. */
final class Ip {

    static final int VERSION_4 = 4;
    static final int VERSION_6 = 6;

    private Ip() {}

    static Outcome decode(Frame frame, int at) {
        if (!frame.has(at, 1)) {
            return Outcome.IP_HEADER_CUT;
        }
        return switch (version(frame, at)) {
            case VERSION_4 -> Ipv4.decode(frame, at);
            case VERSION_6 -> Ipv6.decode(frame, at);
            default -> Outcome.IP_VERSION;
        };
    }

    /**
     * Whether an IP packet might stand here: for layers that don't say what they carry, and for tunnels that nothing but
     * a port announces.
     */
    static boolean plausible(Frame frame, int at) {
        if (!frame.has(at, Ipv4.SMALLEST_HEADER)) {
            return false;
        }
        int room = frame.segment.isPartial() ? Integer.MAX_VALUE : frame.wireEnd - at;
        return switch (version(frame, at)) {
            case VERSION_4 -> {
                int headerLength = (frame.unsignedByte(at) & 0xf) * 4;
                int totalLength = frame.unsignedShort(at + 2);
                yield headerLength >= Ipv4.SMALLEST_HEADER
                        && (totalLength >= headerLength && totalLength <= room
                                || totalLength == 0 && frame.unsignedByte(at + 9) == IpProtocols.TCP);
            }
            case VERSION_6 -> frame.unsignedShort(at + 4) + Ipv6.HEADER <= room;
            default -> false;
        };
    }

    private static int version(Frame frame, int at) {
        return frame.unsignedByte(at) >> 4;
    }
}
