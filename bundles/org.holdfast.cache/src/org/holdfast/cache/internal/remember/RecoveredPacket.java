package org.holdfast.cache.internal.remember;

import java.nio.ByteBuffer;

/** Takes the packets that an earlier process stored, in the order of capture. */
@FunctionalInterface
public interface RecoveredPacket {

    /**
     * One packet.
     *
     * @param reference where it is
     * @param timestampNanos time of capture, nanoseconds since 1970-01-01T00:00:00Z
     * @param linkType the frame's outermost layer
     * @param frame position to limit, big-endian; valid until this method returns
     * @param originalLength bytes on the wire
     */
    void accept(long reference, long timestampNanos, int linkType, ByteBuffer frame, int originalLength);
}
