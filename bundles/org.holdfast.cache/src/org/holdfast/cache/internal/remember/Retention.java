package org.holdfast.cache.internal.remember;

import java.util.function.BooleanSupplier;

/**
 * Keeps the segments within the limit, the oldest go first. For the thread that appends.
 *
 * <p>When packets of living connections are to be kept, the segment that has to go next is known as soon as a new one
 * is begun: it's read back into memory meanwhile, its packets are carried over, and it goes.
 */
final class Retention {

    /** Which segments there may be. */
    @FunctionalInterface
    interface Limit {

        /**
         * @param segments that are complete
         * @param bytes in these
         * @param more segments that are full soon
         */
        boolean allows(int segments, long bytes, int more);
    }

    private final SegmentTable table;
    private final BlockWriter writer;
    private final MemoryDirectory disk;
    private final MemoryListener listener;
    private final Limit limit;
    private final int carryBytes;
    private final int ahead;
    private StoredSegment victim;
    private CarryOver carryOver;
    private long evictedBytes;

    /**
     * @param disk null when packets are kept in memory only
     * @param carryBytes of a segment that may be carried over; 0 for none
     * @param ahead when there is no room for so many segments more, one is chosen
     */
    Retention(
            SegmentTable table,
            BlockWriter writer,
            MemoryDirectory disk,
            MemoryListener listener,
            Limit limit,
            int carryBytes,
            int ahead) {
        this.table = table;
        this.writer = writer;
        this.disk = disk;
        this.listener = listener;
        this.limit = limit;
        this.carryBytes = carryBytes;
        this.ahead = ahead;
    }

    long evictedBytes() {
        return evictedBytes;
    }

    /** Drops segments until there is room for the one that is being filled, or comes next. */
    void makeRoom() {
        while (!allows(1) && table.oldest() != writer.segment()) {
            drop(table.oldest());
        }
    }

    /** Chooses the segment that has to go next, some time before it has to; one at a time. */
    void choose() {
        if (victim != null || carryBytes == 0 || allows(ahead) || table.oldest() == writer.segment()) {
            return;
        }
        victim = table.oldest();
        carryOver = new CarryOver(victim, writer, carryBytes);
        if (disk != null) {
            disk.loader().ask(victim);
        }
    }

    /** Whether a segment was chosen. */
    boolean hasVictim() {
        return victim != null;
    }

    /** Whether a segment was chosen and is in memory. */
    boolean isCarrying() {
        return victim != null && victim.image() != null;
    }

    /** Carries on with what was chosen. What can't be read back goes without that. */
    void step() {
        boolean unreadable = victim != null && disk != null && disk.loader().hasFailedFor(victim);
        if (unreadable || isCarrying() && listener.evicting(carryOver)) {
            drop(victim);
            choose();
        }
    }

    /** What is on disk is shorter than it was. */
    void lost(StoredSegment segment, long fromOffset) {
        if (segment.dropped() || fromOffset >= segment.end()) {
            return;
        }
        if (fromOffset == 0) {
            forget(segment);
        } else {
            segment.cut((int) fromOffset);
        }
        listener.lost(segment.number(), fromOffset);
    }

    /** Takes a chunk from a segment that isn't in its file, and returns how many bytes are lost by that. */
    long giveUp(StoredSegment segment) {
        long bytes = segment.giveUp();
        long from = segment.end();
        if (from == 0) {
            forget(segment);
        }
        listener.lost(segment.number(), from);
        return bytes;
    }

    private boolean allows(int more) {
        StoredSegment current = writer.segment();
        return limit.allows(
                table.size() - (current == null ? 0 : 1), table.bytes() - (current == null ? 0 : current.end()), more);
    }

    private void drop(StoredSegment segment) {
        evictedBytes += segment.end();
        forget(segment);
        listener.dropped(segment.number());
    }

    private void forget(StoredSegment segment) {
        BooleanSupplier deletable = () -> true;
        if (segment == victim) {
            deletable = carryOver.settled();
            victim = null;
        }
        table.remove(segment);
        segment.drop();
        if (disk != null) {
            disk.chores().delete(segment.file(), deletable);
        }
    }
}
