package org.holdfast.cache.handover.internal;

/**
 * One point of a connection's history whose way to the standby is measured; the next point is marked when that one has
 * arrived. Constant memory, however much is under way.
 */
final class DelayMark {

    private enum Stage {
        NONE,
        WAITS,
        SENT,
        TAKEN
    }

    private Stage stage = Stage.NONE;
    private boolean measured;
    private long offset;
    private long version;
    private long setNanos;
    private long beforeNanos;

    /**
     * Marks what is newest now, unless a mark is under way.
     *
     * @param captureDelayNanos from the capture until now
     */
    void set(FedConnection c, boolean measure, long nowNanos, long captureDelayNanos) {
        if (stage == Stage.NONE && !c.isSettled()) {
            stage = Stage.WAITS;
            measured = measure;
            offset = c.newest.inboundBytes();
            version = c.newest.version();
            setNanos = nowNanos;
            beforeNanos = captureDelayNanos;
        }
    }

    /** How long what is marked has been missing at the standby; 0 without a mark. */
    long ageNanos(long nowNanos) {
        return stage == Stage.NONE ? 0 : nowNanos - setNanos;
    }

    void advance(FedConnection c, long nowNanos, FeedMeter meter) {
        if (stage == Stage.WAITS && c.sentBytes >= offset) {
            stage = Stage.SENT;
            if (measured) {
                meter.sent(nowNanos - setNanos + beforeNanos);
            }
        }
        if (stage == Stage.SENT && c.takenBytes >= offset) {
            stage = Stage.TAKEN;
            if (measured) {
                meter.acknowledged(nowNanos - setNanos + beforeNanos);
            }
        }
        if (stage == Stage.TAKEN && c.consumedBytes >= offset && c.takenVersion >= version) {
            stage = Stage.NONE;
        }
    }
}
