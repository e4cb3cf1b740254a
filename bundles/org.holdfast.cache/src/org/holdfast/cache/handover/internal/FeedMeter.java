package org.holdfast.cache.handover.internal;

import org.holdfast.cache.handover.FeedDelay;

/** Counts what a feed does. Not safe for threads. */
final class FeedMeter {

    private static final long SECOND = 1_000_000_000L;

    private final DelayHistogram sent = new DelayHistogram();
    private final DelayHistogram acknowledged = new DelayHistogram();
    private long inboundBytes;
    private long wireBytes;
    private long frames;
    private long sessions;
    private long secondBegan;
    private long bytesBefore;
    private long framesBefore;
    private long bytesPerSecond;
    private long framesPerSecond;

    FeedMeter(long nowNanos) {
        secondBegan = nowNanos;
    }

    void frame(int bytes) {
        frames++;
        wireBytes += bytes;
    }

    void inbound(int bytes) {
        inboundBytes += bytes;
    }

    void session() {
        sessions++;
    }

    void sent(long delayNanos) {
        sent.add(delayNanos);
    }

    void acknowledged(long delayNanos) {
        acknowledged.add(delayNanos);
    }

    /** To be called several times a second. */
    void tick(long nowNanos) {
        long passed = nowNanos - secondBegan;
        if (passed >= SECOND) {
            boolean fresh = passed < 2 * SECOND;
            bytesPerSecond = fresh ? (wireBytes - bytesBefore) * SECOND / passed : 0;
            framesPerSecond = fresh ? (frames - framesBefore) * SECOND / passed : 0;
            bytesBefore = wireBytes;
            framesBefore = frames;
            secondBegan = nowNanos;
        }
    }

    long inboundBytes() {
        return inboundBytes;
    }

    long wireBytes() {
        return wireBytes;
    }

    long frames() {
        return frames;
    }

    long bytesPerSecond() {
        return bytesPerSecond;
    }

    long framesPerSecond() {
        return framesPerSecond;
    }

    long sessions() {
        return sessions;
    }

    FeedDelay sentDelay() {
        return sent.delay();
    }

    FeedDelay acknowledgedDelay() {
        return acknowledged.delay();
    }
}
