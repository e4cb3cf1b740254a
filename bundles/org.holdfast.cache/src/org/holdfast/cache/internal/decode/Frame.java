package org.holdfast.cache.internal.decode;

import java.nio.ByteBuffer;
import org.holdfast.cache.Checksums;

/**
 * The frame that is being decoded, used again for each: its bytes, where the layer that was reached ends, and how many
 * layers lie above. The decoders of the layers are static and leave here what the next one needs. Positions are
 * absolute in {@link #bytes}.
 */
final class Frame {

    /** More than any network nests; keeps a hostile frame from exhausting the stack. */
    private static final int MAXIMUM_LAYERS = 32;

    final DecodeCounters counters;
    final Checksums checksums;

    ByteBuffer bytes;
    Segment segment;
    long timestampNanos;
    /** Behind the last captured byte of the layer that was reached. */
    int end;
    /** Behind its last byte on the wire; not below {@link #end}. */
    int wireEnd;

    private int layers;
    private Fragments fragments;

    Frame(DecodeCounters counters, Checksums checksums) {
        this.counters = counters;
        this.checksums = checksums;
    }

    void begin(long newTimestampNanos, ByteBuffer newBytes, int originalLength, Segment newSegment) {
        timestampNanos = newTimestampNanos;
        // A reference that stays isn't stored again: the garbage collector would have to hear of it.
        if (bytes != newBytes) {
            bytes = newBytes;
        }
        if (segment != newSegment) {
            segment = newSegment;
        }
        end = newBytes.limit();
        int cut = Math.max(0, originalLength - newBytes.remaining());
        wireEnd = end + Math.min(cut, Integer.MAX_VALUE - end);
        layers = 0;
    }

    /** Goes on with a datagram that was put together of fragments. */
    void restart(ByteBuffer datagram) {
        bytes = datagram;
        end = datagram.limit();
        wireEnd = end;
        segment.reassembled(datagram);
    }

    /** Whether so many bytes were captured from {@code at} on. */
    boolean has(int at, int length) {
        return end - at >= length;
    }

    int unsignedByte(int at) {
        return bytes.get(at) & 0xff;
    }

    int unsignedShort(int at) {
        return bytes.getShort(at) & 0xffff;
    }

    /** Of a header that the capturing host wrote in its own byte order, which is hardly ever another one. */
    int littleEndianShort(int at) {
        return Short.reverseBytes(bytes.getShort(at)) & 0xffff;
    }

    int littleEndianInt(int at) {
        return Integer.reverseBytes(bytes.getInt(at));
    }

    /**
     * A header says how long its layer is: what stands behind that is padding.
     *
     * @return whether the enclosing layer is that long; when it isn't, nothing changes
     */
    boolean narrow(int at, int length) {
        int room = wireEnd - at;
        if (length < room) {
            wireEnd = at + length;
            end = Math.min(end, wireEnd);
            return true;
        }
        return length == room;
    }

    /** An IP header gives no length: its packet ends with the frame. */
    void withoutLength() {
        segment.remark(Segment.REMARK_NO_LENGTH);
        note(Outcome.IP_NO_LENGTH);
    }

    /** A header gives more than there is: what is there is used. */
    void overlong() {
        if (!segment.isPartial()) {
            segment.remark(Segment.REMARK_OVERLONG);
            note(Outcome.OVERLONG);
        }
    }

    /** What follows is only the first fragment of its datagram. */
    void beginning() {
        segment.remark(Segment.REMARK_FIRST_FRAGMENT);
    }

    /** Counts one more layer; false when there are too many. */
    boolean enter() {
        return ++layers <= MAXIMUM_LAYERS;
    }

    void note(Outcome outcome) {
        counters.count(outcome);
    }

    Fragments fragments() {
        if (fragments == null) {
            fragments = new Fragments();
        }
        return fragments;
    }
}
