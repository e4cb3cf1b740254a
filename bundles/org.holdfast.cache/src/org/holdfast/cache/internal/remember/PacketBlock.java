package org.holdfast.cache.internal.remember;

import java.nio.ByteBuffer;

/** One enhanced packet block, found in bytes that may be anything. Reused. Not safe for threads. */
final class PacketBlock {

    private int at;
    private int length;
    private int description;
    private long timestampNanos;
    private int captured;
    private int originalLength;
    private long identity;

    /**
     * Looks at a block.
     *
     * @param bytes little-endian; neither position nor limit are used or changed
     * @param start where it begins
     * @param end where the bytes end, within the buffer's capacity
     * @return whether a whole and sound packet block is there; otherwise nothing of this object is to be used
     */
    boolean parse(ByteBuffer bytes, int start, int end) {
        if (start < 0 || start > end - Pcapng.PACKET_HEADER - Pcapng.TRAILER) {
            return false;
        }
        at = start;
        length = bytes.getInt(start + 4);
        captured = bytes.getInt(start + 20);
        if (bytes.getInt(start) != Pcapng.ENHANCED_PACKET
                || (length & 3) != 0
                || length < Pcapng.PACKET_HEADER + Pcapng.TRAILER
                || length > end - start
                || captured < 0
                || captured > length - Pcapng.PACKET_HEADER - Pcapng.TRAILER
                || bytes.getInt(start + length - Pcapng.TRAILER) != length) {
            return false;
        }
        description = bytes.getInt(start + 8);
        timestampNanos = (long) bytes.getInt(start + 12) << 32 | bytes.getInt(start + 16) & 0xffff_ffffL;
        originalLength = bytes.getInt(start + 24);
        return options(bytes);
    }

    /** Where the block begins. */
    int at() {
        return at;
    }

    /** Of the whole block. */
    int length() {
        return length;
    }

    /** Number of the interface description, as it stands there. */
    int description() {
        return description;
    }

    long timestampNanos() {
        return timestampNanos;
    }

    int frameAt() {
        return at + Pcapng.PACKET_HEADER;
    }

    int captured() {
        return captured;
    }

    int originalLength() {
        return originalLength;
    }

    /**
     * Where the packet was stored first, when it was stored again; otherwise {@link PacketReference#NONE}. Kept in the
     * option epb_packetid, which is for telling that two blocks are the same packet.
     */
    long identity() {
        return identity;
    }

    /** Either none, or the identity and the end of options: nothing else is ever written. */
    private boolean options(ByteBuffer bytes) {
        int optionsAt = frameAt() + Pcapng.padded(captured);
        int left = at + length - Pcapng.TRAILER - optionsAt;
        identity = PacketReference.NONE;
        if (left == Pcapng.IDENTITY_OPTIONS && bytes.getInt(optionsAt) == Pcapng.IDENTITY_OPTION) {
            identity = bytes.getLong(optionsAt + 4);
            return identity >= 0 && bytes.getInt(optionsAt + 12) == 0;
        }
        return left == 0;
    }
}
