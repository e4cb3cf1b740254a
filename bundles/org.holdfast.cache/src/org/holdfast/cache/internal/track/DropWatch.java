package org.holdfast.cache.internal.track;

/**
 * When frames were dropped before they could be captured, and which connections they may have belonged to. Nobody knows
 * whose they were; but a connection is cleared once both ends were heard after the drops, and neither acknowledged
 * anything that wasn't captured. Costs nothing per connection or packet. Not safe for threads.
 */
public final class DropWatch {

    /** Of more intervals, the two oldest count as one. */
    private static final int INTERVALS = 256;

    private final long[] from = new long[INTERVALS];
    private final long[] to = new long[INTERVALS];
    private int size;
    private long counted;
    private long lookedNanos = Long.MIN_VALUE;

    /**
     * The count of dropped frames was read.
     *
     * @param total since the capture began
     * @param nowNanos when it was read, on the clock of the capture
     */
    public void counted(long total, long nowNanos) {
        // A capture that was opened anew counts from 0, so that all of it is new.
        long more = total < counted ? total : total - counted;
        if (more > 0) {
            add(lookedNanos, nowNanos);
        }
        counted = total;
        lookedNanos = nowNanos;
    }

    private void add(long begin, long end) {
        if (size > 0 && begin <= to[size - 1]) {
            to[size - 1] = Math.max(to[size - 1], end);
            return;
        }
        if (size == INTERVALS) {
            to[0] = to[1];
            System.arraycopy(from, 2, from, 1, size - 2);
            System.arraycopy(to, 2, to, 1, size - 2);
            size--;
        }
        from[size] = begin;
        to[size] = end;
        size++;
    }

    /** Whether frames of this connection may be among those that were dropped last while it lived. */
    public boolean mayMiss(Connection connection) {
        for (int i = size - 1; i >= 0; i--) {
            if (!connection.isOver() || connection.lastSeen() >= from[i]) {
                return connection.firstSeen() <= to[i] && !connection.isWholeSince(to[i]);
            }
        }
        return false;
    }
}
