package org.holdfast.cache.internal.decode;

/** Link layers that say nothing but the address family, most of them in the byte order of the capturing host. */
final class AddressFamily {

    private AddressFamily() {}

    static Outcome decode(Frame frame, int at, int payload) {
        if (!frame.has(at, payload - at)) {
            return Outcome.LINK_HEADER_CUT;
        }
        int family = frame.bytes.getInt(at);
        if ((family & 0xffff) == 0) {
            family = Integer.reverseBytes(family);
        }
        if (family >= EtherTypes.SMALLEST) {
            // Some systems write an EtherType.
            return EtherTypes.decode(frame, family, payload);
        }
        return byFamily(frame, family, payload);
    }

    /** OpenBSD's packet filter log: length without padding, then the family. */
    static Outcome packetFilter(Frame frame, int at) {
        if (!frame.has(at, 2)) {
            return Outcome.LINK_HEADER_CUT;
        }
        int length = frame.unsignedByte(at) + 3 & ~3;
        return byFamily(frame, frame.unsignedByte(at + 1), at + length);
    }

    static Outcome byFamily(Frame frame, int family, int payload) {
        return switch (family) {
            // AF_INET everywhere; AF_INET6 on Linux, NetBSD, FreeBSD, Darwin, Solaris.
            case 2, 10, 24, 26, 28, 30 -> Ip.decode(frame, payload);
            default -> Outcome.ADDRESS_FAMILY;
        };
    }
}
