package org.holdfast.cache.handover.internal;

import org.holdfast.cache.handover.ConnectionProgress;
import org.holdfast.cache.handover.FeedPosition;
import org.holdfast.cache.handover.OutboundDigests;
import org.holdfast.cache.handover.StreamCursor;
import org.holdfast.cache.handover.StreamEnd;
import org.holdfast.cache.internal.wire.ResumePoint;
import org.holdfast.model.tcp.Direction;
import org.holdfast.model.tcp.Verdict;

/**
 * One connection on its way to one standby: what the cache has, what was sent, and what the standby took. Small, because
 * there are many. Not safe for threads.
 */
final class FedConnection {

    final long id;
    final DelayMark mark = new DelayMark();

    /** What the cache has. */
    ConnectionProgress newest;

    boolean opened;
    long sentBytes;
    long sentVersion;
    long stateSentNanos;
    long sentOutbound;
    int sentBlocks;
    int sentEnds;
    Verdict sentVerdict;
    boolean sentOver;

    long takenBytes;
    long takenVersion;
    long consumedBytes;

    /** Whether the standby ever had something of it. */
    boolean held;

    /** Why it isn't fed any more; empty while it is. */
    String droppedWhy = "";

    boolean behind;
    /** When it was last seen to be late; its meaning is {@link BehindWatch}'s. */
    long lateNanos;

    /** Whether it stands in a queue, each queue having its flag. */
    boolean inControl;

    boolean inLater;
    boolean inBulk;
    boolean watched;
    long laterNanos;

    /** Where its stream is read; null until it is. */
    private StreamCursor cursor;

    FedConnection(ConnectionProgress newest) {
        this.id = newest.id();
        this.newest = newest;
    }

    boolean isDropped() {
        return !droppedWhy.isEmpty();
    }

    /** Where the next bytes to be sent are read. */
    StreamCursor cursor() {
        if (cursor == null || cursor.offset() != sentBytes) {
            cursor = new StreamCursor(id, Direction.INBOUND, sentBytes);
        }
        return cursor;
    }

    /** Captured inbound bytes that the standby's application doesn't have. */
    long backlog() {
        return newest.inboundBytes() - consumedBytes;
    }

    /** Whether the standby has all there is. */
    boolean isSettled() {
        return consumedBytes == newest.inboundBytes() && takenVersion >= newest.version();
    }

    FeedPosition position() {
        return new FeedPosition(
                newest.inboundBytes(), sentBytes, takenBytes, consumedBytes, takenVersion >= newest.version(), behind);
    }

    /** The standby has nothing of it. How long something has been missing there goes on to count. */
    void restart() {
        opened = false;
        sentBytes = 0;
        takenBytes = 0;
        consumedBytes = 0;
        sentVersion = -1;
        takenVersion = -1;
        sentOutbound = 0;
        sentBlocks = 0;
        sentEnds = 0;
        sentVerdict = null;
        sentOver = false;
        stateSentNanos = Long.MIN_VALUE / 2;
    }

    /** The standby has it up to there. */
    void resume(ResumePoint point) {
        restart();
        held = true;
        opened = true;
        sentBytes = point.inboundBytes();
        takenBytes = point.inboundBytes();
        consumedBytes = point.consumedBytes();
        sentBlocks = point.blocks();
        sentOutbound = sentBlocks * (long) OutboundDigests.BLOCK;
        sentEnds = point.ends();
    }

    /** Whether the standby can have got that far from this cache. Digests may be newer than the known progress. */
    boolean covers(ResumePoint point) {
        return point.inboundBytes() <= newest.inboundBytes()
                && point.blocks() * (long) OutboundDigests.BLOCK <= Math.max(newest.outboundBytes(), sentOutbound)
                && (point.ends() & ~seenEnds()) == 0;
    }

    /** Ends that were captured and are to be told now, each as the bit of its ordinal. */
    int dueEnds() {
        boolean allInbound = sentBytes == newest.inboundBytes();
        int due = seenEnds();
        if (!allInbound) {
            due &= ~(bit(StreamEnd.INBOUND_FIN) | bit(StreamEnd.RESET));
        }
        if (sentOutbound < newest.outboundBytes()) {
            due &= ~bit(StreamEnd.OUTBOUND_FIN);
        }
        return due & ~sentEnds;
    }

    boolean isOverDue() {
        return newest.over()
                && !sentOver
                && sentBytes == newest.inboundBytes()
                && sentOutbound >= newest.outboundBytes()
                && sentVersion >= newest.version()
                && (seenEnds() & ~sentEnds) == 0;
    }

    boolean isStateDue() {
        return sentVersion < newest.version();
    }

    boolean areDigestsDue() {
        return sentOutbound < newest.outboundBytes();
    }

    static int bit(StreamEnd end) {
        return 1 << end.ordinal();
    }

    private int seenEnds() {
        return (newest.inboundFin() ? bit(StreamEnd.INBOUND_FIN) : 0)
                | (newest.outboundFin() ? bit(StreamEnd.OUTBOUND_FIN) : 0)
                | (newest.reset() ? bit(StreamEnd.RESET) : 0);
    }
}
