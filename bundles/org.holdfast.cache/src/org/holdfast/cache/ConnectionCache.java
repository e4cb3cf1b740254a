package org.holdfast.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.holdfast.cache.handover.ConnectionInformation;
import org.holdfast.cache.internal.decode.FrameDecoder;
import org.holdfast.cache.internal.decode.Outcome;
import org.holdfast.cache.internal.decode.Segment;
import org.holdfast.cache.internal.remember.PacketMemory;
import org.holdfast.cache.internal.table.AddressWatch;
import org.holdfast.cache.internal.table.Connection;
import org.holdfast.cache.internal.table.ConnectionTable;
import org.holdfast.cache.internal.table.InformationReader;
import org.holdfast.cache.internal.table.Replay;
import org.holdfast.cache.internal.track.ControlBlocks;
import org.holdfast.model.incident.StreamProof;
import org.holdfast.model.ownership.Service;
import org.holdfast.model.tcp.ConnectionSummary;
import org.holdfast.model.tcp.ControlBlock;
import org.holdfast.model.tcp.Direction;

/**
 * The apparatus of claim 1 without its network interface: frames come in, connections of the services are selected,
 * tracked and remembered, and what a failover host needs is given out.
 *
 * <p>{@link #frame} is called by one thread, the one that captures; everything else by any thread. All share one lock,
 * held for as long as one frame or one snapshot takes; stored packets are read outside of it. Time is the time of
 * capture.
 */
public final class ConnectionCache implements FrameSink, AutoCloseable {

    private final ReentrantLock lock = new ReentrantLock();
    private final FrameDecoder decoder = new FrameDecoder();
    private final Segment segment = new Segment();
    private final Selector selector;
    private final ConnectionTable table;
    private final AddressWatch addresses;
    private final PacketMemory memory;
    private long newestNanos = Long.MIN_VALUE;
    private boolean ended;
    private long tracked;
    private long kernelDropped;

    /**
     * @param directory for the packets; made when it isn't there, used by one cache at a time. Segments of an earlier
     *     process are deleted: nobody tracks their connections any more
     * @param limits of the packet memory
     * @param services whose connections are tracked; none for all connections
     * @throws IOException when the directory can't be used, saying which
     */
    public ConnectionCache(Path directory, Limits limits, List<Service> services) throws IOException {
        selector = new Selector(services);
        table = new ConnectionTable(selector);
        addresses = new AddressWatch(services);
        memory = new PacketMemory(directory, limits.memoryBytes(), limits.segmentBytes(), this::lost);
    }

    @Override
    public void frame(long timestampNanos, int linkType, ByteBuffer frame, int originalLength) {
        ByteBuffer bytes = frame.order() == ByteOrder.BIG_ENDIAN ? frame : frame.duplicate();
        lock.lock();
        try {
            ended = false;
            newestNanos = Math.max(newestNanos, timestampNanos);
            Outcome outcome = decoder.decode(linkType, bytes, originalLength, segment);
            if (segment.networkKnown()) {
                addresses.heard(segment, timestampNanos);
            }
            if (outcome == Outcome.TCP) {
                Connection connection = table.route(segment, timestampNanos);
                if (connection != null) {
                    follow(connection, timestampNanos, linkType, bytes, originalLength);
                }
            }
            table.expire(timestampNanos);
        } finally {
            lock.unlock();
        }
    }

    /** No more frames will come: what is doubtful is decided, and all packets are brought to the files. */
    public void endOfFile() {
        locked(() -> {
            ended = true;
            memory.flush();
            return null;
        });
    }

    /** Brings all packets to the files, for tools that look at them. */
    public void flush() {
        locked(() -> {
            memory.flush();
            return null;
        });
    }

    /**
     * Takes the count of frames that the kernel dropped, and tells that time goes on.
     *
     * @param total since the capture began
     * @param timestampNanos now, on the clock of the capture
     */
    public void kernelDropped(long total, long timestampNanos) {
        locked(() -> {
            kernelDropped = total;
            newestNanos = Math.max(newestNanos, timestampNanos);
            table.expire(timestampNanos);
            return null;
        });
    }

    /** Every tracked connection in the order of first packets, and the newest 10,000 that are over. */
    public List<ConnectionSummary> connections() {
        return locked(() -> {
            List<ConnectionSummary> all = new ArrayList<>(table.all().size());
            int oldest = memory.oldestSegment();
            table.all().forEach(connection -> all.add(connection.summary(oldest, now())));
            return all;
        });
    }

    public Optional<ConnectionSummary> connection(long id) {
        return look(id, connection -> connection.summary(memory.oldestSegment(), now()));
    }

    /** The state of the service's end now. Numbers of an end that wasn't heard yet are 0. */
    public Optional<ControlBlock> state(long id) {
        return look(id, connection -> ControlBlocks.of(connection.tracker()));
    }

    /**
     * The state that corresponds to a stored packet (claims 2, 11), computed again from the packets.
     *
     * @param packet number of the packet within its connection, from 1
     * @return the state after it; empty when there is no such packet, or the packets up to it aren't all stored
     * @throws UncheckedIOException when the packets can't be read
     */
    public Optional<ControlBlock> stateAt(long id, long packet) {
        Optional<Replay> replay = replay(id, packet);
        if (replay.isEmpty()) {
            return Optional.empty();
        }
        try (Replay packets = replay.get()) {
            return Optional.of(packets.stateAfter((int) packet));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * All that the failover host needs (claim 1). A connection with a gap is given as far as it was captured; its state
     * then isn't {@linkplain ControlBlock#isComplete() complete}, and it may be reset but not continued.
     *
     * @return empty when there is no such connection
     * @throws IOException when its packets aren't all stored or can't be read, or its beginning wasn't captured
     */
    public Optional<ConnectionInformation> information(long id) throws IOException {
        Optional<InformationReader> reader = look(id, c -> InformationReader.prepare(c, memory));
        if (reader.isEmpty()) {
            return Optional.empty();
        }
        try (InformationReader prepared = reader.get()) {
            return Optional.of(prepared.read());
        }
    }

    /**
     * What was captured of a stream without a hole, so far.
     *
     * @throws NoSuchElementException when there is no such connection
     */
    public StreamProof proof(long id, Direction direction) {
        return look(id, connection -> connection.digest(direction).proof()).orElseThrow(() -> unknown(id));
    }

    /**
     * What was noticed beside the traffic.
     *
     * @throws NoSuchElementException when there is no such connection
     */
    public StreamCounts counts(long id, Direction direction) {
        return look(id, connection -> connection.counts(direction)).orElseThrow(() -> unknown(id));
    }

    /**
     * Begins to measure what remote hosts wait.
     *
     * @param ids connections; unknown ones are left out
     * @param timestampNanos when their host failed, on the clock of the capture
     */
    public void markFailure(Collection<Long> ids, long timestampNanos) {
        locked(() -> {
            for (long id : ids) {
                table.find(id).ifPresent(connection -> connection.markFailure(timestampNanos));
            }
            return null;
        });
    }

    /**
     * From the last outbound payload before the mark to the first one after it that the remote host hadn't
     * acknowledged.
     *
     * @return empty without a mark, without payload before it, or while none followed
     * @throws UncheckedIOException when the mark lay before packets that were captured already, and they can't be read
     */
    public Optional<Duration> stall(long id) {
        long markInPast = look(id, Connection::markInPast).orElse(Long.MIN_VALUE);
        if (markInPast == Long.MIN_VALUE) {
            return look(id, Connection::stall).flatMap(stall -> stall);
        }
        Optional<Replay> replay = replay(id, 1);
        if (replay.isEmpty()) {
            return Optional.empty();
        }
        try (Replay packets = replay.get()) {
            return packets.stall(markInPast);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Evidence that the owner of an address lives: the time of the last packet that was sent from it.
     *
     * @return {@link Long#MIN_VALUE} when none was captured
     */
    public long lastHeardFrom(InetAddress serviceAddress) {
        return locked(() -> {
            if (!selector.selectsAll()) {
                return addresses.lastHeardFrom(serviceAddress);
            }
            return table.all().stream()
                    .filter(c -> c.tuple().service().address().equals(serviceAddress))
                    .mapToLong(Connection::lastOutbound)
                    .max()
                    .orElse(Long.MIN_VALUE);
        });
    }

    public Counters counters() {
        return locked(() -> new Counters(
                decoder.counters().of(Outcome.TCP),
                tracked,
                decoder.counters().byName(Outcome.Kind.IGNORED),
                decoder.counters().byName(Outcome.Kind.MALFORMED),
                kernelDropped,
                table.live(),
                memory.storedBytes(),
                memory.evictedBytes()));
    }

    /** Why packets aren't stored now, and what to do; empty when all is well. */
    public Optional<String> problem() {
        return locked(memory::problem);
    }

    /** Closes the files; they stay until the directory is used again. */
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            memory.close();
        } finally {
            lock.unlock();
        }
    }

    private void follow(
            Connection connection, long timestampNanos, int linkType, ByteBuffer frame, int originalLength) {
        tracked++;
        Direction direction = table.direction();
        connection.accept(segment, direction, timestampNanos);
        long reference = memory.append(timestampNanos, linkType, frame, originalLength);
        connection.remember(reference, direction, memory.oldestSegment());
        table.changed(connection);
    }

    private long now() {
        return ended ? Long.MAX_VALUE : newestNanos;
    }

    private void lost(int segmentNumber, long fromOffset) {
        table.all().forEach(connection -> connection.packets().lost(segmentNumber, fromOffset));
    }

    private Optional<Replay> replay(long id, long packet) {
        return look(
                id,
                connection -> packet >= 1
                                && packet <= connection.packets().size()
                                && connection.packets().isWhole(memory.oldestSegment())
                        ? new Replay(connection.tuple(), connection.packets().copy(), memory.reader())
                        : null);
    }

    private <T> Optional<T> look(long id, Function<Connection, T> question) {
        return locked(() -> table.find(id).map(question));
    }

    private <T> T locked(Supplier<T> question) {
        lock.lock();
        try {
            return question.get();
        } finally {
            lock.unlock();
        }
    }

    private static NoSuchElementException unknown(long id) {
        return new NoSuchElementException("connection " + id + " isn't tracked, or no longer listed");
    }
}
