package org.holdfast.cache.internal.decode;

import java.nio.ByteBuffer;

/** What the checksum of a TCP segment says (RFC 9293 §3.1). */
public enum TcpChecksum {
    RIGHT,
    /** The remote end drops the segment. */
    WRONG,
    /** Only the pseudo-header is in it: captured on the sending host, before the network card computed it. */
    OFFLOADED,
    /** The capture doesn't hold all that it is the sum of, or what it holds isn't what was sent. */
    UNKNOWN;

    /** No payload has this sum. */
    public static final int UNKNOWN_SUM = -1;

    private static final int CHECKSUM_OFFSET = 16;
    /** No network carries larger packets; what is larger was made by the host, its checksum with it. */
    private static final int LARGEST_ON_WIRE = 9216;

    /**
     * Judges a segment that was just decoded.
     *
     * @param segment of a frame that is still there
     */
    public static TcpChecksum of(Segment segment) {
        int remarks = segment.remarks & ~Segment.REMARK_REASSEMBLED;
        if (remarks == Segment.REMARK_OVERLONG) {
            return WRONG;
        }
        if (remarks != 0 || segment.payloadCaptured < segment.payloadLength) {
            return UNKNOWN;
        }
        ByteBuffer bytes = segment.frame;
        int length = segment.payloadAt + segment.payloadLength - segment.tcpAt;
        long addresses = addresses(segment);
        long pseudoHeader = addresses + length;
        if (InternetChecksum.fold(pseudoHeader + InternetChecksum.sum(bytes, segment.tcpAt, length)) == 0xffff) {
            return RIGHT;
        }
        int stored = bytes.getShort(segment.tcpAt + CHECKSUM_OFFSET) & 0xffff;
        // With the length, or for a segment yet to be cut without.
        if (stored == InternetChecksum.fold(pseudoHeader) || stored == InternetChecksum.fold(addresses)) {
            return OFFLOADED;
        }
        return length > LARGEST_ON_WIRE ? UNKNOWN : WRONG;
    }

    /**
     * What the payload's sum has to be for the checksum to be right, by the headers alone.
     *
     * @return {@link #UNKNOWN_SUM} when that can't be told
     */
    public static int awaitedSum(Segment segment) {
        if ((segment.remarks & ~Segment.REMARK_REASSEMBLED) != 0 || segment.payloadCaptured < segment.payloadLength) {
            return UNKNOWN_SUM;
        }
        long addresses = addresses(segment);
        long pseudoHeader = addresses + segment.payloadAt + segment.payloadLength - segment.tcpAt;
        int stored = segment.frame.getShort(segment.tcpAt + CHECKSUM_OFFSET) & 0xffff;
        if (stored == InternetChecksum.fold(pseudoHeader) || stored == InternetChecksum.fold(addresses)) {
            return UNKNOWN_SUM;
        }
        long header = InternetChecksum.sum(segment.frame, segment.tcpAt, segment.payloadAt - segment.tcpAt);
        return (0xffff - InternetChecksum.fold(pseudoHeader + header)) % 0xffff;
    }

    /** The sum of a payload, to compare with the awaited one. */
    public static int sum(ByteBuffer bytes, int at, int length) {
        return InternetChecksum.fold(InternetChecksum.sum(bytes, at, length)) % 0xffff;
    }

    private static long addresses(Segment segment) {
        return IpProtocols.TCP
                + InternetChecksum.sum(segment.sourceHigh)
                + InternetChecksum.sum(segment.sourceLow)
                + InternetChecksum.sum(segment.destinationHigh)
                + InternetChecksum.sum(segment.destinationLow);
    }
}
