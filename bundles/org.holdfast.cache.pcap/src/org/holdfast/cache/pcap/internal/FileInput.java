package org.holdfast.cache.pcap.internal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** A file read from front to back through one buffer, with its byte order and its position for messages. One thread. */
final class FileInput implements AutoCloseable {

    private static final int BUFFER = 256 << 10;

    private final Path file;
    private final RandomAccessFile open;
    private ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);
    private ByteOrder order = ByteOrder.BIG_ENDIAN;
    private long bufferAt;

    FileInput(Path file) throws IOException {
        this.file = file;
        open = new RandomAccessFile(file.toFile(), "r");
    }

    void order(ByteOrder newOrder) {
        order = newOrder;
        buffer.order(newOrder);
    }

    ByteOrder order() {
        return order;
    }

    /** Where the next byte stands in the file. */
    long position() {
        return bufferAt + buffer.position();
    }

    /** Whether there is no byte left. */
    boolean atEnd() throws IOException {
        return !fill(1);
    }

    /** The next bytes without taking them, in the buffer that all reads share. */
    ByteBuffer peek(int bytes) throws IOException {
        if (!fill(bytes)) {
            throw fault(position(), "the file ends here, within a record of " + bytes + " bytes or more");
        }
        return buffer;
    }

    /** Takes bytes; valid until the next call. */
    ByteBuffer take(int bytes) throws IOException {
        peek(bytes);
        ByteBuffer taken = buffer.slice(buffer.position(), bytes).order(order);
        buffer.position(buffer.position() + bytes);
        return taken;
    }

    /** An exception that names the file and the place. */
    IOException fault(long at, String what) {
        return new IOException(file + ", byte " + at + ": " + what + ". What is before it was read.");
    }

    @Override
    public void close() throws IOException {
        open.close();
    }

    private boolean fill(int bytes) throws IOException {
        if (buffer.remaining() >= bytes) {
            return true;
        }
        bufferAt += buffer.position();
        buffer.compact().flip();
        if (bytes > buffer.capacity()) {
            if (bytes > open.length() - bufferAt) {
                // A false length mustn't cost memory.
                return false;
            }
            buffer = ByteBuffer.allocate(bytes).put(buffer).flip();
        }
        buffer.position(buffer.limit()).limit(buffer.capacity());
        while (buffer.position() < bytes) {
            int read = open.read(buffer.array(), buffer.position(), buffer.remaining());
            if (read < 0) {
                break;
            }
            buffer.position(buffer.position() + read);
        }
        buffer.flip().order(order);
        return buffer.remaining() >= bytes;
    }
}
