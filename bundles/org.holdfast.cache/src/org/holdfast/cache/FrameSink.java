package org.holdfast.cache;

import java.nio.ByteBuffer;

/** Takes captured frames, one after the other, on the thread of the source. */
@FunctionalInterface
public interface FrameSink {

    /**
     * Frames that are there together follow, until {@link #end}: what is done once for all of them is done now. A source
     * that can't know calls neither.
     */
    default void begin() {}

    /** No more frames are there at the moment. Called after each {@link #begin}, whatever happened in between. */
    default void end() {}

    /**
     * Takes one frame. The buffer is the source's: valid until this method returns, and not to be kept. Malformed frames
     * are counted by the sink and never thrown back.
     *
     * @param timestampNanos time of capture, nanoseconds since 1970-01-01T00:00:00Z
     * @param linkType the frame's outermost layer, a LINKTYPE_ value of pcap (1 is Ethernet)
     * @param frame from position to limit the captured bytes, in network byte order
     * @param originalLength bytes on the wire, at least the captured ones
     */
    void frame(long timestampNanos, int linkType, ByteBuffer frame, int originalLength);
}
