package org.holdfast.cache.internal.remember;

import java.util.Arrays;
import org.holdfast.model.tcp.Direction;

/** A list of packets that doesn't fit into a {@link PacketTrail} itself, or lost some. Not safe for threads. */
final class TrailPages {

    private static final int SMALLEST = 2;
    /** Pages of a part. */
    private static final int PART = 32;

    private TrailPage[] pages;
    private int count;
    private long size;
    private long forgotten;
    private boolean incomplete;
    private long oldest = Long.MAX_VALUE;

    /** @param first null for none */
    TrailPages(TrailPage first) {
        pages = new TrailPage[SMALLEST];
        if (first != null) {
            pages[0] = first;
            count = 1;
            size = first.size();
            oldest = first.oldest();
        }
    }

    private TrailPages(TrailPages other) {
        pages = other.all();
        count = other.count;
        size = other.size;
        forgotten = other.forgotten;
        incomplete = other.incomplete;
        oldest = other.oldest;
        if (count > 0) {
            pages[count - 1] = pages[count - 1].copy();
        }
    }

    /** @param oldestSegment what lies before it is forgotten when a page is full */
    void add(long reference, boolean outbound, long payloadFrom, long payloadTo, int oldestSegment) {
        if (count == 0 || pages[count - 1].isFull()) {
            forgetBefore(oldestSegment);
            if (count == pages.length) {
                pages = Arrays.copyOf(pages, count * 2);
            }
            pages[count++] = new TrailPage(reference, outbound);
        } else {
            pages[count - 1].add(reference, outbound);
        }
        if (payloadFrom < payloadTo) {
            pages[count - 1].carries(outbound, payloadFrom, payloadTo);
        }
        size++;
        oldest = Math.min(oldest, reference);
    }

    /** A packet couldn't be stored. */
    void missed() {
        forgotten++;
        incomplete = true;
    }

    long size() {
        return size;
    }

    long forgotten() {
        return forgotten;
    }

    boolean isIncomplete() {
        return incomplete || forgotten > 0;
    }

    /** Smallest reference; {@link Long#MAX_VALUE} without packets. */
    long oldest() {
        return oldest;
    }

    long last() {
        return count == 0 ? PacketReference.NONE : pages[count - 1].last();
    }

    /** What lies between these references is lost, the second excluded. */
    void lost(long from, long to) {
        for (int i = 0; i < count && !incomplete; i++) {
            incomplete = pages[i].mayReach(from, to) && has(pages[i], from, to);
        }
    }

    void forgetBefore(int oldestSegment) {
        long bound = PacketReference.of(oldestSegment, 0);
        if (oldest >= bound) {
            return;
        }
        long gone = 0;
        PacketCursor packets = cursor();
        while (packets.next()) {
            if (packets.reference() < bound) {
                gone = packets.number() - forgotten;
            }
        }
        forgetFirst(gone);
    }

    void forgetFirst(long packets) {
        long left = Math.min(packets, size);
        forgotten += left;
        size -= left;
        int whole = 0;
        while (whole < count && pages[whole].size() <= left) {
            left -= pages[whole++].size();
        }
        count -= whole;
        pages = Arrays.copyOfRange(pages, whole, whole + Math.max(count, SMALLEST));
        if (left > 0) {
            pages[0] = pages[0].without((int) left);
        }
        findOldest();
    }

    /** Bytes it takes to carry over what lies in the segment. */
    long cost(CarryOver carryOver) {
        long from = PacketReference.of(carryOver.segment(), 0);
        long bytes = 0;
        for (int i = 0; i < count; i++) {
            if (pages[i].mayReach(from, PacketReference.of(carryOver.segment() + 1, 0))) {
                PacketCursor packets = new PacketCursor(new TrailPage[] {pages[i]}, 0);
                while (packets.next()) {
                    bytes += carryOver.cost(packets.reference());
                }
            }
        }
        return bytes;
    }

    /** Carries over what lies in the segment; there is room for it. */
    void move(CarryOver carryOver) {
        long from = PacketReference.of(carryOver.segment(), 0);
        for (int i = 0; i < count; i++) {
            if (pages[i].mayReach(from, PacketReference.of(carryOver.segment() + 1, 0))) {
                pages[i] =
                        pages[i].moved(reference -> carryOver.holds(reference) ? carryOver.move(reference) : reference);
            }
        }
        findOldest();
    }

    PacketCursor cursor() {
        return new PacketCursor(all(), forgotten);
    }

    PacketCursor cursor(Direction direction, long from, long to) {
        return new PacketCursor(all(), forgotten, direction == Direction.OUTBOUND, from, to);
    }

    TrailPages copy() {
        return new TrailPages(this);
    }

    /** A few pages, from the one on that has the packet with this number. */
    TrailPages part(long first) {
        TrailPages part = new TrailPages((TrailPage) null);
        part.forgotten = forgotten;
        if (size == 0 || first > forgotten + size) {
            part.forgotten += size;
            return part;
        }
        int from = pageOf(Math.max(0, first - 1 - forgotten));
        int to = Math.min(count, from + PART);
        // All pages are full but the last one, and the first one, of which packets may be forgotten.
        part.forgotten += from == 0 ? 0 : pages[0].size() + (from - 1L) * TrailPage.PACKETS;
        part.pages = Arrays.copyOfRange(pages, from, Math.max(to, from + SMALLEST));
        part.count = to - from;
        for (int i = 0; i < part.count; i++) {
            part.size += part.pages[i].size();
        }
        if (to == count) {
            part.pages[part.count - 1] = part.pages[part.count - 1].copy();
        }
        part.findOldest();
        return part;
    }

    /** @param index of a packet in the list, from 0 */
    private int pageOf(long index) {
        long behindFirst = index - pages[0].size();
        return behindFirst < 0 ? 0 : 1 + (int) (behindFirst / TrailPage.PACKETS);
    }

    private TrailPage[] all() {
        return Arrays.copyOf(pages, count);
    }

    private void findOldest() {
        oldest = Long.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            oldest = Math.min(oldest, pages[i].oldest());
        }
    }

    private static boolean has(TrailPage page, long from, long to) {
        PacketCursor packets = new PacketCursor(new TrailPage[] {page}, 0);
        while (packets.next()) {
            if (packets.reference() >= from && packets.reference() < to) {
                return true;
            }
        }
        return false;
    }
}
