package org.holdfast.cache.internal.wire;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes that all hand-overs which are being received may take together. For any thread. */
public final class MemoryBudget {

    private final long all;
    private final AtomicLong taken = new AtomicLong();

    /** @param all bytes */
    public MemoryBudget(long all) {
        this.all = all;
    }

    /** Bytes that are taken now. */
    public long taken() {
        return taken.get();
    }

    /** @throws WireException when there aren't so many left; then none are taken */
    void take(long bytes) throws WireException {
        if (taken.addAndGet(bytes) > all) {
            taken.addAndGet(-bytes);
            throw new WireException("more than " + all + " bytes, what this host can take at once; give its process"
                    + " more memory or hand over fewer connections");
        }
    }

    void giveBack(long bytes) {
        taken.addAndGet(-bytes);
    }
}
