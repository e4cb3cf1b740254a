package org.holdfast.cache.handover;

import java.util.Arrays;
import java.util.Objects;

/**
 * What the output of the standby's copy is held against, without the bytes: CRC32C of each block of {@value #BLOCK}
 * bytes of the service's stream, and of the rest after the last full one.
 *
 * @param bytes of the service's stream, from its first, that these digests reach to
 * @param firstBlock number of the first block that is told, from 0; those before it were told earlier
 * @param blocks CRC32C of the full blocks from {@code firstBlock} to the last one within {@code bytes}; not to be
 *     changed
 * @param rest CRC32C of the bytes after the last full block; 0 when there are none
 */
public record OutboundDigests(long bytes, int firstBlock, int[] blocks, int rest) {

    /** Bytes per block. */
    public static final int BLOCK = 65536;

    public OutboundDigests {
        if (bytes < 0 || firstBlock < 0 || firstBlock + (long) blocks.length != bytes / BLOCK) {
            throw new IllegalArgumentException(blocks.length + " blocks from " + firstBlock
                    + " on don't reach to the last full one within " + bytes + " bytes");
        }
    }

    /** Bytes after the last full block, 0 to {@value #BLOCK}-1. */
    public int restBytes() {
        return (int) (bytes % BLOCK);
    }

    /** The same up to a full block, so that it has at most so many blocks. */
    public OutboundDigests upTo(int most) {
        if (blocks.length <= most) {
            return this;
        }
        return new OutboundDigests((firstBlock + (long) most) * BLOCK, firstBlock, Arrays.copyOf(blocks, most), 0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OutboundDigests that
                && bytes == that.bytes
                && firstBlock == that.firstBlock
                && rest == that.rest
                && Arrays.equals(blocks, that.blocks);
    }

    @Override
    public int hashCode() {
        return Objects.hash(bytes, firstBlock, rest);
    }

    @Override
    public String toString() {
        return "OutboundDigests[" + bytes + " bytes, " + blocks.length + " blocks from " + firstBlock + "]";
    }
}
