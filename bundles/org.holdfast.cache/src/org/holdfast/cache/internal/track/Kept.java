package org.holdfast.cache.internal.track;

import org.holdfast.cache.internal.reassemble.StreamDigest;
import org.holdfast.cache.internal.remember.PacketTrail;
import org.holdfast.model.tcp.Direction;

/** What the cache keeps of a connection beside its state. */
public final class Kept {

    private final PacketTrail packets = new PacketTrail();
    private long storedBytes;
    private long version;
    private StreamDigest inbound;
    private StreamDigest outbound;
    StallWatch stall;

    /** Where its packets are stored. */
    public PacketTrail packets() {
        return packets;
    }

    /** Number of its last change; 0 while nobody counts. */
    public long version() {
        return version;
    }

    public void setVersion(long newVersion) {
        version = newVersion;
    }

    /** Bytes of its packets. */
    public long storedBytes() {
        return storedBytes;
    }

    public void countStored(long bytes) {
        storedBytes += bytes;
    }

    /** What measures the stall; null without a mark. */
    public StallWatch stall() {
        return stall;
    }

    /** What a direction carried; null when that isn't computed. */
    public StreamDigest digest(Direction direction) {
        return direction == Direction.INBOUND ? inbound : outbound;
    }

    void finishDigests() {
        if (inbound != null) {
            inbound.finish();
            outbound.finish();
        }
    }

    public void setDigests(StreamDigest newInbound, StreamDigest newOutbound) {
        inbound = newInbound;
        outbound = newOutbound;
    }
}
