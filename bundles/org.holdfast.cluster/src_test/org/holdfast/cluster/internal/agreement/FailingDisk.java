package org.holdfast.cluster.internal.agreement;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A disk with room for so many bytes, in all files together. What fits of the write that is too much is written. It forces
 * nothing, so that thousands of them are quick.
 */
final class FailingDisk implements Disk {

    private long room;

    FailingDisk(long room) {
        this.room = room;
    }

    /** A disk that never fails. */
    static FailingDisk endless() {
        return new FailingDisk(Long.MAX_VALUE);
    }

    /** From now on there is room for so many bytes. */
    void room(long bytes) {
        room = bytes;
    }

    @Override
    public Tape open(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        return new Tape() {
            @Override
            public void append(ByteBuffer bytes) throws IOException {
                int fits = (int) Math.min(room, bytes.remaining());
                room -= fits;
                ByteBuffer part = bytes.slice(bytes.position(), fits);
                while (part.hasRemaining()) {
                    channel.write(part);
                }
                if (fits < bytes.remaining()) {
                    throw new IOException("No space left on device");
                }
            }

            @Override
            public void force() {}

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }

    @Override
    public void replace(Path file, Path target) throws IOException {
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
