package org.holdfast.cache.internal.remember;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/**
 * Reads a segment that is to be evicted back into memory, one at a time, so that nobody has to wait for the disk then.
 */
final class SegmentLoader implements AutoCloseable {

    private final int chunkIndex;
    private volatile StoredSegment wanted;
    private Chunk chunk;

    /** @param chunkIndex of its chunk, which isn't one of the ring's */
    SegmentLoader(int chunkIndex) {
        this.chunkIndex = chunkIndex;
    }

    /** Asks for a segment. The one before must have been dropped. For the thread that appends. */
    void ask(StoredSegment segment) {
        wanted = segment;
    }

    /** Reads it, if there is one to read. For the thread that writes. */
    void run() throws IOException {
        StoredSegment segment = wanted;
        if (segment == null || segment.image() != null || segment.dropped()) {
            return;
        }
        int bytes = segment.end();
        if (chunk == null || chunk.bytes().capacity() < bytes) {
            close();
            chunk = new Chunk(chunkIndex, Integer.highestOneBit(bytes - 1) << 1);
        }
        ByteBuffer into = chunk.bytes().duplicate();
        into.clear().limit(bytes);
        try (FileChannel channel = FileChannel.open(segment.file(), StandardOpenOption.READ)) {
            while (into.hasRemaining()) {
                if (channel.read(into, into.position()) < 0) {
                    throw new EOFException(segment.file() + " is shorter than it was");
                }
            }
        }
        segment.attach(new SegmentImage(chunk));
    }

    @Override
    public void close() {
        if (chunk != null) {
            chunk.close();
            chunk = null;
        }
    }
}
