package org.holdfast.linux;

import java.nio.ByteBuffer;

/** Takes the packets of a {@link PacketTap}, on its thread. What is thrown here ends the capture. */
@FunctionalInterface
public interface PacketListener {

    /** Packets that are there together follow, until {@link #end}. */
    default void begin() {}

    /** No more packets are there at the moment, or it is time to let others in. */
    default void end() {}

    /**
     * Takes one packet.
     *
     * @param timestampNanos when the kernel took it, nanoseconds since 1970-01-01T00:00:00Z
     * @param frame from position to limit the captured bytes, big-endian, in the kernel's ring: valid until this method
     *     returns, never to be written, and the same object each time
     * @param originalLength bytes on the wire, at least the captured ones
     */
    void packet(long timestampNanos, ByteBuffer frame, int originalLength);
}
