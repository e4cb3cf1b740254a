package org.holdfast.cache.internal.remember;

import java.util.ArrayList;
import java.util.List;

/**
 * The chunks in the order in which they are filled; after the last comes the first again. Chunks are made when they are
 * needed for the first time. The thread that appends goes round; {@link #prepare} may be called by another one.
 */
final class ChunkRing implements AutoCloseable {

    private final int chunkBytes;
    private final List<Chunk> chunks = new ArrayList<>();
    private final StoredSegment[] occupants;
    private volatile int size;
    private volatile boolean shortOfMemory;
    private volatile int slot = -1;

    ChunkRing(int size, int chunkBytes) {
        this.size = size;
        this.chunkBytes = chunkBytes;
        occupants = new StoredSegment[size];
    }

    /** How many chunks there are, or may be. */
    int size() {
        return size;
    }

    /** Whether the system gave less memory than the limit allows. */
    boolean isShortOfMemory() {
        return shortOfMemory;
    }

    int chunkBytes() {
        return chunkBytes;
    }

    /** Who lies in the chunk that comes next; null when nobody does. */
    StoredSegment nextOccupant() {
        int following = following();
        return following < 0 ? null : occupants[following];
    }

    /** The next chunk, whose occupant must have let go of it; null when there is no memory at all. */
    Chunk next() {
        int following = following();
        if (following < 0) {
            return null;
        }
        slot = following;
        occupants[following] = null;
        return chunk(following);
    }

    /** Who lies in the chunk now that {@link #next} gave. */
    void occupy(StoredSegment segment) {
        occupants[slot] = segment;
    }

    /** Makes the next chunk ahead of time, if it isn't there yet. */
    void prepare() {
        chunk(slot + 1);
    }

    @Override
    public synchronized void close() {
        chunks.forEach(Chunk::close);
        chunks.clear();
        size = 0;
    }

    private synchronized int following() {
        prepare();
        return size == 0 ? -1 : (slot + 1) % size;
    }

    /** Null beyond the last one. The lock is held while memory is taken, so that nobody takes it twice. */
    private synchronized Chunk chunk(int index) {
        if (index >= chunks.size() && index < size) {
            try {
                chunks.add(new Chunk(index, chunkBytes));
            } catch (OutOfMemoryError e) {
                // The system gives no more: what is there has to do.
                shortOfMemory = true;
                size = chunks.size();
            }
        }
        return index < chunks.size() ? chunks.get(index) : null;
    }
}
