package org.holdfast.cache.handover;

import java.util.Objects;
import org.holdfast.model.tcp.Direction;

/**
 * How far a stream of a connection was read, and where among its packets that was, so that reading on costs what is
 * read. One may begin anywhere. Not safe for threads.
 */
public final class StreamCursor {

    private final long id;
    private final Direction direction;
    private long offset;
    private long packet = 1;

    /** @param offset in the stream, 0 for its first byte */
    public StreamCursor(long id, Direction direction, long offset) {
        if (offset < 0) {
            throw new IllegalArgumentException("a stream begins at 0, not at " + offset);
        }
        this.id = id;
        this.direction = Objects.requireNonNull(direction, "direction");
        this.offset = offset;
    }

    /** Number of the connection. */
    public long id() {
        return id;
    }

    public Direction direction() {
        return direction;
    }

    /** Offset of the next byte. */
    public long offset() {
        return offset;
    }

    /** Number of a packet within the connection, from 1: none before it is needed for what isn't read yet. */
    public long packet() {
        return packet;
    }

    /**
     * Bytes were read.
     *
     * @param nextPacket the first packet that holds some of those that follow
     */
    public void advance(int bytes, long nextPacket) {
        offset += bytes;
        packet = nextPacket;
    }
}
