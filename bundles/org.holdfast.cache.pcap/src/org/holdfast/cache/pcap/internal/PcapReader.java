package org.holdfast.cache.pcap.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.holdfast.cache.FrameSink;

/** The classic format (draft-ietf-opsawg-pcap), microseconds or nanoseconds, either byte order. */
final class PcapReader implements RecordReader {

    static final int MICROSECONDS = 0xa1b2c3d4;
    static final int NANOSECONDS = 0xa1b23c4d;
    static final int MICROSECONDS_SWAPPED = 0xd4c3b2a1;
    static final int NANOSECONDS_SWAPPED = 0x4d3cb2a1;

    private static final int FILE_HEADER = 24;
    private static final int RECORD_HEADER = 16;
    /** The upper bits say how long the frame check sequence is. */
    private static final int LINKTYPE_MASK = 0xffff;
    /** What other tools take at most (libpcap's MAXIMUM_SNAPLEN): a longer record is damage. */
    static final int LONGEST_PACKET = 262_144;

    private final FileInput input;
    private final int fraction;
    private final int linkType;

    PcapReader(FileInput input) throws IOException {
        this.input = input;
        ByteBuffer start = input.peek(4);
        int magic = start.getInt(start.position());
        boolean swapped = magic == MICROSECONDS_SWAPPED || magic == NANOSECONDS_SWAPPED;
        input.order(swapped ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        fraction = magic == NANOSECONDS || magic == NANOSECONDS_SWAPPED ? 1 : 1000;
        ByteBuffer header = input.take(FILE_HEADER);
        int major = header.getShort(4) & 0xffff;
        if (major != 2) {
            throw input.fault(4, "pcap version " + major + " isn't known, only 2");
        }
        linkType = header.getInt(20) & LINKTYPE_MASK;
    }

    @Override
    public boolean next(FrameSink sink) throws IOException {
        if (input.atEnd()) {
            return false;
        }
        long at = input.position();
        ByteBuffer header = input.take(RECORD_HEADER);
        long seconds = header.getInt() & 0xffff_ffffL;
        long subseconds = header.getInt() & 0xffff_ffffL;
        int captured = header.getInt();
        int original = header.getInt();
        if (captured < 0 || captured > LONGEST_PACKET) {
            throw input.fault(at, "a packet of " + Integer.toUnsignedString(captured) + " bytes");
        }
        ByteBuffer frame = input.take(captured).order(ByteOrder.BIG_ENDIAN);
        long nanos = seconds * 1_000_000_000L + subseconds * fraction;
        sink.frame(nanos, linkType, frame, Math.max(captured, original));
        return true;
    }
}
