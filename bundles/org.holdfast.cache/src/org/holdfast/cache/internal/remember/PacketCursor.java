package org.holdfast.cache.internal.remember;

import org.holdfast.model.tcp.Direction;

/** Goes through the packets of a list from the front. One thread; the list mustn't change meanwhile. */
public final class PacketCursor {

    private final TrailPage[] pages;
    private final long forgotten;
    /** Only pages that may carry such bytes; all when there is no such byte. */
    private final boolean outboundWanted;

    private final long from;
    private final long to;
    private int page = -1;
    private int inPage;
    private int at;
    private long number;
    private long reference;
    private boolean outbound;
    private long skipped = Long.MAX_VALUE;

    PacketCursor(TrailPage[] pages, long forgotten) {
        this(pages, forgotten, false, 0, 0);
    }

    PacketCursor(TrailPage[] pages, long forgotten, boolean outboundWanted, long from, long to) {
        this.pages = pages;
        this.forgotten = forgotten;
        this.outboundWanted = outboundWanted;
        this.from = from;
        this.to = to;
        number = forgotten;
    }

    /** Goes to the next packet, false when there is none. */
    public boolean next() {
        if (page >= 0 && inPage < pages[page].size()) {
            long code = pages[page].code(at);
            at += PacketCode.length(code);
            reference += PacketCode.distance(code);
            outbound = PacketCode.isOutbound(code);
            inPage++;
            number++;
            return true;
        }
        return nextPage();
    }

    public long reference() {
        return reference;
    }

    public Direction direction() {
        return outbound ? Direction.OUTBOUND : Direction.INBOUND;
    }

    /** Which packet of the connection it is, from 1; those that are forgotten have numbers, too. */
    public long number() {
        return number;
    }

    /**
     * Number of the first packet so far that was passed over although it may carry bytes after those wanted; {@link
     * Long#MAX_VALUE} when there is none.
     */
    public long skipped() {
        return skipped;
    }

    private boolean nextPage() {
        for (page++; page < pages.length; page++) {
            TrailPage next = pages[page];
            if (to <= from || next.mayCarry(outboundWanted, from, to)) {
                reference = next.first();
                outbound = next.firstIsOutbound();
                inPage = 1;
                at = 0;
                number++;
                return true;
            }
            if (next.mayCarry(outboundWanted, to, Long.MAX_VALUE)) {
                skipped = Math.min(skipped, number + 1);
            }
            number += next.size();
        }
        page = pages.length - 1;
        inPage = Integer.MAX_VALUE;
        return false;
    }
}
