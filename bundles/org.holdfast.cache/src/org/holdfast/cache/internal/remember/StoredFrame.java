package org.holdfast.cache.internal.remember;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A look at a stored packet where it lies in memory, without a copy. Reused; see {@link PacketMemory#view} for who may
 * use it and how long.
 */
public final class StoredFrame {

    private final PacketBlock packet = new PacketBlock();
    /** One for each chunk, so that nothing has to be allocated for a look. */
    private ByteBuffer[] views = {};

    private Chunk[] chunks = {};
    private ByteBuffer frame = ByteBuffer.allocate(0);
    private int linkType;

    public long timestampNanos() {
        return packet.timestampNanos();
    }

    public int linkType() {
        return linkType;
    }

    /** From position to limit, big-endian; not to be written to. */
    public ByteBuffer frame() {
        return frame;
    }

    /** Bytes on the wire. */
    public int originalLength() {
        return packet.originalLength();
    }

    /** Says whether there is such a packet. */
    boolean show(StoredSegment segment, SegmentImage image, int offset) {
        Chunk chunk = image.chunk();
        if (!packet.parse(chunk.bytes(), offset, segment.end())) {
            return false;
        }
        linkType = segment.linkType(packet.description());
        frame = view(chunk);
        frame.clear().position(packet.frameAt()).limit(packet.frameAt() + packet.captured());
        return true;
    }

    private ByteBuffer view(Chunk chunk) {
        int index = chunk.index();
        if (index >= views.length) {
            views = Arrays.copyOf(views, index + 1);
            chunks = Arrays.copyOf(chunks, index + 1);
        }
        if (chunks[index] != chunk) {
            chunks[index] = chunk;
            views[index] = chunk.bytes().duplicate().order(ByteOrder.BIG_ENDIAN);
        }
        return views[index];
    }
}
