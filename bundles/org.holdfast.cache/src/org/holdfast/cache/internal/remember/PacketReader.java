package org.holdfast.cache.internal.remember;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/**
 * Reads stored packets by reference. One thread; independent of the memory that made it, but a segment may be deleted
 * meanwhile: then reading says so.
 */
public final class PacketReader implements AutoCloseable {

    private static final int SMALLEST_READ = 4 << 10;
    private static final int LARGEST_READ = 256 << 10;

    private final Map<Integer, Segments.Segment> segments;
    private int openNumber = -1;
    private RandomAccessFile open;
    private byte[] buffer = new byte[SMALLEST_READ];
    private long bufferAt;
    private int buffered;
    /** Grows while packets lie close together; a connection among thousands shouldn't read the others' packets. */
    private int readAhead = SMALLEST_READ;

    PacketReader(Map<Integer, Segments.Segment> segments) {
        this.segments = segments;
    }

    /**
     * Reads one packet.
     *
     * @throws IOException when its segment is gone or damaged
     */
    public StoredPacket read(long reference) throws IOException {
        int number = PacketReference.segment(reference);
        long offset = PacketReference.offset(reference);
        Segments.Segment segment = segments.get(number);
        if (segment == null) {
            throw new IOException(
                    "packets in segment " + number + " were dropped; raise the limit of the packet memory");
        }
        select(segment);
        ByteBuffer header = bytes(segment, offset, SegmentWriter.PACKET_HEADER);
        int type = header.getInt();
        int length = header.getInt();
        int description = header.getInt();
        long timestampNanos = (long) header.getInt() << 32 | header.getInt() & 0xffff_ffffL;
        int captured = header.getInt();
        int originalLength = header.getInt();
        if (type != SegmentWriter.ENHANCED_PACKET
                || captured < 0
                || captured > length - SegmentWriter.PACKET_HEADER
                || description < 0
                || description >= segment.linkTypes().length) {
            throw new IOException(segment.file() + " is damaged at byte " + offset);
        }
        ByteBuffer frame =
                bytes(segment, offset + SegmentWriter.PACKET_HEADER, captured).order(ByteOrder.BIG_ENDIAN);
        return new StoredPacket(timestampNanos, segment.linkTypes()[description], frame, originalLength);
    }

    @Override
    public void close() throws IOException {
        if (open != null) {
            open.close();
        }
    }

    private void select(Segments.Segment segment) throws IOException {
        if (openNumber == segment.number()) {
            return;
        }
        close();
        openNumber = -1;
        buffered = 0;
        try {
            open = new RandomAccessFile(segment.file().toFile(), "r");
        } catch (FileNotFoundException e) {
            throw new IOException(segment.file() + " was dropped meanwhile; raise the limit of the packet memory", e);
        }
        openNumber = segment.number();
    }

    private ByteBuffer bytes(Segments.Segment segment, long at, int length) throws IOException {
        if (at < bufferAt || at + length > bufferAt + buffered) {
            fill(segment, at, length);
        }
        return ByteBuffer.wrap(buffer, (int) (at - bufferAt), length).slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    private void fill(Segments.Segment segment, long at, int length) throws IOException {
        long distance = at - (bufferAt + buffered);
        readAhead = Math.abs(distance) <= readAhead ? Math.min(LARGEST_READ, readAhead * 2) : SMALLEST_READ;
        bufferAt = at;
        buffered = 0;
        open.seek(at);
        int wanted = Math.max(length, readAhead);
        if (buffer.length < wanted) {
            buffer = new byte[wanted];
        }
        while (buffered < length) {
            int read = open.read(buffer, buffered, wanted - buffered);
            if (read < 0) {
                throw new EOFException(segment.file() + " ends before byte " + (at + length));
            }
            buffered += read;
        }
    }
}
