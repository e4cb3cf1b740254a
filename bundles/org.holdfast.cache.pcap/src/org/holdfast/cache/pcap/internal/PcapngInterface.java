package org.holdfast.cache.pcap.internal;

import java.nio.ByteBuffer;

/**
 * An interface as a pcapng file describes it.
 *
 * @param linkType LINKTYPE_ value
 * @param snapshotLength bytes kept of a packet, {@link Long#MAX_VALUE} for all
 * @param resolution if_tsresol: 10 to the power of minus its value, or 2 with the highest bit set; 6 by default
 * @param offsetSeconds if_tsoffset
 */
record PcapngInterface(int linkType, long snapshotLength, int resolution, long offsetSeconds) {

    private static final int END_OF_OPTIONS = 0;
    private static final int RESOLUTION = 9;
    private static final int OFFSET = 14;
    private static final int MICROSECONDS = 6;
    private static final int BINARY = 0x80;
    private static final long NANOS = 1_000_000_000L;

    /** Reads the body of an interface description block, 8 bytes at least. Options that don't fit end the list. */
    static PcapngInterface read(ByteBuffer body) {
        int linkType = body.getShort() & 0xffff;
        body.getShort();
        long snapshotLength = body.getInt() & 0xffff_ffffL;
        int resolution = MICROSECONDS;
        long offset = 0;
        while (body.remaining() >= 4) {
            int code = body.getShort() & 0xffff;
            int length = body.getShort() & 0xffff;
            int padded = length + 3 & ~3;
            if (code == END_OF_OPTIONS || padded > body.remaining()) {
                break;
            }
            if (code == RESOLUTION && length == 1) {
                resolution = body.get(body.position()) & 0xff;
            } else if (code == OFFSET && length == 8) {
                offset = body.getLong(body.position());
            }
            body.position(body.position() + padded);
        }
        return new PcapngInterface(linkType, snapshotLength == 0 ? Long.MAX_VALUE : snapshotLength, resolution, offset);
    }

    /** Nanoseconds since 1970 of a time in the interface's units, which are unsigned. */
    long nanos(long ticks) {
        int exponent = resolution & ~BINARY;
        long fraction = (resolution & BINARY) != 0 ? binary(ticks, exponent) : decimal(ticks, exponent);
        return fraction + offsetSeconds * NANOS;
    }

    private static long decimal(long ticks, int exponent) {
        long nanos = ticks;
        for (int i = exponent; i < 9; i++) {
            nanos *= 10;
        }
        for (int i = 9; i < exponent && nanos != 0; i++) {
            nanos = Long.divideUnsigned(nanos, 10);
        }
        return nanos;
    }

    /** ticks × 10⁹ / 2^exponent with 128 bits in between. */
    private static long binary(long ticks, int exponent) {
        long high = Math.unsignedMultiplyHigh(ticks, NANOS);
        long low = ticks * NANOS;
        if (exponent == 0) {
            return low;
        }
        return exponent < 64 ? low >>> exponent | high << 64 - exponent : high >>> Math.min(63, exponent - 64);
    }
}
