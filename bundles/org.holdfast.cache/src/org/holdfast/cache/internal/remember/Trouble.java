package org.holdfast.cache.internal.remember;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** What keeps packets from the disk, in words, and when to try again. For any thread. */
final class Trouble {

    private static final long RETRY_NANOS = 1_000_000_000L;

    private final Path directory;
    private final long memoryBytes;
    private volatile String failure;
    /** What is wrong with a file that can't be read or used, and how many others there are. */
    private volatile String unusable;

    private volatile int othersUnusable;
    private volatile String chore;
    private volatile long retryAtNanos = Long.MIN_VALUE;
    private volatile long givenUpBytes;
    private volatile boolean behind;

    /** @param memoryBytes what is kept in memory while the disk fails */
    Trouble(Path directory, long memoryBytes) {
        this.directory = directory;
        this.memoryBytes = memoryBytes;
    }

    /** Writing failed. */
    void failed(IOException cause, long newestNanos) {
        retryAtNanos = newestNanos + RETRY_NANOS;
        failure = "The packet memory can't write to " + directory + " (" + reason(cause) + "): the newest "
                + size(memoryBytes) + " of packets are kept in memory only, what was stored before stays. Free space"
                + " there, make it writable, or choose another directory.";
    }

    /** Nothing will be written any more; why is told by the thread that ended. */
    void stopped() {
        failure = "The packet memory stopped writing to " + directory + " because of an error in Holdfast: the newest "
                + size(memoryBytes) + " of packets are kept in memory only. Restart it, and report the error.";
    }

    /** Writing works. */
    void over() {
        failure = null;
    }

    /** A file can't be read from here on. For any thread. */
    void unreadable(Path file, long offset, IOException cause) {
        unusable("What was stored in " + file + " can't be read from byte " + offset + " on (" + reason(cause)
                + "). Check the disk and who may read the file; delete it if its packets aren't needed.");
    }

    /** A file holds something that this memory doesn't write. */
    void putAside(Path file, Path aside, long offset) {
        unusable(file + " holds at byte " + offset
                + " what this version of Holdfast doesn't write: it's damaged, or was"
                + " saved by another program or version. It's kept as " + aside.getFileName() + ", and its connections"
                + " can't be continued. Look into it by holdfast connections --read; delete it if it isn't needed.");
    }

    private synchronized void unusable(String what) {
        if (unusable == null) {
            unusable = what;
        } else {
            othersUnusable++;
        }
    }

    /**
     * A file can't be changed as it should be; writing goes on.
     *
     * @param what should be done with it
     * @param others of which the same is true
     */
    void choreFailed(Path file, String what, IOException cause, int others) {
        chore = file + " can't be " + what + " (" + reason(cause) + ")"
                + (others == 0 ? "" : "; so it is with " + others + " more")
                + ". Packets are written all the same. Make it writable for the user that Holdfast runs as, or delete it.";
    }

    /** There is no such file any more. */
    void choresDone() {
        chore = null;
    }

    /** All that was appended is in the files. */
    void caughtUp() {
        behind = false;
    }

    /** Packets had to go before they were written. For the thread that appends. */
    void gaveUp(long bytes) {
        behind = true;
        givenUpBytes += bytes;
    }

    boolean isFailing() {
        return failure != null;
    }

    /** Whether another attempt isn't due yet, on the clock of the capture. */
    boolean isTooEarly(long newestNanos) {
        return failure != null && newestNanos < retryAtNanos;
    }

    long givenUpBytes() {
        return givenUpBytes;
    }

    /** What happened and what to do; empty when all is well. */
    Optional<String> text() {
        String failed = failure;
        String lost = behind ? " " + size(givenUpBytes) + " were given up; their connections can't be continued." : "";
        if (failed != null) {
            return Optional.of(failed + lost);
        }
        if (behind) {
            return Optional.of("Packets come faster than the disk of " + directory + " takes them." + lost
                    + " Choose a faster disk, raise the limit of the memory, or select fewer services.");
        }
        String undone = chore;
        return undone == null ? unusable() : Optional.of(undone);
    }

    private Optional<String> unusable() {
        return Optional.ofNullable(unusable)
                .map(first -> othersUnusable == 0 ? first : first + " So it is with " + othersUnusable + " more.");
    }

    private static String size(long bytes) {
        return bytes < 1 << 20 ? (bytes + 1023 >>> 10) + " KiB" : (bytes >>> 20) + " MiB";
    }

    /** Some exceptions of the file system have nothing but the name of the file to say. */
    private static String reason(IOException cause) {
        return switch (cause) {
            case NoSuchFileException e -> e.getFile() + " isn't there";
            case AccessDeniedException e -> "access to " + e.getFile() + " is denied";
            case FileAlreadyExistsException e -> e.getFile() + " is in the way";
            default -> cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        };
    }
}
