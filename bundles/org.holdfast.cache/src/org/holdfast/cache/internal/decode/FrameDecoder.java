package org.holdfast.cache.internal.decode;

import java.nio.ByteBuffer;
import org.holdfast.cache.Checksums;

/**
 * Decodes frames down to TCP: link layer, tags and labels, tunnels, IPv4 and IPv6, fragments. What {@link LinkLayer},
 * {@link EtherTypes}, {@link IpProtocols} and {@link UdpTunnels} list is decoded, all else counted under a name. One
 * thread at a time.
 */
public final class FrameDecoder {

    private final DecodeCounters counters = new DecodeCounters();
    private final Frame frame;

    /** Doesn't look at checksums. */
    public FrameDecoder() {
        this(Checksums.IGNORE);
    }

    public FrameDecoder(Checksums checksums) {
        frame = new Frame(counters, checksums);
    }

    public DecodeCounters counters() {
        return counters;
    }

    /**
     * Decodes one frame and counts what became of it. Nothing that the bytes say makes it throw.
     *
     * @param timestampNanos time of capture; tells when fragments are too old
     * @param linkType the outermost layer, a LINKTYPE_ value of pcap
     * @param bytes from position to limit; byte order big-endian; position and limit stay as they are
     * @param originalLength bytes on the wire
     * @param segment filled; whole only when {@link Outcome#TCP} is returned
     */
    public Outcome decode(long timestampNanos, int linkType, ByteBuffer bytes, int originalLength, Segment segment) {
        segment.clear(bytes, linkType);
        frame.begin(timestampNanos, bytes, originalLength, segment);
        int at = bytes.position();
        Outcome outcome =
                linkType == LinkLayer.ETHERNET ? Ethernet.decode(frame, at) : LinkLayer.decode(frame, linkType, at);
        counters.count(outcome);
        return outcome;
    }
}
