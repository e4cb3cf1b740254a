package org.holdfast.cache.internal.decode;

import java.nio.ByteBuffer;
import org.holdfast.cache.Checksums;

/** TCP (RFC 9293 §3.1). */
final class Tcp {

    static final int SMALLEST_HEADER = 20;
    /** Up to the window. The checksum, the urgent pointer and the options may be cut off by the capture. */
    private static final int NEEDED = 16;

    private Tcp() {}

    static Outcome decode(Frame frame, int at) {
        int onWire = frame.wireEnd - at;
        if (onWire < SMALLEST_HEADER && !frame.segment.isPartial()) {
            return Outcome.TCP_LENGTH;
        }
        if (!frame.has(at, NEEDED)) {
            return Outcome.TCP_HEADER_CUT;
        }
        ByteBuffer bytes = frame.bytes;
        // Ports, sequence number.
        long first = bytes.getLong(at);
        // Acknowledgment number, data offset, flags, window.
        long second = bytes.getLong(at + 8);
        int headerLength = (int) (second >>> 26) & 0x3c;
        if (headerLength < SMALLEST_HEADER || (headerLength > onWire && !frame.segment.isPartial())) {
            return Outcome.TCP_LENGTH;
        }
        Segment segment = frame.segment;
        segment.tcpAt = at;
        segment.sourcePort = (int) (first >>> 48);
        segment.destinationPort = (int) (first >>> 32) & 0xffff;
        segment.sequence = (int) first;
        segment.acknowledgment = (int) (second >>> 32);
        segment.flags = (int) (second >>> 16) & 0x1ff;
        segment.window = (int) second & 0xffff;
        segment.payloadLength = Math.max(0, onWire - headerLength);
        int captured = frame.end - at - headerLength;
        if (captured < 0) {
            segment.payloadAt = frame.end;
            segment.payloadCaptured = 0;
            TcpOptions.cut(frame, at + SMALLEST_HEADER);
        } else {
            segment.payloadAt = at + headerLength;
            segment.payloadCaptured = captured;
            if (headerLength > SMALLEST_HEADER) {
                TcpOptions.whole(frame, at + SMALLEST_HEADER, at + headerLength);
            }
        }
        return frame.checksums == Checksums.IGNORE ? Outcome.TCP : checked(frame);
    }

    private static Outcome checked(Frame frame) {
        return switch (TcpChecksum.of(frame.segment)) {
            case RIGHT, UNKNOWN -> Outcome.TCP;
            case OFFLOADED -> {
                frame.note(Outcome.TCP_CHECKSUM_OFFLOADED);
                yield Outcome.TCP;
            }
            case WRONG -> {
                if (frame.checksums == Checksums.DROP) {
                    yield Outcome.TCP_CHECKSUM;
                }
                frame.note(Outcome.TCP_CHECKSUM);
                frame.segment.damaged = true;
                yield Outcome.TCP;
            }
        };
    }
}
