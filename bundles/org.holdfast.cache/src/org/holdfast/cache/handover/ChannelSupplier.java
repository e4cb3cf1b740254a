package org.holdfast.cache.handover;

import java.io.IOException;
import java.nio.channels.ByteChannel;

/**
 * Gives connected byte channels, by connecting or by accepting. The channels block; one thread reads while another
 * writes; closing one ends both with an exception.
 */
public interface ChannelSupplier extends AutoCloseable {

    /**
     * Waits for the next one.
     *
     * @return belongs to the caller
     * @throws IOException when there is none now, saying why, or this supplier is closed
     */
    ByteChannel next() throws IOException;

    /** Who is at the other end, for people: an address, or where one listens. */
    String name();

    /** Ends {@link #next} with an exception, now and later. */
    @Override
    void close() throws IOException;
}
