package org.holdfast.cache.handover.internal;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import org.holdfast.cache.handover.ConnectionProgress;
import org.holdfast.cache.handover.FeedSource;
import org.holdfast.cache.handover.Subscription;
import org.holdfast.cache.internal.wire.ResumePoint;
import org.holdfast.model.tcp.TcpState;
import org.holdfast.model.tcp.Verdict;

/**
 * Asks the cache what changed and keeps the table of the connections that are fed. Not safe for threads.
 */
final class ConnectionPoll implements FeedSource.Changes {

    /** Connections looked at in one call, so that capture is soon let on. */
    private static final int AT_ONCE = 512;

    /** Looks at the cache before something is sent again. */
    private static final int CALLS = 32;

    /** Ends that are remembered, so that a straggler doesn't begin its connection anew; the cache lists fewer. */
    private static final int FINISHED = 1 << 14;

    /** What becomes of progress. */
    interface Progress {

        /** @param point what the standby has of it; null when it has nothing, or it isn't new */
        void progressed(FedConnection connection, boolean isNew, ResumePoint point);

        /** There are too many connections to feed this one. */
        void noRoomFor(ConnectionProgress progress);
    }

    private final FeedSource source;
    private final int most;
    private final Progress progress;
    private final Map<Long, FedConnection> connections = new HashMap<>();
    private final SequencedSet<Long> finished = new LinkedHashSet<>();
    private Map<Long, ResumePoint> points = Map.of();
    private Subscription subscription = Subscription.NONE;
    private long cursor;
    /** What was over by then was so before the standby wanted it. */
    private long subscribedAt;

    private long pointsAt;

    ConnectionPoll(FeedSource source, int most, Progress progress) {
        this.source = source;
        this.most = most;
        this.progress = progress;
    }

    Map<Long, FedConnection> connections() {
        return connections;
    }

    Subscription subscription() {
        return subscription;
    }

    /** Looks through all connections again if another choice is made. */
    void subscribe(Subscription wanted) {
        if (!wanted.equals(subscription)) {
            subscription = wanted;
            subscribedAt = source.version();
            cursor = 0;
        }
    }

    /** @param points what the standby has of connections that aren't in the table; may be changed here */
    void resume(Map<Long, ResumePoint> points) {
        this.points = points;
        pointsAt = source.version();
    }

    /** Whether there is something to be polled. */
    boolean isDue() {
        return isSubscribed() && source.version() != cursor;
    }

    void poll() {
        for (int i = 0; i < CALLS && isDue(); i++) {
            cursor = source.changes(cursor, AT_ONCE, this);
        }
    }

    /** What the standby has and the cache doesn't, once that is known: then it is given once. */
    Map<Long, ResumePoint> unknownPoints() {
        if (points.isEmpty() || isSubscribed() && cursor < pointsAt) {
            return Map.of();
        }
        Map<Long, ResumePoint> unknown = points;
        points = Map.of();
        return unknown;
    }

    private boolean isSubscribed() {
        return !subscription.equals(Subscription.NONE);
    }

    /** It is over, and the standby has all of it or wants no more. */
    void finish(FedConnection c) {
        connections.remove(c.id);
        finished.add(c.id);
        if (finished.size() > FINISHED) {
            finished.removeFirst();
        }
    }

    @Override
    public boolean wants(long id, String service) {
        return subscription.selects(id, service) && !finished.contains(id);
    }

    @Override
    public void changed(ConnectionProgress newest) {
        FedConnection known = connections.get(newest.id());
        if (known != null) {
            known.newest = newest;
            progress.progressed(known, false, null);
            return;
        }
        ResumePoint point = points.get(newest.id());
        if (point == null && !isWorthFeeding(newest)) {
            return;
        }
        if (connections.size() >= most) {
            progress.noRoomFor(newest);
            return;
        }
        if (point != null) {
            points.remove(newest.id());
        }
        FedConnection created = new FedConnection(newest);
        connections.put(created.id, created);
        progress.progressed(created, true, point);
    }

    /** A flood of SYNs isn't passed on, nor what nobody can replay from its beginning. */
    private boolean isWorthFeeding(ConnectionProgress newest) {
        boolean half = newest.state() == TcpState.SYN_SENT
                || newest.state() == TcpState.SYN_RECEIVED
                || newest.state() == TcpState.LISTEN;
        boolean never = newest.over() && newest.inboundBytes() == 0 && newest.outboundBytes() == 0;
        boolean before = newest.over() && newest.version() <= subscribedAt;
        boolean late = newest.verdict().reason() == Verdict.Reason.SEEN_LATE;
        return !before && !late && !never && (!half || newest.inboundBytes() > 0);
    }
}
