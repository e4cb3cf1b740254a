package org.holdfast.cache.internal.decode;

import java.nio.ByteBuffer;

/** IPv6 (RFC 8200), with jumbograms (RFC 2675). No length at all is a large segment, as with {@link Ipv4}. */
final class Ipv6 {

    static final int HEADER = 40;

    private Ipv6() {}

    static Outcome decode(Frame frame, int at) {
        if (!frame.has(at, HEADER)) {
            return Outcome.IP_HEADER_CUT;
        }
        ByteBuffer bytes = frame.bytes;
        // Version, class, flow label, payload length, next header, hop limit.
        long first = bytes.getLong(at);
        if (first >>> 60 != Ip.VERSION_6) {
            return Outcome.IP_VERSION;
        }
        Segment segment = frame.segment;
        segment.version = Ip.VERSION_6;
        segment.sourceHigh = bytes.getLong(at + 8);
        segment.sourceLow = bytes.getLong(at + 16);
        segment.destinationHigh = bytes.getLong(at + 24);
        segment.destinationLow = bytes.getLong(at + 32);
        int payloadLength = (int) (first >>> 16) & 0xffff;
        int next = (int) (first >>> 8) & 0xff;
        if (payloadLength == 0) {
            payloadLength = next == Ipv6Extensions.HOP_BY_HOP ? Ipv6Extensions.jumboLength(frame, at + HEADER) : 0;
        }
        if (payloadLength == 0) {
            frame.withoutLength();
        } else if (!frame.narrow(at + HEADER, payloadLength)) {
            frame.overlong();
        }
        return next == IpProtocols.TCP ? Tcp.decode(frame, at + HEADER) : Ipv6Extensions.decode(frame, at, next);
    }
}
