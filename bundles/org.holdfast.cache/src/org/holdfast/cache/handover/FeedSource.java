package org.holdfast.cache.handover;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import org.holdfast.model.tcp.ControlBlock;

/**
 * The connection cache as a feed sees it. The feed pulls: what isn't sent yet stays in the packet memory, and capture
 * never waits for a standby. All methods may be called by several feeds at the same time, on threads that aren't the
 * capture's.
 */
public interface FeedSource {

    /** What {@link #read} gives when the bytes aren't stored any more. */
    int EVICTED = -1;

    /** Another one after each start of the cache: numbers of connections mean something only together with it. */
    UUID identity();

    /**
     * Number of the newest change of any connection. Every change has a number of its own, larger than all before it.
     * Cheap: one volatile read.
     */
    long version();

    /**
     * Tells each connection whose last change is newer than a version, in the order of their last changes, each once.
     * The last change of every connection is that it is {@linkplain ConnectionProgress#over() over}; only some time after
     * that it may be forgotten. Asked at least ten times a second.
     *
     * @param since version up to which the caller knows all; 0 for all connections
     * @param most connections that are looked at in one call, so that no lock is held long; 1 or more
     * @param changes is asked for and told of each; must not call back
     * @return version up to which the caller knows all now: {@code version()} unless {@code most} were looked at
     */
    long changes(long since, int most, Changes changes);

    /** State of the service's end now; empty when the connection is forgotten. */
    Optional<ControlBlock> state(long id);

    /**
     * Reads the next bytes of a stream from the packet memory, from wherever they are stored. Reading on costs what is
     * read; only the first read of a cursor that begins amid a stream looks for its place.
     *
     * @param at moves on by what was read
     * @param into takes at most {@link ByteBuffer#remaining()} bytes; its limit is left
     * @return how many bytes were put there: 1 or more while the cursor stands before the end of what was captured
     *     without a hole, else 0; {@link #EVICTED} when the next ones aren't stored any more, or the connection is
     *     forgotten
     * @throws IOException when they can't be read, saying why
     */
    int read(StreamCursor at, ByteBuffer into) throws IOException;

    /**
     * Digests of the service's stream as far as captured now.
     *
     * @param firstBlock the first one to be told, at most the number of full blocks
     * @return empty when the connection is forgotten
     */
    Optional<OutboundDigests> digests(long id, int firstBlock);

    /**
     * From now on calls {@code signal} after changes, best once for a burst of packets and after the cache's lock is
     * given back. It costs a volatile write and a volatile read, and never waits; only when the feed's thread sleeps it
     * is woken.
     */
    void addSignal(Runnable signal);

    void removeSignal(Runnable signal);

    /** Takes what changed. */
    interface Changes {

        /** Whether a connection is to be told; asked first, so that the progress of others needn't be collected. */
        boolean wants(long id, String service);

        void changed(ConnectionProgress progress);
    }
}
