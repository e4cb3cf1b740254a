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
    private final Trouble trouble;
    private volatile StoredSegment wanted;
    private volatile StoredSegment unreadable;
    private Chunk chunk;

    /** @param chunkIndex of its chunk, which isn't one of the ring's */
    SegmentLoader(int chunkIndex, Trouble trouble) {
        this.chunkIndex = chunkIndex;
        this.trouble = trouble;
    }

    /** Asks for a segment. The one before must have been dropped. For the thread that appends. */
    void ask(StoredSegment segment) {
        wanted = segment;
    }

    /** Whether a segment can't be read back. For the thread that appends. */
    boolean hasFailedFor(StoredSegment segment) {
        return unreadable == segment;
    }

    /**
     * Reads it, if there is one to read; what can't be read isn't tried again. For the thread that writes.
     *
     * @return false when its file is gone or shorter than it was, which whoever looks after the files finds
     */
    boolean run(SegmentFiles files) throws IOException {
        StoredSegment segment = wanted;
        if (segment == null || segment == unreadable || segment.image() != null || segment.dropped()) {
            return true;
        }
        try {
            read(segment);
        } catch (IOException e) {
            if (files.size(segment.file()) < segment.end()) {
                return false;
            }
            trouble.unreadable(segment.file(), 0, e);
            unreadable = segment;
        }
        return true;
    }

    private void read(StoredSegment segment) throws IOException {
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
