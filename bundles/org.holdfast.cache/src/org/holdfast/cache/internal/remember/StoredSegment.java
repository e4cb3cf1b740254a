package org.holdfast.cache.internal.remember;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What is known of one segment. Three kinds of threads look at it: the one that appends, the one that writes files, and
 * readers. Each method says who may call it. The lock is held for a few instructions, never for reading or writing.
 *
 * <p>A reader copies bytes of the image and looks then whether the image is still the same: a chunk is used anew only
 * after its segment let go of it.
 */
final class StoredSegment {

    private static final VarHandle END;

    static {
        try {
            END = MethodHandles.lookup().findVarHandle(StoredSegment.class, "end", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final int number;
    private final Path file;
    private volatile int[] linkTypes;
    private volatile SegmentImage image;
    private volatile int written;
    private volatile boolean sealed;
    private volatile boolean dropped;
    /** Bytes that were appended; ends with a whole block. */
    private int end;
    /** Ordered by {@link #end}. */
    private long newestNanos = Long.MIN_VALUE;

    /**
     * A new one.
     *
     * @param file null when it isn't to be written
     */
    StoredSegment(int number, Path file, SegmentImage image) {
        this.number = number;
        this.file = file;
        this.image = image;
        linkTypes = new int[0];
    }

    /** One that an earlier process left. */
    StoredSegment(int number, Path file, int[] linkTypes, int bytes) {
        this.number = number;
        this.file = file;
        this.linkTypes = linkTypes.clone();
        written = bytes;
        end = bytes;
        sealed = true;
    }

    int number() {
        return number;
    }

    Path file() {
        return file;
    }

    /** Length, for any thread. */
    int end() {
        return (int) END.getAcquire(this);
    }

    /** What has reached the file, for any thread; ends with a whole block. */
    int written() {
        return written;
    }

    boolean isWritten() {
        return written == end();
    }

    /** Null when it isn't in memory. For any thread. */
    SegmentImage image() {
        return image;
    }

    /** Whether nothing will be appended any more; what {@link #end} says afterwards is final. */
    boolean sealed() {
        return sealed;
    }

    /** Whether nobody wants it any more. */
    boolean dropped() {
        return dropped;
    }

    /** Link type of an interface by its number in this segment; -1 when there is no such interface. For any thread. */
    int linkType(int description) {
        int[] known = linkTypes;
        return description >= 0 && description < known.length ? known[description] : -1;
    }

    /** Time of the newest packet, for the thread that writes; {@link Long#MIN_VALUE} without packets. */
    long newestNanos() {
        return end() == 0 ? Long.MIN_VALUE : newestNanos;
    }

    /** Appending thread: number of the interface, -1 when it isn't described yet. */
    int description(int linkType) {
        int[] known = linkTypes;
        for (int i = 0; i < known.length; i++) {
            if (known[i] == linkType) {
                return i;
            }
        }
        return -1;
    }

    /** Appending thread: a description was written. */
    void describe(int linkType) {
        int[] more = Arrays.copyOf(linkTypes, linkTypes.length + 1);
        more[more.length - 1] = linkType;
        linkTypes = more;
    }

    /** Appending thread: bytes up to here are there. */
    void publish(int newEnd, long timestampNanos) {
        newestNanos = timestampNanos;
        END.setRelease(this, newEnd);
    }

    /** Appending thread. */
    void seal() {
        sealed = true;
    }

    /** Appending thread: it goes; its chunk may be used anew afterwards. */
    synchronized void drop() {
        dropped = true;
        letGo();
    }

    /** Appending thread: the memory ends. */
    synchronized void unload() {
        letGo();
    }

    /** Appending thread: lets go of the chunk if all is in the file. */
    synchronized boolean releaseWritten() {
        if (image == null) {
            return true;
        }
        if (file == null || written != end) {
            return false;
        }
        letGo();
        return true;
    }

    /**
     * Appending thread: lets go of the chunk, whatever isn't in the file.
     *
     * @return bytes given up
     */
    synchronized int giveUp() {
        int lost = end - written;
        END.setRelease(this, written);
        letGo();
        return lost;
    }

    /** Appending thread: the file is shorter than it was. */
    synchronized void cut(int bytes) {
        written = Math.min(written, bytes);
        END.setRelease(this, Math.min(end, bytes));
    }

    /**
     * Writing thread: bytes up to here are in the file.
     *
     * @return false when they were given up meanwhile
     */
    synchronized boolean progress(SegmentImage from, int newWritten) {
        if (image != from) {
            return false;
        }
        written = newWritten;
        return true;
    }

    /**
     * Writing thread: the file is gone.
     *
     * @return whether it can be written anew, because all of it is in memory
     */
    synchronized boolean rewrite() {
        if (image == null) {
            return false;
        }
        written = 0;
        return true;
    }

    /** Writing thread: it was read back into a chunk. */
    synchronized void attach(SegmentImage loaded) {
        if (!dropped) {
            image = loaded;
        }
    }

    private void letGo() {
        image = null;
        // What is written to the chunk from now on is seen later than this.
        VarHandle.releaseFence();
    }
}
