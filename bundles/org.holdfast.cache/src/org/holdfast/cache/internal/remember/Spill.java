package org.holdfast.cache.internal.remember;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What the writing thread does each time: delete and cut files, see whether the others are still there, write what was
 * appended, read back a segment that is to be evicted.
 */
final class Spill {

    /** Bytes that were stored are gone: in this segment all from this offset on. */
    record Loss(StoredSegment segment, long fromOffset) {}

    private final Path directory;
    private final SegmentTable table;
    private final SegmentFiles files;
    private final DirectoryLock lock;
    private final FileChores chores;
    private final SegmentOutput output;
    private final SegmentLoader loader;
    private final long diskBytes;
    private final int segmentBytes;
    private final Queue<Loss> losses = new ConcurrentLinkedQueue<>();
    private StoredSegment newestChecked;
    private volatile boolean wantsRoom;

    Spill(
            Path directory,
            SegmentTable table,
            SegmentFiles files,
            DirectoryLock lock,
            FileChores chores,
            SegmentLoader loader,
            long diskBytes,
            int segmentBytes) {
        this.directory = directory;
        this.table = table;
        this.files = files;
        this.lock = lock;
        this.chores = chores;
        this.loader = loader;
        this.diskBytes = diskBytes;
        this.segmentBytes = segmentBytes;
        output = new SegmentOutput(files, chores);
    }

    /** What was lost since the last time; null when nothing was. For the thread that appends. */
    Loss nextLoss() {
        return losses.poll();
    }

    /** Whether nothing can be written before a segment is dropped. For any thread. */
    boolean wantsRoom() {
        return wantsRoom;
    }

    /**
     * Does all there is to do. For the writing thread, like all that follows.
     *
     * @param checkAll also looks after files that are complete; otherwise only when there is a new segment
     */
    void pass(boolean checkAll) throws IOException {
        holdDirectory();
        output.finishIfDropped();
        StoredSegment newest = table.newest();
        boolean all = checkAll || newest != newestChecked;
        chores.run(all);
        if (all) {
            checkFiles();
            newestChecked = newest;
        }
        writeAll();
        if (!loader.run(files)) {
            newestChecked = null;
        }
    }

    /** After a pass failed. */
    void abandon(IOException cause) {
        newestChecked = null;
        output.abandon(cause);
    }

    /** Closes the file. */
    void close() throws IOException {
        output.finish();
    }

    private void holdDirectory() throws IOException {
        if (lock.isHeld()) {
            return;
        }
        files.makeDirectory(directory);
        if (!lock.take()) {
            throw new IOException(lock.inUse());
        }
    }

    private void writeAll() throws IOException {
        boolean stuck = false;
        for (StoredSegment segment : table.all()) {
            if (segment.image() == null || segment.isWritten()) {
                continue;
            }
            if (!output.isOpenFor(segment) && segment.written() == 0 && !hasRoom(segment)) {
                stuck = true;
                break;
            }
            output.select(segment);
            output.write();
            // What was carried over into it may go where it was before, so that there is room for the next file.
            chores.run(false);
        }
        wantsRoom = stuck;
    }

    /** Whether the limit allows another file. As a rule room was made before. */
    private boolean hasRoom(StoredSegment wanted) {
        long bytes = segmentBytes;
        for (StoredSegment segment : table.all()) {
            bytes += segment == wanted ? 0 : segment.written();
        }
        return bytes <= diskBytes;
    }

    /** A file that somebody deleted is written anew if its segment is still in memory. */
    private void checkFiles() throws IOException {
        for (StoredSegment segment : table.all()) {
            long size = segment.written() == 0 ? 0 : files.size(segment.file());
            if (size < segment.written() && !segment.rewrite() && !segment.dropped()) {
                losses.add(new Loss(segment, Math.max(0, size)));
            }
        }
    }
}
