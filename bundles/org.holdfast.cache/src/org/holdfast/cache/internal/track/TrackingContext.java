package org.holdfast.cache.internal.track;

import org.holdfast.cache.internal.reassemble.StreamMemory;

/**
 * What all connections that one thread follows share, and what is known of the segment that was followed last. Not safe
 * for threads.
 */
public final class TrackingContext {

    final StreamMemory streams;
    boolean taken;
    long payloadOffset = -1;
    long payloadEnd = -1;

    public TrackingContext(StreamMemory streams) {
        this.streams = streams;
    }

    /** Whether the last segment belongs to its connection; what doesn't changes nothing but counts. */
    public boolean isTaken() {
        return taken;
    }

    public StreamMemory streams() {
        return streams;
    }

    /** Where the payload of the last segment stands in its stream; -1 when it had none that belongs there. */
    public long payloadOffset() {
        return payloadOffset;
    }

    /** Where that payload ends; -1 when it had none. */
    public long payloadEnd() {
        return payloadEnd;
    }
}
