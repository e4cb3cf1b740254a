package org.holdfast.cache.internal.remember;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads stored packets by reference: from memory without a system call while they are there, else from the file. One
 * thread at a time, any thread; it needs no lock, neither while the memory goes on nor after it was closed.
 */
public final class PacketReader implements AutoCloseable {

    private static final int FIRST_BUFFER = 2048;

    private final SegmentTable table;
    private final SegmentFileReader files = new SegmentFileReader();
    private final PacketBlock packet = new PacketBlock();
    private ByteBuffer copy = ByteBuffer.allocate(FIRST_BUFFER);

    PacketReader(SegmentTable table) {
        this.table = table;
    }

    /**
     * Reads one packet.
     *
     * @throws IOException when its segment is gone or damaged
     */
    public StoredPacket read(long reference) throws IOException {
        int number = PacketReference.segment(reference);
        StoredSegment segment = reference < 0 ? null : table.find(number);
        if (segment == null) {
            throw new IOException(
                    "packets in segment " + number + " were dropped; raise the limit of the packet memory");
        }
        int offset = PacketReference.offset(reference);
        StoredPacket inMemory = fromMemory(segment, offset);
        return inMemory != null ? inMemory : fromFile(segment, offset);
    }

    @Override
    public void close() throws IOException {
        files.close();
    }

    /** Null when it isn't there, or wasn't there any more when it was copied. */
    private StoredPacket fromMemory(StoredSegment segment, int offset) {
        SegmentImage image = segment.image();
        if (image == null) {
            return null;
        }
        try {
            ByteBuffer bytes = image.chunk().bytes();
            if (!packet.parse(bytes, offset, segment.end())) {
                return null;
            }
            reserve(packet.captured());
            copy.clear().limit(packet.captured());
            copy.put(0, bytes, packet.frameAt(), packet.captured());
        } catch (IllegalStateException closed) {
            // The memory was closed; the file stays.
            return null;
        }
        VarHandle.acquireFence();
        return segment.image() == image ? stored(segment, copy) : null;
    }

    private StoredPacket fromFile(StoredSegment segment, int offset) throws IOException {
        if (segment.file() == null) {
            throw new IOException("packets in segment " + segment.number() + " were in memory only, and are dropped");
        }
        if (offset >= segment.written()) {
            throw new IOException("packets in segment " + segment.number()
                    + " were given up before they could be written; the disk is full or too slow");
        }
        int at = files.find(segment, offset, Pcapng.PACKET_HEADER + Pcapng.TRAILER);
        int length = files.buffer().getInt(at + 4);
        if (length >= 0 && length <= segment.written() - offset) {
            at = files.find(segment, offset, length);
        }
        if (!packet.parse(files.buffer(), at, at + files.available(at))) {
            throw new IOException(segment.file() + " is damaged at byte " + offset);
        }
        reserve(packet.captured());
        copy.clear().limit(packet.captured());
        copy.put(0, files.buffer(), packet.frameAt(), packet.captured());
        return stored(segment, copy);
    }

    private StoredPacket stored(StoredSegment segment, ByteBuffer frame) {
        return new StoredPacket(
                packet.timestampNanos(), segment.linkType(packet.description()), frame, packet.originalLength());
    }

    private void reserve(int bytes) {
        if (copy.capacity() < bytes) {
            copy = ByteBuffer.allocate(Integer.highestOneBit(bytes) << 1).order(ByteOrder.BIG_ENDIAN);
        }
    }
}
