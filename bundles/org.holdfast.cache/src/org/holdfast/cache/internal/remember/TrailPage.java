package org.holdfast.cache.internal.remember;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.LongUnaryOperator;
import org.holdfast.model.tcp.Direction;

/**
 * Some packets of a connection that follow each other, and what of the streams they may hold. Only added to, until it
 * is full; then it doesn't change any more. Not safe for threads.
 */
final class TrailPage {

    /** No page has more packets. */
    static final int PACKETS = 64;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int FIRST_CODES = 48;
    /** Bytes behind the codes, so that the last of them can be read as a whole. */
    private static final int SLACK = PacketCode.LONGEST - 1;

    /** Reference of the first packet; the lowest bit says outbound. */
    private final long first;

    private long last;
    private long oldest;
    private long newest;
    private byte[] codes = new byte[FIRST_CODES];
    private int used;
    private int size = 1;
    private long inboundFrom = Long.MAX_VALUE;
    private long inboundTo;
    private long outboundFrom = Long.MAX_VALUE;
    private long outboundTo;

    /** A page with one packet. */
    TrailPage(long reference, boolean outbound) {
        first = reference | (outbound ? 1 : 0);
        last = reference;
        oldest = reference;
        newest = reference;
    }

    private TrailPage(TrailPage other) {
        first = other.first;
        last = other.last;
        oldest = other.oldest;
        newest = other.newest;
        codes = other.codes.clone();
        used = other.used;
        size = other.size;
        copyRanges(other);
    }

    void add(long reference, boolean outbound) {
        long code = PacketCode.encode(reference - last, outbound);
        if (used + PacketCode.LONGEST > codes.length) {
            codes = Arrays.copyOf(codes, codes.length * 2);
        }
        LONG.set(codes, used, code);
        used += PacketCode.length(code);
        last = reference;
        oldest = Math.min(oldest, reference);
        newest = Math.max(newest, reference);
        size++;
        if (isFull()) {
            codes = Arrays.copyOf(codes, used + SLACK);
        }
    }

    /** The packet that was added last carries bytes {@code from} to {@code to - 1} of its stream. */
    void carries(boolean outbound, long from, long to) {
        if (outbound) {
            outboundFrom = Math.min(outboundFrom, from);
            outboundTo = Math.max(outboundTo, to);
        } else {
            inboundFrom = Math.min(inboundFrom, from);
            inboundTo = Math.max(inboundTo, to);
        }
    }

    /** What its packets carry isn't known. */
    void carriesAnything() {
        carries(true, Long.MIN_VALUE, Long.MAX_VALUE);
        carries(false, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** Whether a packet of it may carry some of these bytes. */
    boolean mayCarry(boolean outbound, long from, long to) {
        return outbound ? outboundFrom < to && from < outboundTo : inboundFrom < to && from < inboundTo;
    }

    boolean isFull() {
        return size == PACKETS;
    }

    int size() {
        return size;
    }

    long first() {
        return first & ~1L;
    }

    boolean firstIsOutbound() {
        return (first & 1) != 0;
    }

    long last() {
        return last;
    }

    /** Smallest of all references. */
    long oldest() {
        return oldest;
    }

    /** Whether a packet may lie between these references, the second excluded. */
    boolean mayReach(long from, long to) {
        return oldest < to && newest >= from;
    }

    /** The code at a place, and what follows it. The packet after the first has place 0. */
    long code(int at) {
        return (long) LONG.get(codes, at);
    }

    /** The same packets, each where the function says. */
    TrailPage moved(LongUnaryOperator where) {
        return rebuilt(0, where);
    }

    /** All but the first packets, of which there are more. */
    TrailPage without(int packets) {
        return rebuilt(packets, LongUnaryOperator.identity());
    }

    /** One that can be added to without changing this one. */
    TrailPage copy() {
        return isFull() ? this : new TrailPage(this);
    }

    private TrailPage rebuilt(int skipped, LongUnaryOperator where) {
        PacketCursor packets = new PacketCursor(new TrailPage[] {this}, 0);
        TrailPage page = null;
        while (packets.next()) {
            boolean outbound = packets.direction() == Direction.OUTBOUND;
            if (page != null) {
                page.add(where.applyAsLong(packets.reference()), outbound);
            } else if (packets.number() > skipped) {
                page = new TrailPage(where.applyAsLong(packets.reference()), outbound);
            }
        }
        page.copyRanges(this);
        return page;
    }

    private void copyRanges(TrailPage other) {
        inboundFrom = other.inboundFrom;
        inboundTo = other.inboundTo;
        outboundFrom = other.outboundFrom;
        outboundTo = other.outboundTo;
    }
}
