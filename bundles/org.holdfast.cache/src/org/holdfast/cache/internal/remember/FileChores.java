package org.holdfast.cache.internal.remember;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Files to delete or to cut. Asked for by any thread, done by the one that writes; what fails is tried again. */
final class FileChores {

    private record Chore(Path file, long keep) {}

    private final SegmentFiles files;
    private final Queue<Chore> open = new ConcurrentLinkedQueue<>();

    FileChores(SegmentFiles files) {
        this.files = files;
    }

    void delete(Path file) {
        open.add(new Chore(file, 0));
    }

    void cut(Path file, long length) {
        open.add(new Chore(file, length));
    }

    /** Does all, or up to the first that fails. */
    void run() throws IOException {
        for (Chore chore = open.peek(); chore != null; chore = open.peek()) {
            if (chore.keep() == 0) {
                files.delete(chore.file());
            } else if (files.size(chore.file()) > chore.keep()) {
                try (SegmentFiles.Output output = files.open(chore.file())) {
                    output.truncate(chore.keep());
                }
            }
            open.remove();
        }
    }
}
