package org.holdfast.cache.internal.decode;

/** Ethernet II and IEEE 802.3. */
final class Ethernet {

    static final int HEADER_LENGTH = 14;
    /** Two addresses stand before the type. */
    static final int TYPE_OFFSET = 12;

    private Ethernet() {}

    static Outcome decode(Frame frame, int at) {
        if (!frame.has(at, HEADER_LENGTH)) {
            return Outcome.LINK_HEADER_CUT;
        }
        int type = frame.unsignedShort(at + TYPE_OFFSET);
        return switch (type) {
            case EtherTypes.IPV4 -> Ipv4.decode(frame, at + HEADER_LENGTH);
            case EtherTypes.IPV6 -> Ipv6.decode(frame, at + HEADER_LENGTH);
            default -> EtherTypes.decode(frame, type, at + HEADER_LENGTH);
        };
    }

    /** Whether an Ethernet header might stand here: for layers that don't say what they carry. */
    static boolean plausible(Frame frame, int at) {
        return frame.has(at, HEADER_LENGTH) && EtherTypes.isUsual(frame.unsignedShort(at + TYPE_OFFSET));
    }
}
