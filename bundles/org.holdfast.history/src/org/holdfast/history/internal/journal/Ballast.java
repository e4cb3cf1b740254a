package org.holdfast.history.internal.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that only takes room: when the disk is full it is deleted, so that incidents and audit can be written on for a
 * while. Any thread may call.
 */
final class Ballast {

    static final int BYTES = 4 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(Ballast.class);

    private final Path file;
    private volatile boolean isGivenUp;

    Ballast(Path directory) {
        this.file = directory.resolve("reserve");
    }

    /** Takes the room; without success there is just no reserve. */
    synchronized void take() {
        try {
            if (Files.exists(file) && Files.size(file) == BYTES) {
                return;
            }
            try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
                // Real bytes: a file with a hole takes no room.
                byte[] part = new byte[1 << 16];
                for (int i = 0; i < BYTES; i += part.length) {
                    out.write(part);
                }
                out.getFD().sync();
            }
            isGivenUp = false;
        } catch (IOException e) {
            LOG.warn("there is no room for the journal's reserve {}: {}", file, e.getMessage());
            giveUp();
        }
    }

    /** Returns whether that made room. */
    synchronized boolean giveUp() {
        try {
            isGivenUp = true;
            return Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("the journal's reserve {} can't be given up: {}", file, e.getMessage());
            return false;
        }
    }

    /** Takes the room again if it was given up and there is plenty. */
    synchronized void takeAgain() throws IOException {
        if (isGivenUp && Files.getFileStore(file.getParent()).getUsableSpace() > 16L * BYTES) {
            take();
        }
    }

    boolean isGivenUp() {
        return isGivenUp;
    }
}
