package org.holdfast.cache.internal.remember;

/**
 * Hears what the memory forgets. Called within {@link PacketMemory#append}, {@link PacketMemory#flush} and
 * {@link PacketMemory#close}, on the thread that calls these and with the locks it holds. It may ask the memory, but
 * not append.
 */
@FunctionalInterface
public interface MemoryListener {

    /**
     * Packets were accepted and are gone before their time: in this segment all from this offset on. What lies before
     * it is still there, unless the offset is 0.
     */
    void lost(int segment, long fromOffset);

    /**
     * A segment is going to be dropped, the oldest one; asked with {@link org.holdfast.cache.Eviction#KEEP_LIVE} only.
     * It's in memory during this call, so {@link PacketMemory#view} finds its packets.
     *
     * @param carryOver stores packets of it again; to be used during this call only
     * @return true when that was all; false to be called again with the next packet, so that a long work can be done in
     *     parts. When there is no room for another segment, the old one goes, done or not
     */
    default boolean evicting(CarryOver carryOver) {
        return true;
    }

    /** A segment is gone, as the limits want it. */
    default void dropped(int segment) {}
}
