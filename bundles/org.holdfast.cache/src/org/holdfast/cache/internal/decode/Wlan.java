package org.holdfast.cache.internal.decode;

/** Data frames of wireless networks (IEEE 802.11-2020 §9.3.2), whose body is LLC. */
final class Wlan {

    // Frame control: the first byte says the kind, the second one has flags.
    private static final int KIND_MASK = 0x0f00;
    private static final int KIND_DATA = 0x0800;
    private static final int NO_DATA = 0x4000;
    private static final int QUALITY_OF_SERVICE = 0x8000;
    private static final int BOTH_SYSTEMS = 0x0003;
    private static final int MORE_FRAGMENTS = 0x0004;
    private static final int PROTECTED = 0x0040;
    private static final int ORDER = 0x0080;

    private static final int HEADER = 24;
    private static final int FRAGMENT_NUMBER_OFFSET = 22;
    private static final int AGGREGATE = 0x80;
    private static final int SUBFRAME_HEADER = 14;

    private Wlan() {}

    /** {@code padded} when the header was filled up to whole words before the body. */
    static Outcome decode(Frame frame, int at, boolean padded) {
        return frame.has(at, 2) ? decode(frame, at, frame.unsignedShort(at), padded) : Outcome.LINK_HEADER_CUT;
    }

    /** The two bytes of frame control stand the other way round. */
    static Outcome decodeSwapped(Frame frame, int at) {
        return decode(frame, at, frame.littleEndianShort(at), false);
    }

    static boolean isSwapped(Frame frame, int at) {
        return !isData(frame.unsignedShort(at)) && isData(frame.littleEndianShort(at));
    }

    /** Whether a data frame that can be decoded might stand here. */
    static boolean plausible(Frame frame, int at) {
        if (!frame.has(at, HEADER)) {
            return false;
        }
        int control = frame.unsignedShort(at);
        int body = at + headerLength(control);
        return isData(control) && frame.has(body, 8) && Llc.header(frame, body) == Llc.SNAP;
    }

    private static Outcome decode(Frame frame, int at, int control, boolean padded) {
        if (!isData(control)) {
            return Outcome.WLAN_NO_DATA;
        }
        if ((control & PROTECTED) != 0) {
            return Outcome.WLAN_PROTECTED;
        }
        int header = headerLength(control);
        if (!frame.has(at, header)) {
            return Outcome.LINK_HEADER_CUT;
        }
        boolean firstFragment = (frame.unsignedByte(at + FRAGMENT_NUMBER_OFFSET) & 0xf) == 0;
        if ((control & MORE_FRAGMENTS) != 0 || !firstFragment) {
            return Outcome.WLAN_FRAGMENT;
        }
        int body = at + (padded ? header + 3 & ~3 : header);
        return isAggregate(frame, at, control) ? aggregate(frame, body) : Llc.decode(frame, body);
    }

    private static boolean isData(int control) {
        return (control & KIND_MASK) == KIND_DATA && (control & NO_DATA) == 0;
    }

    private static int headerLength(int control) {
        int length = qualityOffset(control);
        if ((control & QUALITY_OF_SERVICE) != 0) {
            // The order bit of these announces high throughput control.
            length += (control & ORDER) != 0 ? 6 : 2;
        }
        return length;
    }

    /** A fourth address is there when the frame goes from one distribution system to another. */
    private static int qualityOffset(int control) {
        return (control & BOTH_SYSTEMS) == BOTH_SYSTEMS ? HEADER + 6 : HEADER;
    }

    private static boolean isAggregate(Frame frame, int at, int control) {
        return (control & QUALITY_OF_SERVICE) != 0
                && (frame.unsignedByte(at + qualityOffset(control)) & AGGREGATE) != 0;
    }

    /** Each subframe has two addresses and a length. Only one that is alone can be shown as one segment. */
    private static Outcome aggregate(Frame frame, int at) {
        if (!frame.has(at, SUBFRAME_HEADER)) {
            return Outcome.LINK_HEADER_CUT;
        }
        int body = at + SUBFRAME_HEADER;
        int length = frame.unsignedShort(body - 2);
        if (frame.wireEnd - body - length >= SUBFRAME_HEADER) {
            return Outcome.WLAN_AGGREGATE;
        }
        frame.narrow(body, length);
        return Llc.decode(frame, body);
    }
}
