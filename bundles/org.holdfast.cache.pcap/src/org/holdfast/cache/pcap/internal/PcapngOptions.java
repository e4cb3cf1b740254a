package org.holdfast.cache.pcap.internal;

import java.nio.ByteBuffer;

/** The options at the end of a pcapng block, one after the other. What doesn't fit into the block ends the list. */
final class PcapngOptions {

    private static final int END_OF_OPTIONS = 0;

    private ByteBuffer block;
    private int next;
    private int end;
    private int code;
    private int length;

    /**
     * Goes before the first option.
     *
     * @param ofBlock in the byte order of the section
     * @param from index of the first option
     * @param to index after the last byte of the block's body
     */
    PcapngOptions of(ByteBuffer ofBlock, int from, int to) {
        block = ofBlock;
        next = from;
        end = to;
        return this;
    }

    /** Goes to the next option; false when there is none. */
    boolean next() {
        if (end - next < 4) {
            return false;
        }
        code = block.getShort(next) & 0xffff;
        length = block.getShort(next + 2) & 0xffff;
        if (code == END_OF_OPTIONS || length > end - next - 4) {
            return false;
        }
        next += 4 + (length + 3 & ~3);
        return true;
    }

    /** Whether the option has this code and length in bytes. */
    boolean is(int expectedCode, int expectedLength) {
        return code == expectedCode && length == expectedLength;
    }

    /** The value of an option of 1, 4 or 8 bytes, as an unsigned number. */
    long value() {
        int at = next - (length + 3 & ~3);
        return switch (length) {
            case 1 -> block.get(at) & 0xff;
            case 4 -> block.getInt(at) & 0xffff_ffffL;
            case 8 -> block.getLong(at);
            default -> throw new IllegalStateException("an option of " + length + " bytes is no number");
        };
    }
}
