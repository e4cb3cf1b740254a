package org.holdfast.cache.handover.internal;

import java.util.Optional;
import org.holdfast.cache.handover.OutboundDigests;
import org.holdfast.cache.handover.StreamEnd;
import org.holdfast.cache.internal.wire.FeedMessage;
import org.holdfast.cache.internal.wire.ResumePoint;
import org.holdfast.cache.internal.wire.WireException;

/**
 * How far the standby has one connection. What comes is checked by the thread that receives; what the application took
 * is told by any.
 */
final class ReceivedConnection {

    private final long id;
    private final long window;
    private long inboundBytes;
    private long consumedBytes;
    private long toldBytes;
    private int blocks;
    private long outboundBytes;
    private int ends;
    private String givenUp = "";
    private boolean toldGivenUp;

    /** @param window bytes that may come beyond what the application took; 0 for no limit */
    ReceivedConnection(long id, long window) {
        this.id = id;
        this.window = window;
    }

    synchronized void inbound(FeedMessage.Inbound m) throws WireException {
        int length = m.bytes().remaining();
        if (m.offset() != inboundBytes || length == 0) {
            throw new WireException(length + " bytes of connection " + id + " at offset " + m.offset() + " where "
                    + inboundBytes + " comes next");
        }
        if ((ends & (FedConnection.bit(StreamEnd.INBOUND_FIN) | FedConnection.bit(StreamEnd.RESET))) != 0) {
            throw new WireException("bytes of connection " + id + " after its end");
        }
        if (window > 0 && inboundBytes + length - consumedBytes > window) {
            throw new WireException("connection " + id + " came further than the " + window
                    + " bytes beyond what its application took");
        }
        inboundBytes += length;
        if (window == 0) {
            consumedBytes = inboundBytes;
            toldBytes = inboundBytes;
        }
    }

    synchronized void outbound(OutboundDigests digests) throws WireException {
        if (digests.firstBlock() != blocks || digests.bytes() < outboundBytes) {
            throw new WireException("digests of connection " + id + " from block " + digests.firstBlock() + " to byte "
                    + digests.bytes() + " where block " + blocks + " comes next and byte " + outboundBytes
                    + " was reached");
        }
        blocks += digests.blocks().length;
        outboundBytes = digests.bytes();
    }

    synchronized void ended(StreamEnd end, long offset) throws WireException {
        if ((ends & FedConnection.bit(end)) != 0) {
            throw new WireException("the end " + end + " of connection " + id + " came twice");
        }
        if (end != StreamEnd.OUTBOUND_FIN && offset != inboundBytes) {
            throw new WireException(
                    "the end " + end + " of connection " + id + " at " + offset + " of " + inboundBytes + " bytes");
        }
        ends |= FedConnection.bit(end);
    }

    /** Says how far it came; the other side knows that then. */
    synchronized ResumePoint point() {
        toldBytes = consumedBytes;
        toldGivenUp = !givenUp.isEmpty();
        return new ResumePoint(id, inboundBytes, consumedBytes, blocks, ends, givenUp);
    }

    /** Less than before, or more than came, changes nothing: it was meant for a connection that has begun again. */
    synchronized void consumed(long offset) {
        if (offset <= inboundBytes) {
            consumedBytes = Math.max(consumedBytes, offset);
        }
    }

    synchronized void giveUp(String reason) {
        if (givenUp.isEmpty()) {
            givenUp = reason.isBlank() ? "no reason was given" : reason;
        }
    }

    synchronized boolean isGivenUp() {
        return !givenUp.isEmpty();
    }

    /** What the cache should know by now; it counts as told. Not every byte is worth a frame. */
    synchronized Optional<FeedMessage> news() {
        if (!givenUp.isEmpty()) {
            boolean told = toldGivenUp;
            toldGivenUp = true;
            return told ? Optional.empty() : Optional.of(new FeedMessage.GivenUp(id, givenUp));
        }
        long untold = consumedBytes - toldBytes;
        if (untold == 0 || untold < window / 4 && consumedBytes < inboundBytes) {
            return Optional.empty();
        }
        toldBytes = consumedBytes;
        return Optional.of(new FeedMessage.Consumed(id, consumedBytes));
    }
}
