package org.holdfast.cache.internal.remember;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads a segment file from front to back and believes only what is whole: the section header, then the blocks that the
 * memory writes. The first thing that is anything else ends it. One thread.
 */
final class SegmentScan implements AutoCloseable {

    private static final int WINDOW = 1 << 20;
    private static final int BLOCK_HEADER = 8;
    private static final int LARGEST_SECTION_HEADER = 64 << 10;

    private final RandomAccessFile file;
    /** A file that is longer than a segment isn't ours, and its end isn't looked at. */
    private final int length;

    private final PacketBlock packet = new PacketBlock();
    private ByteBuffer window = window(WINDOW);
    private int windowAt;
    private int filled;
    private int[] linkTypes = {};
    private int sound;
    private int packets;

    SegmentScan(Path path) throws IOException {
        file = new RandomAccessFile(path.toFile(), "r");
        length = (int) Math.min(file.length(), PacketReference.LARGEST_SEGMENT);
    }

    /** Goes to the next packet; false when there is none, or something unsound. */
    boolean next() throws IOException {
        while (need(BLOCK_HEADER)) {
            int type = window.getInt(sound - windowAt);
            int block = window.getInt(sound - windowAt + 4);
            if (block < 12 || (block & 3) != 0 || !need(block)) {
                return false;
            }
            int at = sound - windowAt;
            if (type == Pcapng.ENHANCED_PACKET && packet.parse(window, at, at + block)) {
                boolean described = packet.description() >= 0 && packet.description() < linkTypes.length;
                sound += described ? block : 0;
                packets += described ? 1 : 0;
                return described;
            }
            if (!(sound == 0 ? isSectionHeader(at, block) : isDescription(at, block))) {
                return false;
            }
            sound += block;
        }
        return false;
    }

    /** The packet; it lies in {@link #bytes}. */
    PacketBlock packet() {
        return packet;
    }

    ByteBuffer bytes() {
        return window;
    }

    /** Where the packet's block begins in the file. */
    int offset() {
        return windowAt + packet.at();
    }

    /** Link types by number of interface. */
    int[] linkTypes() {
        return linkTypes;
    }

    int linkType() {
        return linkTypes[packet.description()];
    }

    /** Bytes from the front that are sound so far. */
    int sound() {
        return sound;
    }

    /**
     * After the last packet: whether all that follows what is sound, if anything does, is a block that was left
     * half-written.
     */
    boolean endsAsItMay() throws IOException {
        return sound == file.length()
                || file.length() <= PacketReference.LARGEST_SEGMENT && new SegmentTail(file, sound).isTorn();
    }

    /** Packets so far. */
    int packets() {
        return packets;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private boolean isSectionHeader(int at, int block) {
        return block >= 28
                && block <= LARGEST_SECTION_HEADER
                && window.getInt(at) == Pcapng.SECTION_HEADER
                && window.getInt(at + 8) == Pcapng.BYTE_ORDER_MAGIC
                && window.getInt(at + 12) == Pcapng.VERSION
                && window.getInt(at + block - Pcapng.TRAILER) == block;
    }

    private boolean isDescription(int at, int block) {
        if (block != Pcapng.DESCRIPTION_BYTES) {
            return false;
        }
        int linkType = window.getShort(at + 8) & 0xffff;
        byte[] expected = Pcapng.interfaceDescription(linkType);
        if (!Arrays.equals(window.array(), at, at + block, expected, 0, block)) {
            return false;
        }
        linkTypes = Arrays.copyOf(linkTypes, linkTypes.length + 1);
        linkTypes[linkTypes.length - 1] = linkType;
        return true;
    }

    /** Whether so many bytes follow what is sound; they are in the window then. */
    private boolean need(int bytes) throws IOException {
        if (bytes > length - sound) {
            return false;
        }
        if (sound + bytes <= windowAt + filled) {
            return true;
        }
        int wanted = Math.min(Math.max(bytes, WINDOW), length - sound);
        if (window.capacity() < wanted) {
            window = window(wanted);
        }
        windowAt = sound;
        filled = 0;
        file.seek(sound);
        while (filled < bytes) {
            int read = file.read(window.array(), filled, wanted - filled);
            if (read < 0) {
                return false;
            }
            filled += read;
        }
        return true;
    }

    private static ByteBuffer window(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
