package org.holdfast.cache.internal.remember;

import java.nio.ByteBuffer;

/**
 * Puts blocks into the chunk of the newest segment. For the thread that appends; {@link #put} allocates nothing and
 * takes no lock.
 */
final class BlockWriter {

    private final byte[] sectionHeader = Pcapng.sectionHeader();
    private ByteBuffer out;
    private StoredSegment segment;
    private long base;
    private int size;
    private int at;
    /** Blocks that end behind it have to be prepared for. */
    private int attention;

    private int linkType = -1;
    private int description;

    /** Begins a segment in its chunk. */
    void begin(StoredSegment next, Chunk chunk, int bytes, long timestampNanos) {
        segment = next;
        out = chunk.bytes();
        base = PacketReference.of(next.number(), 0);
        size = bytes;
        linkType = -1;
        out.put(0, sectionHeader);
        at = sectionHeader.length;
        attention = 0;
        next.publish(at, timestampNanos);
    }

    /** The segment that is being filled; null before the first. */
    StoredSegment segment() {
        return segment;
    }

    /** Bytes in it. */
    int at() {
        return at;
    }

    /** Whether a packet may be put without further ado. */
    boolean isReadyFor(int block, int type) {
        return type == linkType && block <= attention - at;
    }

    /** Whether the segment still has room for a packet and the description of its link type. */
    boolean fits(int block, int type) {
        return segment != null && block <= room(type);
    }

    /** Whether an empty segment would have room for it. */
    boolean fitsAnew(int block, int bytes) {
        return block <= bytes - sectionHeader.length - Pcapng.DESCRIPTION_BYTES;
    }

    /** Bytes that packets of this link type may still take. */
    int room(int type) {
        return size - at - (segment.description(type) < 0 ? Pcapng.DESCRIPTION_BYTES : 0);
    }

    /**
     * Makes the writer ready for a packet that fits.
     *
     * @param step after so many bytes the writer isn't ready any more, so that somebody looks after things
     */
    void prepare(int block, int type, int step) {
        describe(type);
        attention = Math.min(size, Math.max(at + block, (at / step + 1) * step));
    }

    /**
     * Puts a packet that the writer is ready for.
     *
     * @param block length of its block
     * @return its reference
     */
    long put(long timestampNanos, ByteBuffer frame, int captured, int originalLength, int block) {
        int start = at;
        ByteBuffer bytes = out;
        // First the word that is partly padding, and the packet over it.
        bytes.putInt(start + block - 2 * Pcapng.TRAILER, 0);
        header(bytes, start, block, timestampNanos, captured, originalLength);
        bytes.put(start + Pcapng.PACKET_HEADER, frame, frame.position(), captured);
        bytes.putInt(start + block - Pcapng.TRAILER, block);
        at = start + block;
        segment.publish(at, timestampNanos);
        return base | start;
    }

    /**
     * Puts a packet again that was stored before. There must be room.
     *
     * @param from where it lies
     * @param type its link type
     * @param identity where it was stored first
     * @return its new reference
     */
    long putAgain(ByteBuffer from, PacketBlock packet, int type, long identity) {
        describe(type);
        int start = at;
        int captured = packet.captured();
        int block = Pcapng.packetBlock(captured) + Pcapng.IDENTITY_OPTIONS;
        int optionsAt = start + Pcapng.PACKET_HEADER + Pcapng.padded(captured);
        out.putInt(optionsAt - Pcapng.TRAILER, 0);
        header(out, start, block, packet.timestampNanos(), captured, packet.originalLength());
        out.put(start + Pcapng.PACKET_HEADER, from, packet.frameAt(), captured);
        out.putInt(optionsAt, Pcapng.IDENTITY_OPTION);
        out.putLong(optionsAt + 4, identity);
        out.putInt(optionsAt + 12, 0);
        out.putInt(start + block - Pcapng.TRAILER, block);
        at = start + block;
        segment.publish(at, segment.newestNanos());
        return base | start;
    }

    /** No more blocks. */
    void end() {
        segment = null;
        out = null;
        attention = 0;
        linkType = -1;
    }

    private void header(ByteBuffer bytes, int start, int block, long timestampNanos, int captured, int originalLength) {
        bytes.putLong(start, Pcapng.ENHANCED_PACKET | (long) block << 32);
        bytes.putLong(start + 8, description | timestampNanos & 0xffff_ffff_0000_0000L);
        bytes.putLong(start + 16, timestampNanos & 0xffff_ffffL | (long) captured << 32);
        bytes.putInt(start + 24, originalLength);
    }

    private void describe(int type) {
        if (type == linkType) {
            return;
        }
        description = segment.description(type);
        if (description < 0) {
            out.put(at, Pcapng.interfaceDescription(type));
            at += Pcapng.DESCRIPTION_BYTES;
            segment.describe(type);
            description = segment.description(type);
        }
        linkType = type;
    }
}
