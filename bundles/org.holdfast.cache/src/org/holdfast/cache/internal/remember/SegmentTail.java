package org.holdfast.cache.internal.remember;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Tells a block that a process left half-written at the end of a file from anything else that may stand there. Only the
 * first may be cut off: behind anything else there may be packets.
 */
final class SegmentTail {

    private static final int BLOCK_HEADER = 8;
    private static final int PIECE = 64 << 10;

    private final RandomAccessFile file;
    private final long from;
    private final long left;

    /** @param from where it begins: behind the last block that is whole */
    SegmentTail(RandomAccessFile file, long from) throws IOException {
        this.file = file;
        this.from = from;
        left = file.length() - from;
    }

    /** Whether it is nothing but a block that isn't whole, or zeros where the file was made longer but not written. */
    boolean isTorn() throws IOException {
        byte[] head = read(from, (int) Math.min(left, Pcapng.PACKET_HEADER));
        if (from == 0) {
            return isZero(0) || isBeginningOfSection();
        }
        if (left < BLOCK_HEADER) {
            return true;
        }
        ByteBuffer fields = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        int block = fields.getInt(4);
        return isZero(from) || isOurs(fields, block) && (block > left || isZero(from + block - Pcapng.TRAILER));
    }

    private boolean isBeginningOfSection() throws IOException {
        byte[] section = Pcapng.sectionHeader();
        return left < section.length && Arrays.equals(read(0, (int) left), Arrays.copyOf(section, (int) left));
    }

    /** A length that is damaged mustn't look like a block that isn't whole, so it's held against the packet's. */
    private static boolean isOurs(ByteBuffer fields, int block) {
        return switch (fields.getInt(0)) {
            case Pcapng.INTERFACE_DESCRIPTION -> block == Pcapng.DESCRIPTION_BYTES;
            case Pcapng.ENHANCED_PACKET -> {
                if (fields.capacity() < Pcapng.PACKET_HEADER) {
                    yield block >= Pcapng.PACKET_HEADER + Pcapng.TRAILER;
                }
                int captured = fields.getInt(20);
                int plain = captured < 0 || captured > block ? -1 : Pcapng.packetBlock(captured);
                yield plain > 0 && (block == plain || block == plain + Pcapng.IDENTITY_OPTIONS);
            }
            default -> false;
        };
    }

    private boolean isZero(long begin) throws IOException {
        for (long at = begin; at < from + left; at += PIECE) {
            for (byte value : read(at, (int) Math.min(PIECE, from + left - at))) {
                if (value != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private byte[] read(long at, int length) throws IOException {
        byte[] bytes = new byte[length];
        file.seek(at);
        file.readFully(bytes);
        return bytes;
    }
}
