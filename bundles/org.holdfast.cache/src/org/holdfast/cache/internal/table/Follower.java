package org.holdfast.cache.internal.table;

import java.util.HashMap;
import java.util.Map;
import org.holdfast.cache.StreamSink;
import org.holdfast.cache.internal.reassemble.StreamDigest;
import org.holdfast.cache.internal.track.Connection;
import org.holdfast.cache.internal.track.TrackingContext;
import org.holdfast.model.tcp.Direction;

/** Decides where the streams of a new connection go: into digests, or to somebody who asked for them. */
public final class Follower {

    private final boolean digests;
    private final boolean blocks;
    private final TrackingContext context;
    private final Map<Long, Map<Direction, StreamSink>> asked = new HashMap<>();

    /**
     * @param digests whether it is computed what each stream carried
     * @param blocks whether also by block, for the service's streams
     */
    public Follower(boolean digests, boolean blocks, TrackingContext context) {
        this.digests = digests;
        this.blocks = blocks;
        this.context = context;
    }

    /** A stream of the connection that will have this number is to go there. */
    public void follow(long id, Direction direction, StreamSink sink) {
        asked.computeIfAbsent(id, i -> new HashMap<>()).put(direction, sink);
    }

    /** A connection was made. */
    public void created(Connection connection) {
        if (digests) {
            StreamDigest inbound = new StreamDigest(false);
            StreamDigest outbound = new StreamDigest(blocks);
            connection.keep().setDigests(inbound, outbound);
            connection.deliver(Direction.INBOUND, inbound, context);
            connection.deliver(Direction.OUTBOUND, outbound, context);
        }
        if (!asked.isEmpty() && asked.containsKey(connection.id())) {
            asked.remove(connection.id()).forEach((direction, sink) -> connection.deliver(direction, sink, context));
        }
    }
}
