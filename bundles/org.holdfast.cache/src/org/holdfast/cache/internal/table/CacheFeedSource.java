package org.holdfast.cache.internal.table;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.holdfast.cache.handover.ConnectionProgress;
import org.holdfast.cache.handover.FeedSource;
import org.holdfast.cache.handover.OutboundDigests;
import org.holdfast.cache.handover.StreamCursor;
import org.holdfast.cache.internal.remember.PacketTrail;
import org.holdfast.cache.internal.track.Connection;
import org.holdfast.cache.internal.track.ControlBlocks;
import org.holdfast.cache.internal.track.DropWatch;
import org.holdfast.cache.internal.track.VerdictRule;
import org.holdfast.model.tcp.ControlBlock;
import org.holdfast.model.tcp.Direction;

/** The cache as its output queue sees it. Takes the cache's lock for a look, reads packets without it. */
public final class CacheFeedSource implements FeedSource {

    private final UUID identity = UUID.randomUUID();
    private final ReentrantLock lock;
    private final ConnectionTable table;
    private final PacketKeeper keeper;
    private final DropWatch drops;
    private final LongSupplier nowNanos;
    /** Each is used by one thread at a time. */
    private final ConcurrentLinkedDeque<StreamReader> readers = new ConcurrentLinkedDeque<>();

    private final List<Runnable> signals = new CopyOnWriteArrayList<>();

    /**
     * @param lock of the cache
     * @param drops when frames were dropped
     * @param nowNanos time of the newest packet; asked with the lock
     */
    public CacheFeedSource(
            ReentrantLock lock, ConnectionTable table, PacketKeeper keeper, DropWatch drops, LongSupplier nowNanos) {
        this.lock = lock;
        this.table = table;
        this.keeper = keeper;
        this.drops = drops;
        this.nowNanos = nowNanos;
    }

    /** Something may have changed; called without the lock. */
    public void signal() {
        for (Runnable signal : signals) {
            signal.run();
        }
    }

    @Override
    public UUID identity() {
        return identity;
    }

    @Override
    public long version() {
        return table.changes().version();
    }

    @Override
    public long changes(long since, int most, Changes changes) {
        lock.lock();
        try {
            long now = nowNanos.getAsLong();
            return table.changes().forEachSince(since, most, (connection, version) -> {
                if (changes.wants(connection.id(), connection.serviceName())) {
                    changes.changed(progress(connection, version, now));
                }
                return true;
            });
        } finally {
            lock.unlock();
        }
    }

    private ConnectionProgress progress(Connection connection, long version, long now) {
        return new ConnectionProgress(
                connection.id(),
                version,
                connection.serviceName(),
                connection.state(),
                connection.contiguous(Direction.INBOUND),
                connection.contiguous(Direction.OUTBOUND),
                connection.view(Direction.INBOUND).finCaptured(),
                connection.view(Direction.OUTBOUND).finCaptured(),
                connection.isReset(),
                connection.isOver(),
                VerdictRule.of(connection, keeper.isWhole(connection), drops.mayMiss(connection), now),
                connection.lastSeen());
    }

    @Override
    public Optional<ControlBlock> state(long id) {
        lock.lock();
        try {
            return table.find(id).map(ControlBlocks::of);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int read(StreamCursor at, ByteBuffer into) throws IOException {
        Connection connection;
        int length;
        lock.lock();
        try {
            Optional<Connection> found = table.find(at.id());
            if (found.isEmpty()) {
                return EVICTED;
            }
            connection = found.get();
            length = (int) Math.clamp(connection.contiguous(at.direction()) - at.offset(), 0, into.remaining());
        } finally {
            lock.unlock();
        }
        return length == 0 ? 0 : read(connection, at, into, length);
    }

    private int read(Connection connection, StreamCursor at, ByteBuffer into, int length) throws IOException {
        StreamReader spare = readers.pollLast();
        StreamReader reader = spare != null
                ? spare
                : new StreamReader(new TrailReader(keeper.memory().reader()));
        int read;
        try {
            read = read(reader, connection, at, into, length);
        } finally {
            reader.closeFile();
        }
        // From here on it's another thread's. One that failed isn't used again.
        readers.addLast(reader);
        return read;
    }

    private int read(StreamReader reader, Connection connection, StreamCursor at, ByteBuffer into, int length)
            throws IOException {
        reader.begin(connection, at.direction(), at.offset(), at.packet(), false, into, length);
        boolean stored = fill(connection, reader);
        long next = reader.end();
        if (stored && reader.filled() == 0) {
            // What came with the SYN counts only if nothing else begins the stream: then the other end took it.
            reader.begin(connection, at.direction(), at.offset(), 1, true, into, length);
            stored = fill(connection, reader);
            next = reader.end();
        }
        if (reader.filled() == 0 && stored) {
            throw new IOException(connection.tuple() + ": the stored packets don't hold the byte at " + at.offset());
        }
        at.advance(reader.filled(), next);
        return reader.filled() > 0 ? reader.filled() : EVICTED;
    }

    /** Reads until there is enough, or nothing more; false when packets were dropped meanwhile. */
    private boolean fill(Connection connection, StreamReader reader) throws IOException {
        while (!reader.isFull()) {
            PacketTrail part;
            lock.lock();
            try {
                if (!keeper.isWhole(connection)) {
                    return false;
                }
                part = connection.kept().packets().part(reader.nextPacket());
            } finally {
                lock.unlock();
            }
            if (part.size() == 0) {
                return true;
            }
            reader.read(part);
        }
        return true;
    }

    @Override
    public Optional<OutboundDigests> digests(long id, int firstBlock) {
        lock.lock();
        try {
            return table.find(id)
                    .map(connection -> connection.keep().digest(Direction.OUTBOUND))
                    .map(digest -> {
                        int[] all = digest.blockDigests();
                        long bytes = digest.bytes();
                        int full = (int) (bytes / OutboundDigests.BLOCK);
                        int rest = all.length > full ? all[full] : 0;
                        return new OutboundDigests(bytes, firstBlock, Arrays.copyOfRange(all, firstBlock, full), rest);
                    });
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void addSignal(Runnable signal) {
        signals.add(signal);
    }

    @Override
    public void removeSignal(Runnable signal) {
        signals.remove(signal);
    }
}
