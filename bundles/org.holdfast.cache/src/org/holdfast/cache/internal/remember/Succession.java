package org.holdfast.cache.internal.remember;

import java.nio.file.Path;

/**
 * Begins one segment after the other: makes room within the limits, takes the next chunk, and gives up what lies there
 * if it has to. For the thread that appends.
 */
final class Succession {

    private final Path directory;
    private final int segmentBytes;
    private final boolean waits;
    private final SegmentTable table;
    private final BlockWriter writer;
    private final ChunkRing ring;
    private final Retention retention;
    private final Spiller spiller;
    private final Trouble trouble;
    /** Null when packets are kept in memory only. */
    private final Spill spill;

    private int nextNumber;

    /**
     * @param directory of the files, null for none
     * @param waits for a slow disk, instead of giving up what isn't written
     */
    Succession(
            Path directory,
            int segmentBytes,
            boolean waits,
            SegmentTable table,
            BlockWriter writer,
            ChunkRing ring,
            Retention retention,
            Spiller spiller,
            Trouble trouble,
            MemoryDirectory disk) {
        this.directory = directory;
        this.segmentBytes = segmentBytes;
        this.waits = waits;
        this.table = table;
        this.writer = writer;
        this.ring = ring;
        this.retention = retention;
        this.spiller = spiller;
        this.trouble = trouble;
        spill = disk == null ? null : disk.spill();
        nextNumber = disk == null ? 0 : disk.recovery().nextNumber();
    }

    /** Number of the segment that comes next. */
    int nextNumber() {
        return nextNumber;
    }

    /** Does what the thread that writes asked for. */
    void settle() {
        if (spill == null) {
            return;
        }
        for (Spill.Loss loss = spill.nextLoss(); loss != null; loss = spill.nextLoss()) {
            retention.lost(loss.segment(), loss.fromOffset());
        }
        if (spill.wantsRoom()) {
            retention.makeRoom();
            spiller.wake();
        }
    }

    /** Carries over from what is to be evicted: a part of it, or all of it if there is time to wait. */
    void carryOver() {
        if (waits && retention.hasVictim() && !retention.isCarrying()) {
            spiller.await();
        }
        do {
            retention.step();
        } while (waits && retention.isCarrying());
    }

    /** Begins the next segment; false when there is no memory for it. */
    boolean begin(long timestampNanos) {
        seal();
        ring.prepare();
        // While nothing can be written, nothing that is written goes.
        if (spill == null || !trouble.isFailing()) {
            retention.makeRoom();
        }
        release(ring.nextOccupant());
        Chunk chunk = ring.next();
        if (chunk == null) {
            return false;
        }
        int number = nextNumber++;
        Path file = directory == null ? null : directory.resolve(SegmentNames.of(number));
        StoredSegment segment = new StoredSegment(number, file, new SegmentImage(chunk));
        ring.occupy(segment);
        writer.begin(segment, chunk, segmentBytes, timestampNanos);
        table.add(segment);
        if (spill == null || !trouble.isFailing()) {
            retention.choose();
        }
        return true;
    }

    /** Nothing more comes into the segment that is being filled. */
    void seal() {
        if (writer.segment() != null) {
            writer.segment().seal();
            writer.end();
            spiller.wake();
        }
    }

    /** Makes a segment let go of its chunk. */
    private void release(StoredSegment occupant) {
        if (occupant == null) {
            return;
        }
        while (!occupant.releaseWritten()) {
            if (spill == null || !waits || trouble.isFailing()) {
                trouble.gaveUp(retention.giveUp(occupant));
                return;
            }
            spiller.await();
            settle();
        }
    }
}
