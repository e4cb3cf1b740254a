package org.holdfast.cache.internal.reassemble;

import java.nio.ByteBuffer;
import org.holdfast.cache.StreamSink;
import org.holdfast.cache.internal.decode.TcpChecksum;
import org.holdfast.cache.internal.reassemble.EarlyBytes.Piece;

/**
 * Puts the segments of one direction in order. What comes early is remembered until what is before it is there; what
 * comes twice is dropped, the first copy wins. The same segments in the same order always give the same stream. Not safe
 * for threads.
 *
 * <p>A base class only to keep a connection small: the end that sends a stream is its assembler.
 */
public class StreamAssembler {

    private long contiguous;
    /** Null while there is nothing to remember, which is nearly always so. */
    private StreamContent content;

    /** Bytes from the first one on without a hole. */
    public final long contiguous() {
        return contiguous;
    }

    /** Has the stream delivered from here on; {@code null} for no longer. */
    public final void deliverTo(StreamSink sink, StreamMemory memory) {
        content(memory).deliverTo(sink);
        forgetContentIfEmpty(memory);
    }

    /**
     * Takes captured bytes of one segment. How many of them differed from their first copy, the memory knows.
     *
     * @param offset stream offset of the first one; may be negative, what is before 0 is skipped
     * @param frame where they are; position and limit are as before when this returns
     * @param at index of the first one in the frame
     * @param length how many were captured
     * @return how many of them had been captured before
     */
    public final int accept(long offset, ByteBuffer frame, int at, int length, StreamMemory memory) {
        return accept(offset, frame, at, length, TcpChecksum.UNKNOWN_SUM, memory);
    }

    /**
     * The same, knowing the sum that the bytes ought to have. Where two copies of early bytes differ, the one with the
     * right sum wins.
     */
    public final int accept(long offset, ByteBuffer frame, int at, int length, int awaitedSum, StreamMemory memory) {
        StreamContent remembered = content;
        if (offset == contiguous && (remembered == null || remembered.early() == null)) {
            append(frame, at, length, memory);
            return 0;
        }
        return acceptElsewhere(offset, frame, at, length, awaitedSum, memory);
    }

    /** The other end has all before {@code offset}: a repeat of it can't change anything any more. */
    public final void acknowledged(long offset, StreamMemory memory) {
        if (content != null) {
            content.acknowledged(offset, memory);
            forgetContentIfEmpty(memory);
        }
    }

    /** Where the hole at {@link #contiguous()} ends: at the first early byte, or at {@code acknowledged}. */
    public final long holeEnd(long acknowledged) {
        return hasEarly() ? Math.min(acknowledged, content.early().first().from()) : acknowledged;
    }

    /** Whether something was captured behind a hole. */
    public final boolean hasEarly() {
        return content != null && content.early() != null;
    }

    /** The first byte from {@code from} on that wasn't captured; {@code to} when all before that were. */
    public final long firstMissing(long from, long to) {
        long at = Math.max(from, contiguous);
        while (at < to && hasEarly()) {
            Piece piece = content.early().atOrBefore(at);
            if (piece == null || piece.end() <= at) {
                return at;
            }
            at = piece.end();
        }
        return Math.min(at, to);
    }

    /** Takes each range behind the first hole that was captured, {@code [from, end)}, in order. */
    public final void forEachEarly(RangeSink ranges) {
        if (hasEarly()) {
            for (Piece piece : content.early().all()) {
                ranges.range(piece.from(), piece.end());
            }
        }
    }

    /** Takes ranges of a stream. */
    @FunctionalInterface
    public interface RangeSink {
        void range(long from, long end);
    }

    /** The hole won't be filled any more: nothing is delivered any longer, and only ranges are remembered. */
    public final void giveUpContent(StreamMemory memory) {
        if (content != null) {
            content.deliverTo(null);
            if (content.early() != null) {
                content.early().forgetBytes(memory);
            }
            forgetContentIfEmpty(memory);
        }
    }

    /** Gives back all memory; the count stays. */
    public final void release(StreamMemory memory) {
        if (content != null) {
            content.release(memory);
            forgetContentIfEmpty(memory);
        }
    }

    private void append(ByteBuffer frame, int at, int length, StreamMemory memory) {
        if (length == 0) {
            return;
        }
        if (content != null || memory.compares()) {
            content(memory).append(contiguous, frame, at, length, memory);
        }
        contiguous += length;
    }

    private int acceptElsewhere(
            long offset, ByteBuffer frame, int at, int length, int awaitedSum, StreamMemory memory) {
        long end = offset + length;
        long from = Math.max(offset, 0);
        int repeated = 0;
        if (from < contiguous) {
            long known = Math.min(end, contiguous);
            if (known > from) {
                repeated = (int) (known - from);
                if (content != null) {
                    content.compare(from, frame, at + (int) (from - offset), repeated, memory);
                }
            }
            from = contiguous;
        }
        if (end <= from) {
            return repeated;
        }
        // From here on index 'base + streamOffset' is where a byte stands in the frame.
        long base = at - offset;
        if (hasEarly()) {
            dropDamaged(from, offset, frame, at, length, awaitedSum, memory);
        }
        return repeated
                + (from == contiguous
                        ? fill(end, frame, base, memory)
                        : hold(from, end, frame, base, from == offset ? awaitedSum : TcpChecksum.UNKNOWN_SUM, memory));
    }

    /** Bytes that begin at the hole. */
    private int fill(long end, ByteBuffer frame, long base, StreamMemory memory) {
        int repeated = 0;
        while (contiguous < end) {
            Piece first = hasEarly() ? content.early().first() : null;
            if (first == null || first.from() >= end) {
                append(frame, (int) (base + contiguous), (int) (end - contiguous), memory);
            } else {
                append(frame, (int) (base + contiguous), (int) (first.from() - contiguous), memory);
                int overlap = (int) Math.min(end - first.from(), first.end() - first.from());
                compare(first, first.from(), frame, (int) (base + first.from()), overlap, memory);
                repeated += overlap;
                appendFirst(first, memory);
            }
        }
        while (hasEarly() && content.early().first().from() == contiguous) {
            appendFirst(content.early().first(), memory);
        }
        return repeated;
    }

    private void appendFirst(Piece piece, StreamMemory memory) {
        content.early().remove(piece, memory);
        content.dropEarlyIfEmpty();
        if (piece.bytes() != null) {
            append(ByteBuffer.wrap(piece.bytes()), 0, piece.bytes().length, memory);
        } else {
            // Bytes that nobody wanted; what is compared begins anew behind them.
            contiguous = piece.end();
            content.acknowledged(contiguous, memory);
        }
    }

    /** Forgets early pieces that differ from these bytes, if their sum is wrong and that of these bytes is right. */
    private void dropDamaged(
            long from, long offset, ByteBuffer frame, int at, int length, int awaitedSum, StreamMemory memory) {
        EarlyBytes early = content.early();
        long end = offset + length;
        Piece piece = early.atOrBefore(from);
        if (piece == null || piece.end() <= from) {
            piece = early.after(from);
        }
        while (piece != null && piece.from() < end) {
            long first = Math.max(from, piece.from());
            int overlap = (int) (Math.min(end, piece.end()) - first);
            boolean differs = differing(piece, first, frame, (int) (at - offset + first), overlap) > 0;
            if (differs && piece.isDamaged() && TcpChecksum.sum(frame, at, length) == awaitedSum) {
                early.remove(piece, memory);
            }
            piece = early.after(piece.from());
        }
    }

    private int hold(long from, long end, ByteBuffer frame, long base, int awaitedSum, StreamMemory memory) {
        EarlyBytes early = content(memory).earlyForWriting();
        int repeated = 0;
        long next = from;
        while (next < end) {
            Piece before = early.atOrBefore(next);
            if (before != null && before.end() > next) {
                int overlap = (int) (Math.min(end, before.end()) - next);
                compare(before, next, frame, (int) (base + next), overlap, memory);
                repeated += overlap;
                next += overlap;
                continue;
            }
            Piece after = early.after(next);
            int length = (int) ((after == null ? end : Math.min(end, after.from())) - next);
            // A piece of a segment has no sum of its own.
            int sum = next == from && length == end - from ? awaitedSum : TcpChecksum.UNKNOWN_SUM;
            early.add(next, frame, (int) (base + next), length, sum, content.hasSink(), memory);
            next += length;
        }
        content.dropEarlyIfEmpty();
        forgetContentIfEmpty(memory);
        return repeated;
    }

    private static void compare(Piece first, long from, ByteBuffer second, int at, int length, StreamMemory memory) {
        if (memory.compares()) {
            memory.conflict(differing(first, from, second, at, length));
        }
    }

    private static int differing(Piece first, long from, ByteBuffer second, int at, int length) {
        if (first.bytes() == null) {
            return 0;
        }
        int skip = (int) (from - first.from());
        int differing = 0;
        for (int i = 0; i < length; i++) {
            if (first.bytes()[skip + i] != second.get(at + i)) {
                differing++;
            }
        }
        return differing;
    }

    private StreamContent content(StreamMemory memory) {
        if (content == null) {
            content = memory.takeContent();
        }
        return content;
    }

    private void forgetContentIfEmpty(StreamMemory memory) {
        if (content != null && content.isEmpty()) {
            memory.giveBack(content);
            content = null;
        }
    }
}
