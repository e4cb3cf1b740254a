package org.holdfast.cache.internal.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.holdfast.cache.internal.track.Connection;

/**
 * Which connections have been silent for so long that they are dropped: each whose end the capture missed would stay for
 * ever. Looking at all is rare: once in a part of the age, and once for a part of the limit. Not safe for threads.
 */
final class IdleRule {

    /** So many times per age, or per limit, all are looked at. */
    private static final int PARTS = 16;

    /** One frame with a wrong time mustn't make all others old. */
    private static final long AGREED_NANOS = 1_000_000_000L;

    private final int limit;
    private final long ageNanos;
    private long lookedNanos;
    /** The least of the times since it was due. */
    private long agreedNanos = Long.MAX_VALUE;

    /**
     * @param limit connections that aren't over
     * @param ageNanos how long one may be silent
     */
    IdleRule(int limit, long ageNanos) {
        this.limit = limit;
        this.ageNanos = ageNanos;
    }

    /** Whether there are so many more than the limit that it is time to drop some. */
    boolean areTooMany(int live) {
        return live - limit > limit / PARTS;
    }

    /** Whether it is time to look for those that are too old; in the order of capture. */
    boolean isLookDue(long nowNanos) {
        if (nowNanos - lookedNanos < ageNanos / PARTS) {
            agreedNanos = Long.MAX_VALUE;
            return false;
        }
        agreedNanos = Math.min(agreedNanos, nowNanos);
        if (nowNanos - agreedNanos < AGREED_NANOS) {
            return false;
        }
        lookedNanos = agreedNanos;
        agreedNanos = Long.MAX_VALUE;
        return true;
    }

    /** Those that were too old when it was time to look. */
    List<Connection> tooOld(ConnectionIndex all) {
        List<Connection> old = new ArrayList<>();
        all.forEach(connection -> {
            if (!connection.isOver() && lookedNanos - connection.lastSeen() >= ageNanos) {
                old.add(connection);
            }
        });
        return old;
    }

    /** Those above the limit, the longest silent ones. */
    List<Connection> tooMany(ConnectionIndex all) {
        List<Connection> live = new ArrayList<>(all.size());
        all.forEach(connection -> {
            if (!connection.isOver()) {
                live.add(connection);
            }
        });
        int excess = live.size() - limit;
        if (excess <= 0) {
            return List.of();
        }
        long[] heard = live.stream().mapToLong(Connection::lastSeen).toArray();
        Arrays.sort(heard);
        long newest = heard[excess - 1];
        return live.stream().filter(c -> c.lastSeen() <= newest).limit(excess).toList();
    }
}
