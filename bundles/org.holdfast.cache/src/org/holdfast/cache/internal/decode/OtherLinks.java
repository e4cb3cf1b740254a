package org.holdfast.cache.internal.decode;

/** Link layers that are seldom met, each a few bytes to skip. */
final class OtherLinks {

    private static final int NETFILTER_PAYLOAD = 9;
    private static final int NETFILTER_LARGEST_TYPE = 63;
    private static final int SLIP_HEADER = 16;
    private static final int CISCO_OR_CONTROL = 0x03;

    private OtherLinks() {}

    /** Access control, frame control, addresses; the first bit of the source tells whether a route follows. */
    static Outcome tokenRing(Frame frame, int at) {
        if (!frame.has(at, 16)) {
            return Outcome.LINK_HEADER_CUT;
        }
        boolean routed = (frame.unsignedByte(at + 8) & 0x80) != 0;
        return Llc.decode(frame, at + 14 + (routed ? frame.unsignedByte(at + 14) & 0x1f : 0));
    }

    /** Addresses of two to four bytes, the last marked; then RFC 2427 or a type in Cisco's way. */
    static Outcome frameRelay(Frame frame, int start) {
        int at = start;
        do {
            if (!frame.has(at, 1)) {
                return Outcome.LINK_HEADER_CUT;
            }
        } while ((frame.unsignedByte(at++) & 1) == 0);
        if (!frame.has(at, 3)) {
            return Outcome.LINK_HEADER_CUT;
        }
        if (frame.unsignedByte(at) != CISCO_OR_CONTROL) {
            int type = frame.unsignedShort(at);
            return type < EtherTypes.SMALLEST ? Outcome.ETHER_TYPE : EtherTypes.decode(frame, type, at + 2);
        }
        boolean padded = frame.unsignedByte(at + 1) == 0;
        return Llc.networkLayer(frame, padded ? at + 2 : at + 1);
    }

    /** A header made by libpcap: direction, then the compressed header, of which only that of plain IP is read. */
    static Outcome serialLine(Frame frame, int at) {
        return Ip.decode(frame, at + SLIP_HEADER);
    }

    /** Linux netfilter's log: attributes of length and type in the capturing host's byte order, aligned to words. */
    static Outcome netfilter(Frame frame, int start) {
        if (!frame.has(start, 8)) {
            return Outcome.LINK_HEADER_CUT;
        }
        int at = start + 4;
        boolean littleEndian = frame.littleEndianShort(at + 2) <= NETFILTER_LARGEST_TYPE;
        while (frame.has(at, 4)) {
            int length = littleEndian ? frame.littleEndianShort(at) : frame.unsignedShort(at);
            int type = littleEndian ? frame.littleEndianShort(at + 2) : frame.unsignedShort(at + 2);
            if (length < 4) {
                break;
            }
            if (type == NETFILTER_PAYLOAD) {
                frame.narrow(at, length);
                return AddressFamily.byFamily(frame, frame.unsignedByte(start), at + 4);
            }
            at += length + 3 & ~3;
        }
        return Outcome.LINK_HEADER_CUT;
    }

    /** PPI: version, flags, length, link type, little-endian. */
    static Outcome packetInformation(Frame frame, int at) {
        if (!frame.has(at, 8)) {
            return Outcome.LINK_HEADER_CUT;
        }
        int length = frame.littleEndianShort(at + 2);
        return length < 8 || !frame.has(at, length)
                ? Outcome.LINK_HEADER_CUT
                : LinkLayer.decode(frame, frame.littleEndianInt(at + 4), at + length);
    }

    /** Darwin's: length, kind of record, link type, little-endian. */
    static Outcome packetTap(Frame frame, int at) {
        if (!frame.has(at, 12)) {
            return Outcome.LINK_HEADER_CUT;
        }
        int length = frame.littleEndianInt(at);
        return length < 12 || !frame.has(at, length)
                ? Outcome.LINK_HEADER_CUT
                : LinkLayer.decode(frame, frame.littleEndianInt(at + 8), at + length);
    }
}
