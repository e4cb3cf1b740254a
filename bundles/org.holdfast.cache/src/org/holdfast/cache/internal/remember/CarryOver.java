package org.holdfast.cache.internal.remember;

import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;

/**
 * Stores packets again before their segment is dropped, so that connections which still live keep their history. To be
 * used within {@link MemoryListener#evicting} only.
 *
 * <p>A packet keeps its identity: after a crash the same packet may stand in two segments, and is recovered once.
 */
public final class CarryOver {

    private final StoredSegment from;
    private final BlockWriter writer;
    private final PacketBlock packet = new PacketBlock();
    private int budget;
    /** Where the newest copy is; null without copies. */
    private StoredSegment copies;

    private int copiesEnd;

    /** @param budget bytes that may be stored again */
    CarryOver(StoredSegment from, BlockWriter writer, int budget) {
        this.from = from;
        this.writer = writer;
        this.budget = budget;
    }

    /** The segment that will be dropped. */
    public int segment() {
        return from.number();
    }

    /** Whether a packet lies in it. */
    public boolean holds(long reference) {
        return reference >= 0 && PacketReference.segment(reference) == from.number();
    }

    /** Bytes that it takes to store a packet of the segment again; 0 when it lies elsewhere or isn't there any more. */
    public int cost(long reference) {
        return find(reference) ? Pcapng.packetBlock(packet.captured()) + Pcapng.IDENTITY_OPTIONS : 0;
    }

    /**
     * Bytes that may still be stored again. A connection that needs more should be left alone: half a history is of no
     * use.
     */
    public int remaining() {
        // A link type that has to be described first takes room, too.
        return Math.min(budget, writer.room(-1));
    }

    /**
     * Stores a packet of the segment again.
     *
     * @return its new reference, {@link PacketReference#NONE} when it isn't there or there is no room
     */
    public long move(long reference) {
        int cost = cost(reference);
        if (cost == 0 || cost > remaining()) {
            return PacketReference.NONE;
        }
        budget -= cost;
        long identity = packet.identity() == PacketReference.NONE ? reference : packet.identity();
        long moved = writer.putAgain(bytes(), packet, from.linkType(packet.description()), identity);
        copies = writer.segment();
        copiesEnd = writer.at();
        return moved;
    }

    /**
     * Tells any thread whether all copies that were made so far are in files, or will never be: only then the segment's
     * own file may go. Segments are written in their order, so the newest copy is the last one.
     */
    BooleanSupplier settled() {
        StoredSegment last = copies;
        int end = copiesEnd;
        return last == null ? () -> true : () -> last.written() >= end || last.image() == null;
    }

    private boolean find(long reference) {
        return holds(reference) && packet.parse(bytes(), PacketReference.offset(reference), from.end());
    }

    private ByteBuffer bytes() {
        return from.image().chunk().bytes();
    }
}
