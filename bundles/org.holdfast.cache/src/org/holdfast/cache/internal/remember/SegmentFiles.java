package org.holdfast.cache.internal.remember;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The files of the segments. An interface, so that a full, slow or broken disk can be tested. Used by the thread that
 * writes, which nobody interrupts: an interrupt would close its channels.
 */
interface SegmentFiles {

    /** A file that is being written. */
    interface Output extends AutoCloseable {

        /** Writes all that remains, from this position of the file on. */
        void write(ByteBuffer bytes, long position) throws IOException;

        long size() throws IOException;

        /** Cuts it to what was written whole. */
        void truncate(long length) throws IOException;

        @Override
        void close() throws IOException;
    }

    /** Opens a file for writing; made when it isn't there, kept as it is when it is. */
    Output open(Path file) throws IOException;

    /** Length of a file, -1 when it isn't there. */
    long size(Path file) throws IOException;

    /** Nothing happens when it isn't there. */
    void delete(Path file) throws IOException;

    /** Gives a file another name, which none has; nothing happens when it isn't there. */
    void rename(Path file, Path to) throws IOException;

    /** With all above it; nothing happens when it is there. */
    void makeDirectory(Path directory) throws IOException;

    /** Those of the file system. */
    SegmentFiles REAL = new SegmentFiles() {
        @Override
        public Output open(Path file) throws IOException {
            return new ChannelOutput(FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        }

        @Override
        public long size(Path file) throws IOException {
            try {
                return Files.size(file);
            } catch (NoSuchFileException e) {
                return -1;
            }
        }

        @Override
        public void delete(Path file) throws IOException {
            Files.deleteIfExists(file);
        }

        @Override
        public void rename(Path file, Path to) throws IOException {
            if (Files.exists(file)) {
                Files.move(file, to);
            }
        }

        @Override
        public void makeDirectory(Path directory) throws IOException {
            Files.createDirectories(directory);
        }
    };

    /** An open file of the file system. */
    record ChannelOutput(FileChannel channel) implements Output {
        @Override
        public void write(ByteBuffer bytes, long position) throws IOException {
            long at = position;
            while (bytes.hasRemaining()) {
                at += channel.write(bytes, at);
            }
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public void truncate(long length) throws IOException {
            channel.truncate(length);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
