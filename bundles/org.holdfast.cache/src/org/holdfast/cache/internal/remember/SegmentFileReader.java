package org.holdfast.cache.internal.remember;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads segment files at any place, ahead while the places lie close together. One thread. Not by a channel: an
 * interrupted reader would close it.
 */
final class SegmentFileReader implements AutoCloseable {

    private static final int SMALLEST_READ = 4 << 10;
    private static final int LARGEST_READ = 256 << 10;

    private StoredSegment segment;
    private RandomAccessFile open;
    private ByteBuffer buffer = buffer(SMALLEST_READ);
    private int bufferAt;
    private int buffered;
    /** Grows while packets lie close together; a connection among thousands shouldn't read the others' packets. */
    private int readAhead = SMALLEST_READ;

    /** Little-endian; what {@link #find} found lies in it until it's called again. */
    ByteBuffer buffer() {
        return buffer;
    }

    /**
     * Brings bytes into the buffer.
     *
     * @return where in the buffer they begin
     * @throws IOException when the file is gone, or ends before them
     */
    int find(StoredSegment wanted, int at, int length) throws IOException {
        select(wanted);
        if (at < bufferAt || at + length > bufferAt + buffered) {
            fill(at, length);
        }
        return at - bufferAt;
    }

    /** How many bytes are there from a place in the buffer on. */
    int available(int from) {
        return buffered - from;
    }

    @Override
    public void close() throws IOException {
        if (open != null) {
            open.close();
            open = null;
        }
    }

    private void select(StoredSegment wanted) throws IOException {
        if (segment == wanted && open != null) {
            return;
        }
        close();
        segment = null;
        buffered = 0;
        try {
            open = new RandomAccessFile(wanted.file().toFile(), "r");
        } catch (FileNotFoundException e) {
            throw new IOException(wanted.file() + " was dropped meanwhile; raise the limit of the packet memory", e);
        }
        segment = wanted;
    }

    private void fill(int at, int length) throws IOException {
        long distance = (long) at - (bufferAt + buffered);
        readAhead = Math.abs(distance) <= readAhead ? Math.min(LARGEST_READ, readAhead * 2) : SMALLEST_READ;
        bufferAt = at;
        buffered = 0;
        open.seek(at);
        int wanted = Math.max(length, readAhead);
        if (buffer.capacity() < wanted) {
            buffer = buffer(wanted);
        }
        while (buffered < length) {
            int read = open.read(buffer.array(), buffered, wanted - buffered);
            if (read < 0) {
                throw new EOFException(segment.file() + " ends before byte " + (at + length));
            }
            buffered += read;
        }
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
