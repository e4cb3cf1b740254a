package org.holdfast.cache.internal.remember;

import org.holdfast.model.tcp.Direction;

/**
 * Where the packets of one connection are stored, in the order of capture. Packets count from 1; those that are
 * forgotten keep their numbers. The first packets take no more than this object, 48 bytes; a long list takes 3 to 5
 * bytes a packet.
 *
 * <p>A packet that was carried over lies behind later ones in the memory, so references needn't ascend. Not safe for
 * threads; a {@link #copy} may be given to another one.
 */
public final class PacketTrail {

    private static final int WORD = Long.BYTES;
    private static final int OWN_BYTES = 3 * WORD;

    /** Reference of the last packet; the lowest bit says that the first one is outbound. */
    private long last = PacketReference.NONE;
    /** Codes of the packets after the first. */
    private long codes0;

    private long codes1;
    private long codes2;
    /** All packets, when they are too many. */
    private TrailPages pages;

    /**
     * Adds a packet.
     *
     * @param reference where it is, or {@link PacketReference#NONE} when it couldn't be stored
     * @param payloadFrom offset of its first byte of payload in its stream
     * @param payloadTo offset after the last byte, the same without payload
     * @param oldestSegment what lies before it may be forgotten
     */
    public void add(long reference, Direction direction, long payloadFrom, long payloadTo, int oldestSegment) {
        boolean outbound = direction == Direction.OUTBOUND;
        if (reference == PacketReference.NONE) {
            grown().missed();
        } else if (pages != null || !addHere(reference, outbound)) {
            grown().add(reference, outbound, payloadFrom, payloadTo, oldestSegment);
        }
    }

    /** Packets so far, lost and forgotten ones counted. */
    public long count() {
        return pages == null ? size() : pages.forgotten() + pages.size();
    }

    /** Packets that are in the list. */
    public long size() {
        if (pages != null) {
            return pages.size();
        }
        return last == PacketReference.NONE ? 0 : 1 + PacketCode.count(codes0, codes1, codes2);
    }

    /** Whether all packets from the first one are stored, given the oldest segment there is. */
    public boolean isWhole(int oldestSegment) {
        boolean complete = pages == null || !pages.isIncomplete();
        return complete && oldest() >= PacketReference.of(oldestSegment, 0);
    }

    /** Reference of the packet that was stored longest ago; {@link Long#MAX_VALUE} without packets. */
    public long oldest() {
        if (pages != null) {
            return pages.oldest();
        }
        if (last == PacketReference.NONE) {
            return Long.MAX_VALUE;
        }
        int end = ownBytes();
        long reference = ownFirst(end);
        long oldest = last();
        for (int at = 0; at < end; at += PacketCode.length(ownCode(at))) {
            oldest = Math.min(oldest, reference);
            reference += PacketCode.distance(ownCode(at));
        }
        return oldest;
    }

    /** Reference of the packet that was captured last; {@link PacketReference#NONE} without packets. */
    public long last() {
        if (pages != null) {
            return pages.last();
        }
        return last == PacketReference.NONE ? last : last & ~1L;
    }

    /** The memory lost what it had in {@code segment} from {@code offset} on. */
    public void lost(int segment, long offset) {
        long from = PacketReference.of(segment, offset);
        long to = PacketReference.of(segment + 1, 0);
        if (oldest() >= to) {
            return;
        }
        TrailPages all = pages == null ? new TrailPages(ownPage()) : pages;
        all.lost(from, to);
        if (all.isIncomplete()) {
            pages = all;
        }
    }

    /** Forgets packets from the front; at most all. */
    public void forgetFirst(long packets) {
        if (packets > 0) {
            grown().forgetFirst(packets);
        }
    }

    /**
     * Stores again what lies in a segment that is going to be dropped; all of it, or nothing when there is no room for
     * all.
     *
     * @return whether the list needs nothing of that segment any more
     */
    public boolean carryOver(CarryOver carryOver) {
        if (oldest() >= PacketReference.of(carryOver.segment() + 1, 0)) {
            return true;
        }
        TrailPages all = pages == null ? new TrailPages(ownPage()) : pages;
        long cost = all.cost(carryOver);
        if (cost > carryOver.remaining()) {
            return false;
        }
        if (cost > 0) {
            all.move(carryOver);
            if (pages == null) {
                takeOver(all);
            }
        }
        return true;
    }

    /** All packets from the front. */
    public PacketCursor cursor() {
        return all().cursor();
    }

    /**
     * Packets from the front, but without most of those that can't carry some of these bytes of a stream.
     *
     * @param from offset of the first byte wanted
     * @param to offset after the last byte wanted, larger than {@code from}
     */
    public PacketCursor cursor(Direction direction, long from, long to) {
        return all().cursor(direction, from, to);
    }

    public PacketTrail copy() {
        PacketTrail copy = new PacketTrail();
        copy.last = last;
        copy.codes0 = codes0;
        copy.codes1 = codes1;
        copy.codes2 = codes2;
        copy.pages = pages == null ? null : pages.copy();
        return copy;
    }

    /**
     * A copy of a part, small however long the list is.
     *
     * @param first number of a packet that is in it, if it is in the list; some before it may be, too
     * @return without packets when all come before {@code first}
     */
    public PacketTrail part(long first) {
        if (pages == null) {
            return first > size() ? new PacketTrail() : copy();
        }
        PacketTrail part = new PacketTrail();
        part.pages = pages.part(first);
        return part;
    }

    private TrailPages all() {
        return pages == null ? new TrailPages(ownPage()) : pages;
    }

    private TrailPages grown() {
        pages = all();
        return pages;
    }

    /** Keeps here what was moved, if there is room for the new codes. */
    private void takeOver(TrailPages moved) {
        last = PacketReference.NONE;
        codes0 = 0;
        codes1 = 0;
        codes2 = 0;
        PacketCursor packets = moved.cursor();
        while (packets.next()) {
            if (!addHere(packets.reference(), packets.direction() == Direction.OUTBOUND)) {
                pages = moved;
                return;
            }
        }
    }

    private boolean addHere(long reference, boolean outbound) {
        if (last == PacketReference.NONE) {
            last = reference | (outbound ? 1 : 0);
            return true;
        }
        long code = PacketCode.encode(reference - last(), outbound);
        int at = ownBytes();
        if (at + PacketCode.length(code) > OWN_BYTES) {
            return false;
        }
        int shift = Byte.SIZE * (at % WORD);
        set(at / WORD, code << shift);
        if (shift > 0 && at / WORD < 2) {
            set(at / WORD + 1, code >>> Long.SIZE - shift);
        }
        last = reference | last & 1;
        return true;
    }

    /** The packets that are here as a page; null without packets. */
    private TrailPage ownPage() {
        if (last == PacketReference.NONE) {
            return null;
        }
        int end = ownBytes();
        long reference = ownFirst(end);
        TrailPage page = new TrailPage(reference, (last & 1) != 0);
        for (int at = 0; at < end; at += PacketCode.length(ownCode(at))) {
            reference += PacketCode.distance(ownCode(at));
            page.add(reference, PacketCode.isOutbound(ownCode(at)));
        }
        page.carriesAnything();
        return page;
    }

    private long ownFirst(int end) {
        long reference = last();
        for (int at = 0; at < end; at += PacketCode.length(ownCode(at))) {
            reference -= PacketCode.distance(ownCode(at));
        }
        return reference;
    }

    /** Bytes of codes: up to the last one that isn't 0. */
    private int ownBytes() {
        if (codes2 != 0) {
            return 2 * WORD + bytes(codes2);
        }
        return codes1 != 0 ? WORD + bytes(codes1) : bytes(codes0);
    }

    private static int bytes(long word) {
        return WORD - Long.numberOfLeadingZeros(word) / Byte.SIZE;
    }

    private long ownCode(int at) {
        int shift = Byte.SIZE * (at % WORD);
        long low = word(at / WORD) >>> shift;
        return shift == 0 || at / WORD == 2 ? low : low | word(at / WORD + 1) << Long.SIZE - shift;
    }

    private long word(int index) {
        return switch (index) {
            case 0 -> codes0;
            case 1 -> codes1;
            default -> codes2;
        };
    }

    private void set(int index, long bits) {
        switch (index) {
            case 0 -> codes0 |= bits;
            case 1 -> codes1 |= bits;
            default -> codes2 |= bits;
        }
    }
}
