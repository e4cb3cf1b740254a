package org.holdfast.cache.handover.internal;

import java.util.Optional;
import org.holdfast.cache.handover.FeedSource;
import org.holdfast.cache.handover.OutboundDigests;
import org.holdfast.cache.handover.StreamEnd;
import org.holdfast.cache.internal.wire.FeedMessage;
import org.holdfast.model.tcp.ControlBlock;

/**
 * What is to be told of a connection beside its bytes. The newest state is told, not every state in between. Not safe for
 * threads.
 */
final class ControlMessages {

    private static final StreamEnd[] ENDS = StreamEnd.values();

    private final FeedSource source;
    private final long stateNanos;

    /** @param stateNanos the least time between two states of one connection */
    ControlMessages(FeedSource source, long stateNanos) {
        this.source = source;
        this.stateNanos = stateNanos;
    }

    /** Whether something is to be told at once. */
    boolean isDue(FedConnection c, long nowNanos) {
        return !c.opened
                || !c.newest.verdict().equals(c.sentVerdict)
                || c.dueEnds() != 0
                || c.isOverDue()
                || (c.isStateDue() || c.areDigestsDue()) && mayTellState(c, nowNanos);
    }

    /** Whether something is to be told when the time for it has come. */
    boolean isDueLater(FedConnection c) {
        return c.opened && (c.isStateDue() || c.areDigestsDue());
    }

    long stateNanos() {
        return stateNanos;
    }

    /**
     * The next message, counted as sent.
     *
     * @return null when nothing is due now, or the cache has forgotten the connection: then that stands at it
     */
    FeedMessage next(FedConnection c, long nowNanos) {
        if (!c.opened) {
            return opened(c, nowNanos);
        }
        if (!c.newest.verdict().equals(c.sentVerdict)) {
            c.sentVerdict = c.newest.verdict();
            return new FeedMessage.VerdictIs(c.id, c.sentVerdict);
        }
        if ((c.isStateDue() || c.areDigestsDue()) && mayTellState(c, nowNanos)) {
            return c.areDigestsDue() ? digests(c) : state(c, nowNanos);
        }
        int ends = c.dueEnds();
        if (ends != 0) {
            return ended(c, ENDS[Integer.numberOfTrailingZeros(ends)]);
        }
        if (c.isOverDue()) {
            c.sentOver = true;
            return new FeedMessage.Over(c.id);
        }
        return null;
    }

    /** What is over changes no more: its last state needn't wait. */
    private boolean mayTellState(FedConnection c, long nowNanos) {
        return c.newest.over() || nowNanos - c.stateSentNanos >= stateNanos;
    }

    private FeedMessage opened(FedConnection c, long nowNanos) {
        Optional<ControlBlock> state = source.state(c.id);
        if (state.isEmpty()) {
            return forgotten(c);
        }
        c.opened = true;
        c.sentVersion = c.newest.version();
        c.stateSentNanos = nowNanos;
        return new FeedMessage.Opened(c.id, c.newest.service(), state.get());
    }

    private FeedMessage state(FedConnection c, long nowNanos) {
        Optional<ControlBlock> state = source.state(c.id);
        if (state.isEmpty()) {
            return forgotten(c);
        }
        c.sentVersion = c.newest.version();
        c.stateSentNanos = nowNanos;
        return new FeedMessage.State(c.id, state.get());
    }

    /** The digests come before the state, which is what sets the time for the next ones. */
    private FeedMessage digests(FedConnection c) {
        Optional<OutboundDigests> all = source.digests(c.id, c.sentBlocks);
        if (all.isEmpty()) {
            return forgotten(c);
        }
        OutboundDigests digests = all.get().upTo(FeedMessage.Digests.MOST_BLOCKS);
        boolean complete = digests.bytes() == all.get().bytes();
        c.sentOutbound = complete ? Math.max(digests.bytes(), c.newest.outboundBytes()) : digests.bytes();
        c.sentBlocks = digests.firstBlock() + digests.blocks().length;
        return new FeedMessage.Digests(c.id, digests);
    }

    private static FeedMessage ended(FedConnection c, StreamEnd end) {
        c.sentEnds |= FedConnection.bit(end);
        long offset = end == StreamEnd.OUTBOUND_FIN ? c.newest.outboundBytes() : c.newest.inboundBytes();
        return new FeedMessage.Ended(c.id, end, offset);
    }

    private static FeedMessage forgotten(FedConnection c) {
        c.droppedWhy = "the cache has forgotten it before all was sent";
        return null;
    }
}
