package org.holdfast.history.internal.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Possession of a directory, by one user in one process; ends with the process at the latest. */
final class DirectoryLock implements AutoCloseable {

    /**
     * Directories that this process has. Asked before the file is opened: on Linux, closing a file gives up all locks
     * that the process has on it, whoever took them.
     */
    private static final Set<Path> TAKEN = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel channel;

    private DirectoryLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /** Returns empty when somebody else has it. */
    static Optional<DirectoryLock> tryLock(Path directory) throws IOException {
        Path real = directory.toRealPath();
        if (!TAKEN.add(real)) {
            return Optional.empty();
        }
        Optional<DirectoryLock> lock = Optional.empty();
        try {
            lock = Uninterrupted.call(() -> lock(real));
            return lock;
        } finally {
            if (lock.isEmpty()) {
                TAKEN.remove(real);
            }
        }
    }

    private static Optional<DirectoryLock> lock(Path real) throws IOException {
        FileChannel channel =
                FileChannel.open(real.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
            return lock == null ? Optional.empty() : Optional.of(new DirectoryLock(real, channel));
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        TAKEN.remove(directory);
    }
}
