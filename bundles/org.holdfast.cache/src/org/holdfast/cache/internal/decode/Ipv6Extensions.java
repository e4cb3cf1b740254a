package org.holdfast.cache.internal.decode;

import java.nio.ByteBuffer;

/**
 * The extension headers of IPv6 (RFC 8200 §4). Two of them change an end of the connection: a routing header names the
 * last destination (§4.4, RFC 8754), and the home address option the source that TCP knows (RFC 6275 §6.3).
 */
final class Ipv6Extensions {

    static final int HOP_BY_HOP = 0;
    private static final int ROUTING = 43;
    private static final int FRAGMENT = 44;
    private static final int AUTHENTICATION = 51;
    private static final int DESTINATION = 60;
    private static final int MOBILITY = 135;
    private static final int HOST_IDENTITY = 139;
    private static final int SHIM6 = 140;

    private static final int MAXIMUM_EXTENSIONS = 16;
    /** Offset or more-fragments bit; without both it is an atomic fragment, which is whole (RFC 6946). */
    private static final int FRAGMENT_PLACE = 0xfff9;

    private static final int PAD_1 = 0;
    private static final int JUMBO_PAYLOAD = 0xc2;
    private static final int HOME_ADDRESS = 0xc9;

    private static final int ROUTING_SOURCE = 0;
    private static final int ROUTING_MOBILE = 2;
    private static final int ROUTING_SEGMENTS = 4;

    private Ipv6Extensions() {}

    static boolean isExtension(int next) {
        return switch (next) {
            case HOP_BY_HOP, ROUTING, FRAGMENT, AUTHENTICATION, DESTINATION, MOBILITY, HOST_IDENTITY, SHIM6 -> true;
            default -> false;
        };
    }

    static Outcome decode(Frame frame, int at, int first) {
        int next = first;
        int nextAt = at + 6;
        int header = at + Ipv6.HEADER;
        for (int i = 0; i < MAXIMUM_EXTENSIONS; i++) {
            if (!isExtension(next)) {
                return IpProtocols.decode(frame, next, header);
            }
            if (frame.wireEnd - header < 8) {
                return Outcome.IPV6_EXTENSION;
            }
            if (!frame.has(header, 8)) {
                return Outcome.IP_HEADER_CUT;
            }
            if (next == FRAGMENT && (frame.unsignedShort(header + 2) & FRAGMENT_PLACE) != 0) {
                return fragment(frame, at, header, nextAt);
            }
            int length = length(frame, header, next);
            if (length > frame.wireEnd - header) {
                return Outcome.IPV6_EXTENSION;
            }
            if (!frame.has(header, length)) {
                return Outcome.IP_HEADER_CUT;
            }
            if (next == ROUTING) {
                route(frame, header, length);
            } else if (next == DESTINATION) {
                homeAddress(frame, header, length);
            }
            next = frame.unsignedByte(header);
            nextAt = header;
            header += length;
        }
        return Outcome.IPV6_EXTENSION;
    }

    private static int length(Frame frame, int header, int kind) {
        int units = frame.unsignedByte(header + 1);
        return switch (kind) {
            case FRAGMENT -> 8;
            case AUTHENTICATION -> (units + 2) * 4;
            default -> (units + 1) * 8;
        };
    }

    private static Outcome fragment(Frame frame, int at, int header, int nextAt) {
        int data = header + 8;
        int place = frame.unsignedShort(header + 2);
        int offset = place & 0xfff8;
        boolean more = (place & 1) != 0;
        int next = frame.unsignedByte(header);
        int length = frame.wireEnd - data;
        boolean whole = frame.has(data, length) && frame.segment.remarks == 0;
        if (!whole) {
            if (offset != 0) {
                return Outcome.FRAGMENT_CUT;
            }
            frame.beginning();
            return IpProtocols.decode(frame, next, data);
        }
        if (length <= 0 || (more && length % 8 != 0)) {
            return Outcome.FRAGMENT_LENGTH;
        }
        FragmentKey key = FragmentKey.of(frame.segment, frame.bytes.getInt(header + 4), 0);
        return frame.fragments()
                .add(frame, new Fragment(key, next, at, header - at, nextAt - at, data, length, offset, more));
    }

    private static void route(Frame frame, int header, int length) {
        int segmentsLeft = frame.unsignedByte(header + 3);
        if (segmentsLeft == 0 || length < 24) {
            return;
        }
        int last = switch (frame.unsignedByte(header + 2)) {
            case ROUTING_SOURCE, ROUTING_MOBILE -> header + 8 + (length - 8) / 16 * 16 - 16;
            // Listed backwards.
            case ROUTING_SEGMENTS -> header + 8;
            default -> -1;
        };
        if (last >= 0) {
            frame.segment.destinationHigh = frame.bytes.getLong(last);
            frame.segment.destinationLow = frame.bytes.getLong(last + 8);
        }
    }

    private static void homeAddress(Frame frame, int header, int length) {
        int option = option(frame, header, length, HOME_ADDRESS, 16);
        if (option >= 0) {
            frame.segment.sourceHigh = frame.bytes.getLong(option);
            frame.segment.sourceLow = frame.bytes.getLong(option + 8);
        }
    }

    /** The length that a hop-by-hop header at this place tells, 0 when there is none. */
    static int jumboLength(Frame frame, int header) {
        if (!frame.has(header, 8)) {
            return 0;
        }
        int length = length(frame, header, HOP_BY_HOP);
        if (!frame.has(header, length)) {
            return 0;
        }
        int option = option(frame, header, length, JUMBO_PAYLOAD, 4);
        // More than 2 GiB can't be in a frame.
        return option < 0 ? 0 : Math.max(0, frame.bytes.getInt(option));
    }

    /** Where the value of an option stands, -1 when it is missing. */
    private static int option(Frame frame, int header, int length, int wanted, int wantedLength) {
        ByteBuffer bytes = frame.bytes;
        int end = header + length;
        int at = header + 2;
        while (at + 2 <= end) {
            int kind = bytes.get(at) & 0xff;
            int valueLength = kind == PAD_1 ? -1 : bytes.get(at + 1) & 0xff;
            if (kind == wanted && valueLength == wantedLength && at + 2 + valueLength <= end) {
                return at + 2;
            }
            at += 2 + valueLength;
        }
        return -1;
    }
}
