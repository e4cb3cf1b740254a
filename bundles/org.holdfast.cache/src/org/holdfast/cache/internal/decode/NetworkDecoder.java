package org.holdfast.cache.internal.decode;

import static org.holdfast.cache.internal.decode.FrameDecoder.unsignedShort;

import java.nio.ByteBuffer;

/**
 * Decodes IPv4 (RFC 791) and IPv6 with its extension headers (RFC 8200) down to TCP (RFC 9293 §3.1). The IP header says
 * where the packet ends: what follows is the padding of a short frame. A length of 0 is a large segment that the
 * network card would have cut (TSO): then the frame says it.
 */
final class NetworkDecoder {

    private static final int PROTOCOL_TCP = 6;
    private static final int EXTENSION_HOP_BY_HOP = 0;
    private static final int EXTENSION_ROUTING = 43;
    private static final int EXTENSION_FRAGMENT = 44;
    private static final int EXTENSION_AUTHENTICATION = 51;
    private static final int EXTENSION_DESTINATION = 60;
    private static final int EXTENSION_MOBILITY = 135;
    private static final int EXTENSION_HOST_IDENTITY = 139;
    private static final int EXTENSION_SHIM6 = 140;
    private static final int MAXIMUM_EXTENSIONS = 16;

    private NetworkDecoder() {}

    static Outcome ipv4(ByteBuffer frame, int at, int wireEnd, Segment segment) {
        int limit = frame.limit();
        if (limit - at < 20) {
            return Outcome.IP_HEADER_CUT;
        }
        int headerLength = (frame.get(at) & 0xf) * 4;
        int totalLength = unsignedShort(frame, at + 2);
        if (headerLength < 20 || (totalLength != 0 && totalLength < headerLength)) {
            return Outcome.IP_LENGTH;
        }
        if (limit - at < headerLength) {
            return Outcome.IP_HEADER_CUT;
        }
        segment.ipv6 = false;
        segment.sourceHigh = 0;
        segment.sourceLow = frame.getInt(at + 12) & 0xffff_ffffL;
        segment.destinationHigh = 0;
        segment.destinationLow = frame.getInt(at + 16) & 0xffff_ffffL;
        segment.networkKnown = true;
        // More-fragments bit or an offset.
        if ((unsignedShort(frame, at + 6) & 0x3fff) != 0) {
            return Outcome.IPV4_FRAGMENT;
        }
        if ((frame.get(at + 9) & 0xff) != PROTOCOL_TCP) {
            return Outcome.IP_PROTOCOL;
        }
        int end = totalLength == 0 ? wireEnd : at + totalLength;
        if (end > wireEnd) {
            // Longer than its frame: every host drops it.
            return Outcome.IP_LENGTH;
        }
        return tcp(frame, at + headerLength, end, segment);
    }

    static Outcome ipv6(ByteBuffer frame, int at, int wireEnd, Segment segment) {
        int limit = frame.limit();
        if (limit - at < 40) {
            return Outcome.IP_HEADER_CUT;
        }
        segment.ipv6 = true;
        segment.sourceHigh = frame.getLong(at + 8);
        segment.sourceLow = frame.getLong(at + 16);
        segment.destinationHigh = frame.getLong(at + 24);
        segment.destinationLow = frame.getLong(at + 32);
        segment.networkKnown = true;
        int payloadLength = unsignedShort(frame, at + 4);
        int end = payloadLength == 0 ? wireEnd : at + 40 + payloadLength;
        if (end > wireEnd) {
            return Outcome.IP_LENGTH;
        }
        int next = frame.get(at + 6) & 0xff;
        int header = at + 40;
        for (int i = 0; i < MAXIMUM_EXTENSIONS; i++) {
            if (next == PROTOCOL_TCP) {
                return tcp(frame, header, end, segment);
            }
            if (!isExtension(next)) {
                return Outcome.IP_PROTOCOL;
            }
            if (limit - header < 8) {
                return Outcome.IP_HEADER_CUT;
            }
            // An offset or the more-fragments bit; a fragment header without either is an atomic fragment (RFC 6946).
            if (next == EXTENSION_FRAGMENT && (unsignedShort(frame, header + 2) & 0xfff9) != 0) {
                return Outcome.IPV6_FRAGMENT;
            }
            int units = frame.get(header + 1) & 0xff;
            int length = switch (next) {
                case EXTENSION_FRAGMENT -> 8;
                case EXTENSION_AUTHENTICATION -> (units + 2) * 4;
                default -> (units + 1) * 8;
            };
            next = frame.get(header) & 0xff;
            header += length;
            if (header > end) {
                return Outcome.IPV6_EXTENSION;
            }
        }
        return Outcome.IPV6_EXTENSION;
    }

    private static boolean isExtension(int next) {
        return switch (next) {
            case EXTENSION_HOP_BY_HOP,
                    EXTENSION_ROUTING,
                    EXTENSION_FRAGMENT,
                    EXTENSION_AUTHENTICATION,
                    EXTENSION_DESTINATION,
                    EXTENSION_MOBILITY,
                    EXTENSION_HOST_IDENTITY,
                    EXTENSION_SHIM6 -> true;
            default -> false;
        };
    }

    private static Outcome tcp(ByteBuffer frame, int at, int wireEnd, Segment segment) {
        if (wireEnd - at < 20) {
            return Outcome.TCP_LENGTH;
        }
        int end = Math.min(frame.limit(), wireEnd);
        if (end - at < 20) {
            return Outcome.TCP_HEADER_CUT;
        }
        int headerLength = (frame.get(at + 12) >> 4 & 0xf) * 4;
        if (headerLength < 20 || headerLength > wireEnd - at) {
            return Outcome.TCP_LENGTH;
        }
        if (headerLength > end - at) {
            return Outcome.TCP_HEADER_CUT;
        }
        segment.sourcePort = unsignedShort(frame, at);
        segment.destinationPort = unsignedShort(frame, at + 2);
        segment.sequence = frame.getInt(at + 4);
        segment.acknowledgment = frame.getInt(at + 8);
        segment.flags = frame.get(at + 13) & 0xff;
        segment.window = unsignedShort(frame, at + 14);
        segment.payloadAt = at + headerLength;
        segment.payloadLength = wireEnd - segment.payloadAt;
        segment.payloadCaptured = end - segment.payloadAt;
        boolean wellFormed = TcpOptionsParser.parse(frame, at + 20, at + headerLength, segment);
        return wellFormed ? Outcome.TCP : Outcome.TCP_OPTIONS;
    }
}
