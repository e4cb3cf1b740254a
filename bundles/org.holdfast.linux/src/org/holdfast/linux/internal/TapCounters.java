package org.holdfast.linux.internal;

import java.util.Arrays;
import org.holdfast.linux.TapStatistics;

/**
 * The counts of a handle as 64-bit numbers; the library's wrap at 2³². Read often enough, they lose nothing. One lock.
 */
public final class TapCounters {

    private static final int RECEIVED = 0;
    private static final int DROPPED = 1;
    private static final int DROPPED_BY_INTERFACE = 2;

    private final PcapHandle handle;
    private final int[] last = new int[3];
    private final int[] now = new int[3];
    private final long[] totals = new long[3];

    public TapCounters(PcapHandle handle) {
        this.handle = handle;
    }

    /** Reads the counts. When the interface is gone, those that were read before stay. */
    public void read() {
        if (!handle.counts(now)) {
            return;
        }
        for (int i = 0; i < now.length; i++) {
            totals[i] += Integer.toUnsignedLong(now[i] - last[i]);
            last[i] = now[i];
        }
    }

    /** Counts from now on. */
    public void restart() {
        read();
        Arrays.fill(totals, 0);
    }

    /** Packets put into the ring, as read last. */
    public long accepted() {
        return totals[RECEIVED] - totals[DROPPED];
    }

    public TapStatistics statistics(long captured) {
        return new TapStatistics(captured, totals[DROPPED], totals[DROPPED_BY_INTERFACE]);
    }
}
