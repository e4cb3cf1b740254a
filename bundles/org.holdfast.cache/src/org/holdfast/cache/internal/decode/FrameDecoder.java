package org.holdfast.cache.internal.decode;

import java.nio.ByteBuffer;

/**
 * Decodes the link layer and hands on to {@link NetworkDecoder}: Ethernet with VLAN tags and LLC/SNAP, Linux cooked v1
 * and v2, raw IP, null and loopback. Link types are pcap's LINKTYPE_ values. One thread at a time.
 */
public final class FrameDecoder {

    private static final int LINKTYPE_NULL = 0;
    private static final int LINKTYPE_ETHERNET = 1;
    private static final int LINKTYPE_RAW = 101;
    private static final int LINKTYPE_LOOP = 108;
    private static final int LINKTYPE_LINUX_SLL = 113;
    private static final int LINKTYPE_IPV4 = 228;
    private static final int LINKTYPE_IPV6 = 229;
    private static final int LINKTYPE_LINUX_SLL2 = 276;

    private static final int ETHERTYPE_IPV4 = 0x0800;
    private static final int ETHERTYPE_ARP = 0x0806;
    private static final int ETHERTYPE_VLAN = 0x8100;
    private static final int ETHERTYPE_IPV6 = 0x86dd;
    private static final int ETHERTYPE_QINQ = 0x88a8;
    private static final int ETHERTYPE_QINQ_OLD = 0x9100;
    /** Below this the field is a length and LLC follows (IEEE 802.3). */
    private static final int SMALLEST_ETHERTYPE = 0x0600;

    private static final int MAXIMUM_TAGS = 4;

    private final DecodeCounters counters = new DecodeCounters();

    public DecodeCounters counters() {
        return counters;
    }

    /**
     * Decodes one frame and counts what became of it.
     *
     * @param linkType the outermost layer
     * @param frame from position to limit; byte order big-endian; position and limit stay as they are
     * @param originalLength bytes on the wire
     * @param segment filled; whole only when {@link Outcome#TCP} is returned
     */
    public Outcome decode(int linkType, ByteBuffer frame, int originalLength, Segment segment) {
        segment.clear(frame);
        long onWire = (long) frame.position() + Math.max(originalLength, frame.remaining());
        int wireEnd = (int) Math.min(Integer.MAX_VALUE, onWire);
        Outcome outcome = link(linkType, frame, wireEnd, segment);
        counters.count(outcome);
        return outcome;
    }

    private Outcome link(int linkType, ByteBuffer frame, int wireEnd, Segment segment) {
        int at = frame.position();
        int captured = frame.remaining();
        return switch (linkType) {
            case LINKTYPE_ETHERNET ->
                captured < 14 ? Outcome.LINK_HEADER_CUT : etherType(frame, at + 12, wireEnd, segment);
            case LINKTYPE_LINUX_SLL ->
                captured < 16 ? Outcome.LINK_HEADER_CUT : etherType(frame, at + 14, wireEnd, segment);
            case LINKTYPE_LINUX_SLL2 ->
                captured < 20
                        ? Outcome.LINK_HEADER_CUT
                        : byType(unsignedShort(frame, at), frame, at + 20, wireEnd, segment);
            case LINKTYPE_RAW, LINKTYPE_IPV4, LINKTYPE_IPV6 -> byVersion(frame, at, wireEnd, segment);
            case LINKTYPE_NULL, LINKTYPE_LOOP ->
                captured < 4 ? Outcome.LINK_HEADER_CUT : addressFamily(frame, at, wireEnd, segment);
            default -> Outcome.LINK_TYPE;
        };
    }

    /** {@code at} is where the type stands, the payload follows it. */
    private Outcome etherType(ByteBuffer frame, int at, int wireEnd, Segment segment) {
        int typeAt = at;
        int type = unsignedShort(frame, typeAt);
        int tags = 0;
        while (type == ETHERTYPE_VLAN || type == ETHERTYPE_QINQ || type == ETHERTYPE_QINQ_OLD) {
            if (++tags > MAXIMUM_TAGS) {
                return Outcome.VLAN_DEPTH;
            }
            typeAt += 4;
            if (typeAt + 2 > frame.limit()) {
                return Outcome.LINK_HEADER_CUT;
            }
            type = unsignedShort(frame, typeAt);
        }
        int payload = typeAt + 2;
        if (type < SMALLEST_ETHERTYPE) {
            // LLC AA-AA-03 with SNAP OUI 0 carries an EtherType (RFC 1042).
            if (payload + 8 > frame.limit()
                    || unsignedShort(frame, payload) != 0xaaaa
                    || frame.getInt(payload + 2) != 0x03000000) {
                return Outcome.ETHER_TYPE;
            }
            return byType(unsignedShort(frame, payload + 6), frame, payload + 8, wireEnd, segment);
        }
        return byType(type, frame, payload, wireEnd, segment);
    }

    private Outcome byType(int type, ByteBuffer frame, int at, int wireEnd, Segment segment) {
        return switch (type) {
            case ETHERTYPE_IPV4, ETHERTYPE_IPV6 -> byVersion(frame, at, wireEnd, segment);
            case ETHERTYPE_ARP -> Outcome.ARP;
            default -> Outcome.ETHER_TYPE;
        };
    }

    private Outcome addressFamily(ByteBuffer frame, int at, int wireEnd, Segment segment) {
        int family = frame.getInt(at);
        if ((family & 0xffff) == 0) {
            // BSD's null header is in the byte order of the host that captured.
            family = Integer.reverseBytes(family);
        }
        return switch (family) {
            // AF_INET everywhere; AF_INET6 on Linux, NetBSD, FreeBSD, Darwin.
            case 2, 10, 24, 28, 30 -> byVersion(frame, at + 4, wireEnd, segment);
            default -> Outcome.ADDRESS_FAMILY;
        };
    }

    private Outcome byVersion(ByteBuffer frame, int at, int wireEnd, Segment segment) {
        if (at >= frame.limit()) {
            return Outcome.IP_HEADER_CUT;
        }
        Outcome outcome = switch (frame.get(at) >> 4 & 0xf) {
            case 4 -> NetworkDecoder.ipv4(frame, at, wireEnd, segment);
            case 6 -> NetworkDecoder.ipv6(frame, at, wireEnd, segment);
            default -> Outcome.IP_VERSION;
        };
        if (outcome == Outcome.TCP_OPTIONS) {
            counters.count(Outcome.TCP_OPTIONS);
            return Outcome.TCP;
        }
        return outcome;
    }

    static int unsignedShort(ByteBuffer frame, int at) {
        return frame.getShort(at) & 0xffff;
    }
}
