package org.holdfast.cache.pcap.internal;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;

/** The bytes of a file, a named pipe or standard input, counted. Read by one thread; the rest by any. */
final class RawFile implements ReadableByteChannel {

    private static final Path STANDARD_INPUT = Path.of("-");

    private final String name;
    private final FileChannel channel;
    private final OptionalLong size;
    private volatile long bytesRead;

    private RawFile(String name, FileChannel channel, OptionalLong size) {
        this.name = name;
        this.channel = channel;
        this.size = size;
    }

    @SuppressWarnings("resource") // The stream is its channel, which is closed.
    static RawFile open(Path file) throws IOException {
        if (file.equals(STANDARD_INPUT)) {
            return new RawFile(
                    "standard input", new FileInputStream(FileDescriptor.in).getChannel(), OptionalLong.empty());
        }
        OptionalLong size = Files.isRegularFile(file) ? OptionalLong.of(Files.size(file)) : OptionalLong.empty();
        return new RawFile(file.toString(), FileChannel.open(file, StandardOpenOption.READ), size);
    }

    /** For messages. */
    String name() {
        return name;
    }

    /** Its length when it was opened; empty for a pipe. */
    OptionalLong size() {
        return size;
    }

    long bytesRead() {
        return bytesRead;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int read = channel.read(target);
        if (read > 0) {
            bytesRead = bytesRead + read;
        }
        return read;
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    /** Ends a read that waits. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
