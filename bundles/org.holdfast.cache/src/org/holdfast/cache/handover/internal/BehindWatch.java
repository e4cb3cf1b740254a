package org.holdfast.cache.handover.internal;

import java.util.ArrayList;
import java.util.List;
import org.holdfast.cache.handover.FeedLimits;

/**
 * Finds the connections that the standby can't follow. It looks only at those that aren't settled. A connection has
 * caught up when nothing is missing, or when little has been missing, and not for long, for as long as the age that
 * makes it behind: otherwise one that is always late by more than that would seem to catch up with each
 * acknowledgment. Not safe for threads.
 */
final class BehindWatch {

    private final long behindBytes;
    private final long behindNanos;
    private final FeedEvents events;
    private final List<FedConnection> unsettled = new ArrayList<>();
    private int behind;

    BehindWatch(FeedLimits limits, FeedEvents events) {
        behindBytes = limits.behindBytes();
        behindNanos = limits.behindAge().toNanos();
        this.events = events;
    }

    int behind() {
        return behind;
    }

    /** Inbound bytes that were captured and that the standby doesn't have, of all connections. */
    long backlogBytes() {
        long bytes = 0;
        for (FedConnection c : unsettled) {
            bytes += c.isDropped() ? 0 : c.backlog();
        }
        return bytes;
    }

    /** To be called when something of a connection is missing at the standby. */
    void look(FedConnection c) {
        if (!c.watched && !c.isSettled()) {
            c.watched = true;
            unsettled.add(c);
        }
    }

    /** To be called several times within the age that makes a connection behind. */
    void check(long nowNanos) {
        int kept = 0;
        for (int i = 0; i < unsettled.size(); i++) {
            FedConnection c = unsettled.get(i);
            if (!c.isDropped()) {
                // Without a mark, what is missing was noticed before the last mark arrived.
                c.mark.set(c, false, nowNanos, 0);
                check(c, nowNanos);
            }
            if (c.isDropped() || c.isSettled()) {
                c.watched = false;
            } else {
                unsettled.set(kept++, c);
            }
        }
        unsettled.subList(kept, unsettled.size()).clear();
    }

    /** It ended, or isn't fed any more. */
    void leave(FedConnection c, boolean tell) {
        if (c.behind) {
            behind--;
            c.behind = false;
            if (tell) {
                events.add(listener -> listener.caughtUp(c.id));
            }
        }
    }

    private void check(FedConnection c, long nowNanos) {
        long backlog = c.backlog();
        long age = c.mark.ageNanos(nowNanos);
        if (backlog > behindBytes / 2 || age > behindNanos / 2) {
            c.lateNanos = nowNanos;
        }
        if (!c.behind && (backlog > behindBytes || age > behindNanos)) {
            c.behind = true;
            behind++;
            events.add(listener -> listener.standbyBehind(c.id, backlog));
        } else if (c.behind && (c.isSettled() || nowNanos - c.lateNanos >= behindNanos)) {
            leave(c, true);
        }
    }
}
