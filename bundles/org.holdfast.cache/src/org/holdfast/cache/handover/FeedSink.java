package org.holdfast.cache.handover;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.holdfast.model.tcp.ControlBlock;
import org.holdfast.model.tcp.Verdict;

/**
 * Takes a feed on the standby. Called on one thread of the receiver at a time. A call that lasts holds up the whole
 * feed; what it took is acknowledged when it returns. An exception gives up the one connection that the call was about,
 * and its message tells the cache why; nothing more is told of that connection then.
 */
public interface FeedSink {

    /** A cache is connected; all that is told comes from it. */
    default void connected(UUID cache) {}

    /** No cache is connected any more. What was told stays valid: the feed goes on from there. */
    default void disconnected(String reason) {}

    /**
     * A connection begins, with its first byte. Never called for one that is open.
     *
     * @param service its name as the cache knows it, or empty
     * @param state of the service's end; may be later than the first bytes that follow
     */
    void opened(long id, String service, ControlBlock state);

    /**
     * Bytes of the remote host, in order, each once.
     *
     * @param offset in the stream, 0 for its first byte
     * @param bytes valid until this returns
     */
    void inbound(long id, long offset, ByteBuffer bytes);

    /** The newest state. It may be ahead of the bytes: whoever continues the connection waits for these. */
    void state(long id, ControlBlock state);

    /** What the copy's output has to be held against; blocks follow each other without a hole, the rest is renewed. */
    void outbound(long id, OutboundDigests digests);

    /** An end was seen on the wire; of the inbound stream after all of its bytes. */
    void ended(long id, StreamEnd end);

    void verdict(long id, Verdict verdict);

    /** Nothing more will come of it, and all of it was told. */
    void over(long id);

    /** It isn't fed any more, or begins again with {@link #opened}: what was told of it is void. */
    void dropped(long id, String reason);
}
