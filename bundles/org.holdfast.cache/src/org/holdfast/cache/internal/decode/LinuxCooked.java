package org.holdfast.cache.internal.decode;

/** What Linux gives in place of the link layer when it captures on all interfaces at once. */
final class LinuxCooked {

    private static final int HEADER_1 = 16;
    private static final int HEADER_2 = 20;

    /** Where an EtherType would be: LLC follows. */
    private static final int LLC = 0x0004;

    private LinuxCooked() {}

    static Outcome version1(Frame frame, int at) {
        return frame.has(at, HEADER_1)
                ? payload(frame, frame.unsignedShort(at + HEADER_1 - 2), at + HEADER_1)
                : Outcome.LINK_HEADER_CUT;
    }

    static Outcome version2(Frame frame, int at) {
        return frame.has(at, HEADER_2)
                ? payload(frame, frame.unsignedShort(at), at + HEADER_2)
                : Outcome.LINK_HEADER_CUT;
    }

    private static Outcome payload(Frame frame, int type, int at) {
        if (type == LLC) {
            return Llc.decode(frame, at);
        }
        return type < EtherTypes.SMALLEST ? Outcome.ETHER_TYPE : EtherTypes.decode(frame, type, at);
    }
}
