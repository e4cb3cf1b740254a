package org.holdfast.cache.internal.reassemble;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts the segments of one direction in order. Bytes that come early are held until what is before them is there; what
 * comes twice is dropped, the first copy wins. How much is held is bounded: what finds no room stays missing until it
 * is sent again. The same segments in the same order always give the same stream. Not safe for threads.
 */
public final class StreamAssembler {

    /**
     * Early bytes that are held at most: more than the largest window that Linux opens by default (tcp_rmem, 6 MiB).
     */
    public static final long HOLD_LIMIT = 8L << 20;

    /** What one held piece costs beside its bytes, so that many tiny ones are bounded too. */
    private static final int PIECE_COST = 96;

    private final ContiguousSink sink;
    private final RecentBytes recent;
    private final long holdLimit;
    private final TreeMap<Long, byte[]> held = new TreeMap<>();
    private long heldCost;
    private long contiguous;
    private long conflictingBytes;

    /**
     * @param sink takes the stream
     * @param compareRepeats whether repeated bytes are compared with the first copy, which keeps a copy of what isn't
     *     acknowledged yet
     * @param holdLimit bytes of early data that may be held
     */
    public StreamAssembler(ContiguousSink sink, boolean compareRepeats, long holdLimit) {
        this.sink = sink;
        this.recent = compareRepeats ? new RecentBytes() : null;
        this.holdLimit = holdLimit;
    }

    /**
     * Takes captured bytes of one segment.
     *
     * @param offset stream offset of the first one; may be negative, what is before 0 is skipped
     * @param frame where they are; position and limit are as before when this returns
     * @param at index of the first one in the frame
     * @param length how many were captured
     * @return how many of them had been captured before
     */
    public int accept(long offset, ByteBuffer frame, int at, int length) {
        long end = offset + length;
        long from = Math.max(offset, 0);
        int repeated = 0;
        if (from < contiguous) {
            long known = Math.min(end, contiguous);
            if (known > from) {
                repeated = (int) (known - from);
                compareWithRecent(from, frame, at + (int) (from - offset), repeated);
            }
            from = contiguous;
        }
        if (end <= from) {
            return repeated;
        }
        // From here on index 'base + streamOffset' is where a byte stands in the frame.
        long base = at - offset;
        return repeated + (from == contiguous ? append(from, end, frame, base) : hold(from, end, frame, base));
    }

    /** Bytes from the first one on without a hole. */
    public long contiguous() {
        return contiguous;
    }

    /** Bytes that were captured twice with different content; the first copy was kept. */
    public long conflictingBytes() {
        return conflictingBytes;
    }

    /** Where the hole at {@link #contiguous()} ends: at the first held byte, or at {@code acknowledged}. */
    public long holeEnd(long acknowledged) {
        return held.isEmpty() ? acknowledged : Math.min(acknowledged, held.firstKey());
    }

    /** The other end has all before {@code offset}: a repeat of it can't change anything any more. */
    public void acknowledged(long offset) {
        if (recent != null) {
            recent.forgetBefore(offset);
        }
    }

    private int append(long from, long end, ByteBuffer frame, long base) {
        int repeated = 0;
        long next = from;
        while (next < end) {
            Map.Entry<Long, byte[]> first = held.firstEntry();
            if (first == null || first.getKey() >= end) {
                deliver(frame, (int) (base + next), (int) (end - next));
                next = end;
            } else {
                long start = first.getKey();
                if (start > next) {
                    deliver(frame, (int) (base + next), (int) (start - next));
                }
                int overlap = (int) Math.min(end - start, first.getValue().length);
                compare(first.getValue(), 0, frame, (int) (base + start), overlap);
                repeated += overlap;
                release(start, first.getValue());
                next = start + overlap;
            }
        }
        for (Map.Entry<Long, byte[]> first = held.firstEntry();
                first != null && first.getKey() == contiguous;
                first = held.firstEntry()) {
            release(first.getKey(), first.getValue());
        }
        return repeated;
    }

    private int hold(long from, long end, ByteBuffer frame, long base) {
        int repeated = 0;
        long next = from;
        while (next < end) {
            Map.Entry<Long, byte[]> before = held.floorEntry(next);
            if (before != null && before.getKey() + before.getValue().length > next) {
                int skip = (int) (next - before.getKey());
                int overlap = (int) Math.min(end - next, before.getValue().length - skip);
                compare(before.getValue(), skip, frame, (int) (base + next), overlap);
                repeated += overlap;
                next += overlap;
                continue;
            }
            Long after = held.higherKey(next);
            int length = (int) ((after == null ? end : Math.min(end, after)) - next);
            if (heldCost + length + PIECE_COST <= holdLimit) {
                byte[] piece = new byte[length];
                frame.get((int) (base + next), piece);
                held.put(next, piece);
                heldCost += length + PIECE_COST;
            }
            next += length;
        }
        return repeated;
    }

    private void release(long start, byte[] piece) {
        held.remove(start);
        heldCost -= piece.length + PIECE_COST;
        deliver(ByteBuffer.wrap(piece), 0, piece.length);
    }

    private void deliver(ByteBuffer buffer, int at, int length) {
        if (recent != null) {
            recent.append(contiguous, buffer, at, length);
        }
        int position = buffer.position();
        int limit = buffer.limit();
        try {
            buffer.limit(at + length).position(at);
            sink.accept(buffer);
        } finally {
            buffer.limit(limit).position(position);
        }
        contiguous += length;
    }

    private void compare(byte[] first, int from, ByteBuffer second, int at, int length) {
        for (int i = 0; i < length; i++) {
            if (first[from + i] != second.get(at + i)) {
                conflictingBytes++;
            }
        }
    }

    private void compareWithRecent(long from, ByteBuffer frame, int at, int length) {
        if (recent != null) {
            conflictingBytes += recent.differing(from, frame, at, length);
        }
    }
}
