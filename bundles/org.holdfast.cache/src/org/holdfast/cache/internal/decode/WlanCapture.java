package org.holdfast.cache.internal.decode;

/** What capture programs put before frames of wireless networks: how they were received. */
final class WlanCapture {

    private static final int RADIOTAP_EXTENDED = 0x8000_0000;
    private static final int RADIOTAP_TIME = 1;
    private static final int RADIOTAP_FLAGS = 2;
    private static final int FLAG_CHECKSUM_AT_END = 0x10;
    private static final int FLAG_PADDED = 0x20;
    private static final int FLAG_BAD_CHECKSUM = 0x40;

    private static final int PRISM_LENGTH = 144;
    private static final int AVS_COOKIE = 0x8021_1000;

    private WlanCapture() {}

    /** Radiotap: little-endian; words of present fields, then the fields, each aligned to its own length. */
    static Outcome radiotap(Frame frame, int start) {
        if (!frame.has(start, 8)) {
            return Outcome.LINK_HEADER_CUT;
        }
        int length = frame.littleEndianShort(start + 2);
        if (length < 8 || !frame.has(start, length)) {
            return Outcome.LINK_HEADER_CUT;
        }
        int present = frame.littleEndianInt(start + 4);
        int flags = (present & RADIOTAP_FLAGS) == 0 ? 0 : radiotapFlags(frame, start, length, present);
        if ((flags & FLAG_BAD_CHECKSUM) != 0) {
            return Outcome.WLAN_CHECKSUM;
        }
        if ((flags & FLAG_CHECKSUM_AT_END) != 0) {
            frame.narrow(start, frame.wireEnd - start - 4);
        }
        return Wlan.decode(frame, start + length, (flags & FLAG_PADDED) != 0);
    }

    private static int radiotapFlags(Frame frame, int start, int length, int present) {
        int field = 8;
        int word = present;
        while ((word & RADIOTAP_EXTENDED) != 0 && field + 4 <= length) {
            word = frame.littleEndianInt(start + field);
            field += 4;
        }
        if ((present & RADIOTAP_TIME) != 0) {
            field = (field + 7 & ~7) + 8;
        }
        return field < length ? frame.unsignedByte(start + field) : 0;
    }

    /** A fixed header; some programs write AVS under this link type. */
    static Outcome prism(Frame frame, int at) {
        if (!frame.has(at, 8)) {
            return Outcome.LINK_HEADER_CUT;
        }
        return isAvs(frame, at) ? avs(frame, at) : Wlan.decode(frame, at + PRISM_LENGTH, false);
    }

    static Outcome avs(Frame frame, int at) {
        if (!frame.has(at, 8)) {
            return Outcome.LINK_HEADER_CUT;
        }
        if (!isAvs(frame, at)) {
            return Outcome.LINK_TYPE;
        }
        int length = frame.bytes.getInt(at + 4);
        return length < 8 || !frame.has(at, length) ? Outcome.LINK_HEADER_CUT : Wlan.decode(frame, at + length, false);
    }

    private static boolean isAvs(Frame frame, int at) {
        return (frame.bytes.getInt(at) & 0xffff_f000) == AVS_COOKIE;
    }
}
