package org.holdfast.cache.internal.remember;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** The directory of a packet memory: locked, looked through, and all that works on its files. */
final class MemoryDirectory implements AutoCloseable {

    private final DirectoryLock lock;
    private final FileChores chores;
    private final SegmentLoader loader;
    private final Recovery recovery;
    private final Spill spill;

    /**
     * @param table gets the segments that are there
     * @param chunks of the ring
     * @throws IOException when it can't be made or read, or is used by another memory
     */
    MemoryDirectory(
            Path directory,
            SegmentTable table,
            SegmentFiles files,
            Trouble trouble,
            long diskBytes,
            int segmentBytes,
            int chunks)
            throws IOException {
        lock = new DirectoryLock(directory);
        chores = new FileChores(files, trouble);
        loader = new SegmentLoader(chunks, trouble);
        recovery = new Recovery(table, chores, trouble);
        spill = new Spill(directory, table, files, lock, chores, loader, diskBytes, segmentBytes);
        files.makeDirectory(directory);
        try {
            if (!lock.take()) {
                throw new IOException(lock.inUse());
            }
        } catch (FileSystemException e) {
            trouble.failed(e, Long.MIN_VALUE);
        }
        try {
            recovery.find(directory, diskBytes - segmentBytes);
        } catch (IOException e) {
            lock.close();
            throw e;
        }
        if (lock.isHeld()) {
            chores.run(false);
        }
    }

    FileChores chores() {
        return chores;
    }

    SegmentLoader loader() {
        return loader;
    }

    Recovery recovery() {
        return recovery;
    }

    Spill spill() {
        return spill;
    }

    /** After the last pass. */
    @Override
    public void close() throws IOException {
        try (lock;
                loader) {
            spill.close();
        }
    }
}
