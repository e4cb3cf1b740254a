package org.holdfast.cache.internal.decode;

import java.nio.ByteBuffer;
import org.holdfast.cache.Checksums;

/**
 * IPv4 (RFC 791). The header says where the packet ends: what follows is padding. A length of 0 is a large segment that
 * the network card would have cut (TSO): then the frame says it.
 */
final class Ipv4 {

    static final int SMALLEST_HEADER = 20;
    /** The first byte of nearly every packet: version 4, five words of header. */
    private static final byte WITHOUT_OPTIONS = 0x45;

    /** More-fragments bit or an offset, in units of eight bytes. */
    private static final int FRAGMENT = 0x3fff;

    private static final int MORE_FRAGMENTS = 0x2000;
    private static final int FRAGMENT_OFFSET = 0x1fff;

    private Ipv4() {}

    static Outcome decode(Frame frame, int at) {
        if (!frame.has(at, SMALLEST_HEADER)) {
            return Outcome.IP_HEADER_CUT;
        }
        // A constant length lets the processor read TCP before it has read this header.
        return frame.bytes.get(at) == WITHOUT_OPTIONS ? packet(frame, at, SMALLEST_HEADER) : withOptions(frame, at);
    }

    private static Outcome withOptions(Frame frame, int at) {
        int versionAndLength = frame.unsignedByte(at);
        if (versionAndLength >> 4 != Ip.VERSION_4) {
            return Ip.decode(frame, at);
        }
        int headerLength = (versionAndLength & 0xf) * 4;
        if (headerLength < SMALLEST_HEADER || headerLength > frame.wireEnd - at) {
            return Outcome.IP_LENGTH;
        }
        return frame.has(at, headerLength) ? packet(frame, at, headerLength) : Outcome.IP_HEADER_CUT;
    }

    private static Outcome packet(Frame frame, int at, int headerLength) {
        ByteBuffer bytes = frame.bytes;
        // Version, header length, service, total length, identification, fragment.
        long first = bytes.getLong(at);
        // Time to live, protocol, checksum, source.
        long second = bytes.getLong(at + 8);
        int totalLength = (int) (first >>> 32) & 0xffff;
        if (totalLength < headerLength && totalLength != 0) {
            return Outcome.IP_LENGTH;
        }
        Segment segment = frame.segment;
        segment.version = Ip.VERSION_4;
        segment.sourceHigh = 0;
        segment.sourceLow = second & 0xffff_ffffL;
        segment.destinationHigh = 0;
        segment.destinationLow = bytes.getInt(at + 16) & 0xffff_ffffL;
        if (headerLength > SMALLEST_HEADER) {
            Ipv4Options.route(frame, at + SMALLEST_HEADER, at + headerLength);
        }
        if (frame.checksums != Checksums.IGNORE && !checksumPasses(frame, at, headerLength)) {
            return Outcome.IP_CHECKSUM;
        }
        int protocol = (int) (second >>> 48) & 0xff;
        if (((int) first & FRAGMENT) != 0) {
            return fragment(frame, at, headerLength, protocol);
        }
        if (totalLength == 0) {
            frame.withoutLength();
        } else if (!frame.narrow(at, totalLength)) {
            frame.overlong();
        }
        return protocol == IpProtocols.TCP
                ? Tcp.decode(frame, at + headerLength)
                : IpProtocols.decode(frame, protocol, at + headerLength);
    }

    private static boolean checksumPasses(Frame frame, int at, int headerLength) {
        if (InternetChecksum.fold(InternetChecksum.sum(frame.bytes, at, headerLength)) == 0xffff) {
            return true;
        }
        boolean offloaded = frame.unsignedShort(at + 10) == 0 || frame.unsignedShort(at + 2) == 0;
        if (offloaded) {
            frame.note(Outcome.IP_CHECKSUM_OFFLOADED);
        } else if (frame.checksums == Checksums.COUNT) {
            frame.note(Outcome.IP_CHECKSUM);
        }
        return offloaded || frame.checksums == Checksums.COUNT;
    }

    private static Outcome fragment(Frame frame, int at, int headerLength, int protocol) {
        int data = at + headerLength;
        int length = frame.unsignedShort(at + 2) - headerLength;
        if (length <= 0) {
            return Outcome.FRAGMENT_LENGTH;
        }
        int place = frame.unsignedShort(at + 6);
        int offset = (place & FRAGMENT_OFFSET) * 8;
        if (!frame.narrow(at, headerLength + length)) {
            frame.overlong();
        }
        if (!frame.has(data, length)) {
            // The datagram can't be put together any more, but its first fragment tells most of it.
            return offset == 0 ? beginning(frame, protocol, data) : Outcome.FRAGMENT_CUT;
        }
        Segment segment = frame.segment;
        FragmentKey key = FragmentKey.of(segment, frame.unsignedShort(at + 4), protocol);
        boolean more = (place & MORE_FRAGMENTS) != 0;
        // Only the last one may end within a unit; as hosts do, the rest of the unit is left out.
        int used = more ? length & ~7 : length;
        return frame.fragments()
                .add(frame, new Fragment(key, protocol, at, headerLength, -1, data, used, offset, more));
    }

    private static Outcome beginning(Frame frame, int protocol, int data) {
        frame.beginning();
        return IpProtocols.decode(frame, protocol, data);
    }
}
