package org.holdfast.cluster.internal.agreement;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** What the log does to a disk, so that a test can let it fail at any byte. */
interface Disk {

    /** A file that grows at its end. */
    interface Tape extends Closeable {

        /** Writes all of it, or throws. Some of it may be there then. */
        void append(ByteBuffer bytes) throws IOException;

        /** What was appended is durable when this returns. */
        void force() throws IOException;
    }

    /** Opens a file at its end; it is created when it isn't there. */
    Tape open(Path file) throws IOException;

    /** Puts a file in another's place, at once and durably. */
    void replace(Path file, Path target) throws IOException;

    /** The file system's. */
    static Disk real() {
        return new RealDisk();
    }

    /** On file channels. */
    final class RealDisk implements Disk {

        @Override
        public Tape open(Path file) throws IOException {
            boolean isNew = !Files.exists(file);
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
            if (isNew) {
                forceDirectory(file);
            }
            return new Tape() {
                @Override
                public void append(ByteBuffer bytes) throws IOException {
                    while (bytes.hasRemaining()) {
                        channel.write(bytes);
                    }
                }

                @Override
                public void force() throws IOException {
                    channel.force(true);
                }

                @Override
                public void close() throws IOException {
                    channel.close();
                }
            };
        }

        @Override
        public void replace(Path file, Path target) throws IOException {
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            forceDirectory(target);
        }

        private static void forceDirectory(Path file) throws IOException {
            // Windows can't open a directory, and its file system writes the rename through by itself.
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                try (FileChannel directory =
                        FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
                    directory.force(true);
                }
            }
        }
    }
}
