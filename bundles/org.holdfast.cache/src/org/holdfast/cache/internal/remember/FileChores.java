package org.holdfast.cache.internal.remember;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Files to delete, to rename or to cut. Asked for by any thread, done by the one that writes. One that fails is in nobody's way: it
 * is told, and tried again.
 */
final class FileChores {

    @FunctionalInterface
    private interface Work {
        void on(SegmentFiles files) throws IOException;
    }

    private record Chore(Path file, String what, BooleanSupplier due, Work work) {}

    private record Failure(Chore chore, IOException cause) {}

    private final SegmentFiles files;
    private final Trouble trouble;
    private final Queue<Chore> asked = new ConcurrentLinkedQueue<>();
    private final List<Chore> waiting = new ArrayList<>();
    private final List<Failure> failed = new ArrayList<>();

    FileChores(SegmentFiles files, Trouble trouble) {
        this.files = files;
        this.trouble = trouble;
    }

    void delete(Path file) {
        delete(file, () -> true);
    }

    /** Deletes it as soon as something has happened. */
    void delete(Path file, BooleanSupplier due) {
        asked.add(new Chore(file, "deleted", due, files -> files.delete(file)));
    }

    void rename(Path file, Path to) {
        asked.add(new Chore(file, "renamed to " + to.getFileName(), () -> true, files -> files.rename(file, to)));
    }

    /** What is behind the whole blocks of a file that an earlier process left goes. */
    void cut(Path file, long length) {
        asked.add(cutting(file, () -> length));
    }

    /** What is in the file of a segment behind what was written of it goes; asked when it's done, for it may grow. */
    void cut(StoredSegment segment) {
        asked.add(cutting(segment.file(), segment::written));
    }

    /**
     * Does what was asked for and is due. For the thread that writes.
     *
     * @param again whether what failed before is tried again
     */
    void run(boolean again) {
        if (again) {
            failed.forEach(failure -> asked.add(failure.chore()));
            failed.clear();
        }
        for (Chore chore = asked.poll(); chore != null; chore = asked.poll()) {
            waiting.add(chore);
        }
        List<Chore> due =
                waiting.stream().filter(chore -> chore.due().getAsBoolean()).toList();
        waiting.removeAll(due);
        for (Chore chore : due) {
            try {
                chore.work().on(files);
            } catch (IOException e) {
                failed.add(new Failure(chore, e));
            }
        }
        tell();
    }

    private void tell() {
        if (failed.isEmpty()) {
            trouble.choresDone();
        } else {
            Failure first = failed.getFirst();
            trouble.choreFailed(first.chore().file(), first.chore().what(), first.cause(), failed.size() - 1);
        }
    }

    private static Chore cutting(Path file, LongSupplier length) {
        return new Chore(file, "cut to what is whole of it", () -> true, files -> {
            long keep = length.getAsLong();
            if (keep == 0) {
                files.delete(file);
            } else if (files.size(file) > keep) {
                try (SegmentFiles.Output output = files.open(file)) {
                    output.truncate(keep);
                }
            }
        });
    }
}
