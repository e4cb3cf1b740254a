package org.holdfast.cache.internal.remember;

/**
 * How a packet of a list follows from the one before: the distance of their references in units of 4 bytes, its sign,
 * and the direction, in 1 to 8 bytes of 7 bits each, the lowest first. All but the last byte have the sign bit, and the
 * last one isn't 0, so a row of codes ends where the zeros begin. 3 bytes reach 1 MiB, 4 bytes 256 MiB, 5 bytes 32 GiB.
 */
final class PacketCode {

    /** Longest code in bytes. */
    static final int LONGEST = 8;

    private static final long MORE = 0x8080808080808080L;

    private PacketCode() {}

    /** The code as bytes of a little-endian number; zeros follow it. */
    static long encode(long distance, boolean outbound) {
        long value = Math.abs(distance) & ~3L | (distance < 0 ? 2 : 0) | (outbound ? 1 : 0);
        long code = 0;
        int shift = 0;
        for (; value > 0x7f; value >>>= 7) {
            code |= (value & 0x7f | 0x80) << shift;
            shift += Byte.SIZE;
        }
        return code | value << shift;
    }

    /** Length of the code that these bytes begin with, whatever follows it. */
    static int length(long bytes) {
        return (Long.numberOfTrailingZeros(~bytes & MORE) >>> 3) + 1;
    }

    /** How many codes there are in words that hold nothing else: each has one byte without the sign bit. */
    static int count(long word0, long word1, long word2) {
        return count(word0) + count(word1) + count(word2);
    }

    static long distance(long bytes) {
        long value = value(bytes);
        return (value & 2) == 0 ? value & ~3L : -(value & ~3L);
    }

    static boolean isOutbound(long bytes) {
        return (bytes & 1) != 0;
    }

    private static int count(long word) {
        int used = Long.BYTES - Long.numberOfLeadingZeros(word) / Byte.SIZE;
        return used - Long.bitCount(word & MORE);
    }

    private static long value(long bytes) {
        long value = bytes & 0x7f;
        long left = bytes;
        for (int shift = 7; (left & 0x80) != 0; shift += 7) {
            left >>>= Byte.SIZE;
            value |= (left & 0x7f) << shift;
        }
        return value;
    }
}
