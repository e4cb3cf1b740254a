package org.holdfast.cache.internal.table;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongPredicate;
import org.holdfast.cache.handover.FeedListener;
import org.holdfast.model.tcp.Verdict;

/**
 * What the standby that is to take over says of single connections: that it can't follow them. Only those are noted,
 * and only until it has caught up, or they aren't listed any more. Its listener is called by one thread, {@link #of} by
 * any.
 */
public final class StandbyMarks implements FeedListener {

    private static final int FEW = 1024;

    private final Map<Long, Verdict> marks = new ConcurrentHashMap<>();
    private final LongPredicate isListed;
    private int many = FEW;

    /** @param isListed whether a connection is still known; asked without any lock */
    public StandbyMarks(LongPredicate isListed) {
        this.isListed = isListed;
    }

    /** The verdict on a connection: what the capture says of it, or else what its standby says. */
    Verdict of(long id, Verdict captured) {
        return captured.survives() ? marks.getOrDefault(id, captured) : captured;
    }

    private void mark(long id, Verdict.Reason reason, String detail) {
        marks.put(id, new Verdict(reason, detail));
        if (marks.size() > many) {
            marks.keySet().removeIf(marked -> !isListed.test(marked));
            many = Math.max(FEW, 2 * marks.size());
        }
    }

    @Override
    public void standbyBehind(long id, long backlogBytes) {
        String missing = backlogBytes == 0 ? "only its newest state" : backlogBytes + " bytes";
        mark(id, Verdict.Reason.STANDBY_BEHIND, "the standby doesn't have " + missing + " yet");
    }

    @Override
    public void caughtUp(long id) {
        marks.remove(id);
    }

    /** Why the cache can't feed it, the capture's own verdict says. */
    @Override
    public void dropped(long id, String reason) {
        marks.remove(id);
    }

    @Override
    public void givenUp(long id, String reason) {
        mark(id, Verdict.Reason.NO_STANDBY, "the standby gave it up: " + reason);
    }

    @Override
    public void restarted(long id, String reason) {
        marks.remove(id);
    }
}
