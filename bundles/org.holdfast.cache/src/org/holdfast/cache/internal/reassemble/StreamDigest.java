package org.holdfast.cache.internal.reassemble;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.holdfast.cache.StreamSink;
import org.holdfast.model.incident.StreamProof;

/**
 * Proves what a stream carried: SHA-256 of all of it, and, where asked for, CRC32C of each block of {@value #BLOCK}
 * bytes, against which the output of another copy of the application can be held without keeping the bytes.
 */
public final class StreamDigest implements StreamSink {

    /** Bytes per block. */
    public static final int BLOCK = 65536;

    private static final int[] NO_BLOCKS = {};

    private final CRC32C block;
    private MessageDigest sha256;
    private byte[] finished;
    private int[] blocks = NO_BLOCKS;
    private int fullBlocks;
    private long bytes;

    public StreamDigest(boolean withBlocks) {
        block = withBlocks ? new CRC32C() : null;
    }

    @Override
    public void accept(ByteBuffer buffer) {
        int position = buffer.position();
        int length = buffer.remaining();
        if (finished != null) {
            throw new IllegalStateException("the stream was finished");
        }
        if (sha256 == null) {
            sha256 = newSha256();
        }
        sha256.update(buffer);
        if (block != null) {
            buffer.position(position);
            updateBlocks(buffer);
        }
        bytes += length;
    }

    /** No more bytes will come: what a running computation needs is given back. */
    public void finish() {
        if (sha256 != null) {
            finished = sha256.digest();
            sha256 = null;
        }
    }

    /** Bytes so far. */
    public long bytes() {
        return bytes;
    }

    /** What was proven so far. */
    public StreamProof proof() {
        if (finished != null) {
            return new StreamProof(bytes, HexFormat.of().formatHex(finished));
        }
        try {
            MessageDigest copy = sha256 == null ? newSha256() : (MessageDigest) sha256.clone();
            return new StreamProof(bytes, HexFormat.of().formatHex(copy.digest()));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("this Java can't copy a running SHA-256", e);
        }
    }

    /** CRC32C of each full block, then one of the rest if there is a rest. */
    public int[] blockDigests() {
        if (block == null) {
            throw new IllegalStateException("block digests weren't asked for");
        }
        boolean rest = bytes % BLOCK != 0;
        int[] all = Arrays.copyOf(blocks, fullBlocks + (rest ? 1 : 0));
        if (rest) {
            all[fullBlocks] = (int) block.getValue();
        }
        return all;
    }

    private void updateBlocks(ByteBuffer buffer) {
        int limit = buffer.limit();
        int inBlock = (int) (bytes % BLOCK);
        while (buffer.position() < limit) {
            int length = Math.min(limit - buffer.position(), BLOCK - inBlock);
            buffer.limit(buffer.position() + length);
            block.update(buffer);
            buffer.limit(limit);
            inBlock += length;
            if (inBlock == BLOCK) {
                if (fullBlocks == blocks.length) {
                    blocks = Arrays.copyOf(blocks, Math.max(4, blocks.length * 2));
                }
                blocks[fullBlocks++] = (int) block.getValue();
                block.reset();
                inBlock = 0;
            }
        }
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
