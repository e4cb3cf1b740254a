package org.holdfast.cache.internal.reassemble;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import org.holdfast.cache.internal.decode.TcpChecksum;

/**
 * What was captured of a stream behind a hole: pieces that don't overlap, by their first offset. A piece has its bytes,
 * or only says that it was captured; such pieces are joined, so that they stay few.
 */
final class EarlyBytes {

    /** What a piece costs beside its bytes, so that many tiny ones are bounded too. */
    private static final int PIECE_COST = 96;

    /**
     * @param bytes null when only the range is remembered
     * @param awaitedSum what their sum ought to be, or {@link TcpChecksum#UNKNOWN_SUM}
     */
    record Piece(long from, long end, byte[] bytes, int awaitedSum) {

        private Piece(long from, long end) {
            this(from, end, null, TcpChecksum.UNKNOWN_SUM);
        }

        /** Whether its receiver drops it, as far as known. */
        boolean isDamaged() {
            return awaitedSum != TcpChecksum.UNKNOWN_SUM
                    && TcpChecksum.sum(ByteBuffer.wrap(bytes), 0, bytes.length) != awaitedSum;
        }

        private int cost() {
            return PIECE_COST + (bytes == null ? 0 : bytes.length);
        }
    }

    private final TreeMap<Long, Piece> pieces = new TreeMap<>();
    private long cost;
    private boolean holdsBytes;
    /** Whether somebody hears the stream, who can't be told of bytes that aren't there. */
    private boolean bytesWanted;
    /** Those that began to hold something just before and after this one. */
    private EarlyBytes older;

    private EarlyBytes newer;

    /** What it takes, bytes. */
    long cost() {
        return cost;
    }

    EarlyBytes older() {
        return older;
    }

    void setOlder(EarlyBytes neighbour) {
        older = neighbour;
    }

    EarlyBytes newer() {
        return newer;
    }

    void setNewer(EarlyBytes neighbour) {
        newer = neighbour;
    }

    boolean isEmpty() {
        return pieces.isEmpty();
    }

    /** The piece that begins first; null when there is none. */
    Piece first() {
        Map.Entry<Long, Piece> first = pieces.firstEntry();
        return first == null ? null : first.getValue();
    }

    /** The last piece that begins at {@code offset} or before; null when there is none. */
    Piece atOrBefore(long offset) {
        Map.Entry<Long, Piece> before = pieces.floorEntry(offset);
        return before == null ? null : before.getValue();
    }

    /** The first piece that begins after {@code offset}; null when there is none. */
    Piece after(long offset) {
        Map.Entry<Long, Piece> after = pieces.higherEntry(offset);
        return after == null ? null : after.getValue();
    }

    Iterable<Piece> all() {
        return pieces.values();
    }

    /**
     * Adds a piece where none is.
     *
     * @param awaitedSum what the sum of the bytes ought to be, or {@link TcpChecksum#UNKNOWN_SUM}
     * @param withBytes whether the bytes must be kept; if not, they are kept while there is room
     * @return false when there is no room for it
     */
    boolean add(
            long from, ByteBuffer buffer, int at, int length, int awaitedSum, boolean withBytes, StreamMemory memory) {
        bytesWanted = withBytes;
        if (memory.reserveEarly(this, length + PIECE_COST)) {
            byte[] bytes = new byte[length];
            buffer.get(at, bytes);
            holdsBytes = true;
            put(new Piece(from, from + length, bytes, awaitedSum), memory);
            return true;
        }
        return !withBytes && addRange(from, from + length, memory);
    }

    void remove(Piece piece, StreamMemory memory) {
        pieces.remove(piece.from());
        cost -= piece.cost();
        memory.releaseEarly(piece.cost());
        if (pieces.isEmpty()) {
            memory.holdsNothing(this);
        }
    }

    /** Others need the room more: what is missing then stays missing. */
    void makeRoom(StreamMemory memory) {
        if (holdsBytes && !bytesWanted) {
            forgetBytes(memory);
        } else {
            release(memory);
        }
    }

    /** Keeps the ranges only. */
    void forgetBytes(StreamMemory memory) {
        Piece[] all = pieces.values().toArray(Piece[]::new);
        release(memory);
        for (Piece piece : all) {
            addRange(piece.from(), piece.end(), memory);
        }
    }

    void release(StreamMemory memory) {
        if (!pieces.isEmpty()) {
            memory.releaseEarly(cost);
            memory.holdsNothing(this);
            pieces.clear();
            cost = 0;
            holdsBytes = false;
        }
    }

    private boolean addRange(long from, long end, StreamMemory memory) {
        Piece before = atOrBefore(from);
        Piece after = pieces.get(end);
        boolean joinsBefore = before != null && before.bytes() == null && before.end() == from;
        boolean joinsAfter = after != null && after.bytes() == null;
        if (!joinsBefore && !joinsAfter && !memory.reserveEarly(this, PIECE_COST)) {
            return false;
        }
        if (joinsBefore && joinsAfter) {
            remove(after, memory);
        }
        if (joinsBefore) {
            pieces.put(before.from(), new Piece(before.from(), joinsAfter ? after.end() : end));
        } else if (joinsAfter) {
            pieces.remove(after.from());
            pieces.put(from, new Piece(from, after.end()));
        } else {
            put(new Piece(from, end), memory);
        }
        return true;
    }

    private void put(Piece piece, StreamMemory memory) {
        if (pieces.isEmpty()) {
            memory.holdsSomething(this);
        }
        pieces.put(piece.from(), piece);
        cost += piece.cost();
    }
}
