package org.holdfast.cache.handover.internal;

import org.holdfast.cache.internal.wire.ResumePoint;

/** Decides where a connection goes on when the standby has said what it has of it. */
final class Resumption {

    private final Drops drops;
    private final FeedEvents events;

    Resumption(Drops drops, FeedEvents events) {
        this.drops = drops;
        this.events = events;
    }

    /** @param point what the standby has of the connection; null when it has nothing */
    void resume(FedConnection c, ResumePoint point) {
        if (point == null) {
            if (c.held && !c.isDropped()) {
                restart(c, "the standby doesn't have it any more");
            } else {
                c.restart();
            }
        } else if (c.isDropped()) {
            drops.unknown(c.id);
        } else if (!point.givenUp().isEmpty()) {
            drops.givenUp(c.id, point.givenUp());
        } else if (c.covers(point)) {
            c.resume(point);
        } else {
            String why = "the standby has " + point.inboundBytes() + " inbound bytes and " + point.blocks()
                    + " outbound blocks, the cache " + c.newest.inboundBytes() + " inbound bytes and "
                    + c.newest.outboundBytes() + " outbound ones; it begins again";
            drops.begunAgain(c, why);
            restart(c, why);
        }
    }

    private void restart(FedConnection c, String why) {
        c.restart();
        events.add(listener -> listener.restarted(c.id, why));
    }
}
