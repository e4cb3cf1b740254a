package org.holdfast.cache.internal.remember;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps other caches out of the directory, in this process and in others. One thread at a time. */
final class DirectoryLock implements AutoCloseable {

    private static final String FILE = "in-use.lock";

    /**
     * Directories that are locked in this process. The system's lock doesn't tell two channels of one process apart,
     * and forgets the lock as soon as one of them is closed (fcntl(2)).
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final Path file;
    private Path held;
    private FileChannel channel;

    DirectoryLock(Path directory) {
        this.directory = directory;
        file = directory.resolve(FILE);
    }

    /** Whether nothing has to be done to keep others out; not so when somebody deleted the file. */
    boolean isHeld() {
        return channel != null && Files.exists(file);
    }

    /**
     * Takes the lock if it isn't held.
     *
     * @return false when another cache has it
     * @throws IOException when the directory can't be written to
     */
    boolean take() throws IOException {
        if (isHeld()) {
            return true;
        }
        close();
        Path real = directory.toRealPath();
        if (!HELD.add(real)) {
            return false;
        }
        held = real;
        FileChannel opened = null;
        try {
            opened = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (opened.tryLock() != null) {
                channel = opened;
            }
        } finally {
            if (channel == null) {
                if (opened != null) {
                    opened.close();
                }
                close();
            }
        }
        return channel != null;
    }

    /** Why {@link #take} said no, and what to do. */
    String inUse() {
        return "the packet directory " + directory + " is used by another cache; end that one or choose another"
                + " directory";
    }

    @Override
    public void close() throws IOException {
        FileChannel open = channel;
        channel = null;
        if (held != null) {
            HELD.remove(held);
            held = null;
        }
        if (open != null) {
            open.close();
        }
    }
}
