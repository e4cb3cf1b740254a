package org.holdfast.cache.internal.decode;

/** MPLS label stacks (RFC 3032). Labels don't say what they carry: the payload's first bits must (RFC 4928, RFC 4385). */
final class Mpls {

    private static final int MAXIMUM_LABELS = 16;
    private static final int CONTROL_WORD_LENGTH = 4;

    private Mpls() {}

    static Outcome decode(Frame frame, int start) {
        int at = start;
        boolean bottom = false;
        for (int labels = 0; !bottom; labels++) {
            if (labels == MAXIMUM_LABELS) {
                return Outcome.MPLS_DEPTH;
            }
            if (!frame.has(at, 4)) {
                return Outcome.LINK_HEADER_CUT;
            }
            bottom = (frame.unsignedByte(at + 2) & 1) != 0;
            at += 4;
        }
        if (!frame.has(at, 1)) {
            return Outcome.LINK_HEADER_CUT;
        }
        return switch (frame.unsignedByte(at) >> 4) {
            case 4, 6 ->
                Ip.plausible(frame, at) || !Ethernet.plausible(frame, at)
                        ? Ip.decode(frame, at)
                        : Ethernet.decode(frame, at);
            case 0 -> pseudowire(frame, at);
            default -> withoutControlWord(frame, at);
        };
    }

    private static Outcome pseudowire(Frame frame, int at) {
        return Ethernet.plausible(frame, at + CONTROL_WORD_LENGTH)
                ? Ethernet.decode(frame, at + CONTROL_WORD_LENGTH)
                : withoutControlWord(frame, at);
    }

    private static Outcome withoutControlWord(Frame frame, int at) {
        return Ethernet.plausible(frame, at) ? Ethernet.decode(frame, at) : Outcome.MPLS_PAYLOAD;
    }
}
