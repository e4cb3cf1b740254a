package org.holdfast.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.holdfast.cache.handover.ConnectionInformation;
import org.holdfast.cache.handover.FeedListener;
import org.holdfast.cache.handover.FeedSource;
import org.holdfast.cache.internal.decode.FrameDecoder;
import org.holdfast.cache.internal.decode.Outcome;
import org.holdfast.cache.internal.decode.Segment;
import org.holdfast.cache.internal.reassemble.StreamDigest;
import org.holdfast.cache.internal.reassemble.StreamMemory;
import org.holdfast.cache.internal.table.AddressWatch;
import org.holdfast.cache.internal.table.CacheFeedSource;
import org.holdfast.cache.internal.table.ConnectionTable;
import org.holdfast.cache.internal.table.Follower;
import org.holdfast.cache.internal.table.InformationReader;
import org.holdfast.cache.internal.table.PacketKeeper;
import org.holdfast.cache.internal.table.Replay;
import org.holdfast.cache.internal.table.Reports;
import org.holdfast.cache.internal.table.StandbyMarks;
import org.holdfast.cache.internal.track.Connection;
import org.holdfast.cache.internal.track.ControlBlocks;
import org.holdfast.cache.internal.track.DropWatch;
import org.holdfast.cache.internal.track.StallWatch;
import org.holdfast.cache.internal.track.TrackingContext;
import org.holdfast.model.incident.StreamProof;
import org.holdfast.model.ownership.Service;
import org.holdfast.model.tcp.ConnectionSummary;
import org.holdfast.model.tcp.ControlBlock;
import org.holdfast.model.tcp.Direction;

/**
 * The apparatus of claim 1 without its network interface: frames come in, connections of the services are selected,
 * tracked and remembered, and what a failover host needs is given out.
 *
 * <p>{@link #begin}, {@link #frame} and {@link #end} are called by one thread, the one that captures; everything else by
 * any thread. All share one lock, held for as long as one burst of frames or one snapshot takes; lists are made in
 * slices, and stored packets are read outside of it. Time is the time of capture.
 */
public final class ConnectionCache implements FrameSink, AutoCloseable {

    /** Connections that are summed up before the capture may go on. */
    private static final int SLICE = 512;

    private final ReentrantLock lock = new ReentrantLock();
    private final FrameDecoder decoder;
    private final Segment segment = new Segment();
    private final TrackingContext context = new TrackingContext(new StreamMemory(true));
    private final ConnectionTable table;
    private final Follower follower;
    /** Null when frames come from a file, which is there to be read again. */
    private final PacketKeeper keeper;

    private final boolean proofs;

    private final StandbyMarks standby = new StandbyMarks(id -> look(id, c -> c).isPresent());

    /** Null until somebody feeds a standby. */
    private volatile CacheFeedSource feedSource;

    private AddressWatch addresses;
    private long newestNanos = Long.MIN_VALUE;
    private boolean ended;
    private long tracked;
    private final DropWatch drops = new DropWatch();
    private long kernelDropped;
    private long interfaceDropped;

    /**
     * A cache that stores packets.
     *
     * @param directory for the packets; made when it isn't there, used by one cache at a time. What an earlier one left
     *     there is followed first
     * @param selector which connections are tracked
     * @throws IOException when the directory can't be used, saying which
     */
    public ConnectionCache(Path directory, CacheSettings settings, Selector selector) throws IOException {
        this(settings, selector, directory);
    }

    /** A cache with the settings for a cluster that is watched, and its own limits of the packet memory. */
    public ConnectionCache(Path directory, Limits limits, List<Service> services) throws IOException {
        this(CacheSettings.LIVE.withLimits(limits), new Selector(services), directory);
    }

    /**
     * A cache for the frames of a file. It stores no packets, so nothing can be handed over; and it lists connections of
     * which only a reset or a stray segment is there, as tools for files do.
     */
    public static ConnectionCache forFile(CacheSettings settings) {
        try {
            return new ConnectionCache(settings, new Selector(List.of()), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ConnectionCache(CacheSettings settings, Selector selector, Path directory) throws IOException {
        proofs = settings.proofs();
        decoder = new FrameDecoder(settings.checksums());
        addresses = new AddressWatch(selector.services());
        follower = new Follower(proofs, directory != null, context);
        table = new ConnectionTable(
                selector,
                context,
                settings,
                directory == null,
                directory == null ? System.nanoTime() : new SecureRandom().nextLong(),
                follower::created);
        keeper = directory == null ? null : new PacketKeeper(directory, settings.limits(), table);
        if (keeper != null) {
            recover();
        }
    }

    @Override
    public void begin() {
        lock.lock();
    }

    @Override
    public void end() {
        lock.unlock();
        signal();
    }

    @Override
    public void frame(long timestampNanos, int linkType, ByteBuffer frame, int originalLength) {
        ByteBuffer bytes = frame.order() == ByteOrder.BIG_ENDIAN ? frame : frame.duplicate();
        if (lock.isHeldByCurrentThread()) {
            take(timestampNanos, linkType, bytes, originalLength);
            return;
        }
        lock.lock();
        try {
            take(timestampNanos, linkType, bytes, originalLength);
        } finally {
            lock.unlock();
        }
        signal();
    }

    private void signal() {
        CacheFeedSource source = feedSource;
        if (source != null) {
            source.signal();
        }
    }

    /** Follows what an earlier process stored: its connections go on, as far as nothing of them was missed. */
    private void recover() throws IOException {
        try {
            keeper.recover((reference, timestampNanos, linkType, frame, originalLength) -> {
                Connection connection = follow(timestampNanos, linkType, frame, originalLength);
                if (connection != null) {
                    keeper.noteStored(connection, table.direction(), context, reference, frame.remaining());
                    table.changed(connection);
                }
            });
        } catch (IOException e) {
            keeper.close();
            throw e;
        }
    }

    private void take(long timestampNanos, int linkType, ByteBuffer frame, int originalLength) {
        Connection connection = follow(timestampNanos, linkType, frame, originalLength);
        if (connection != null) {
            if (keeper != null) {
                remember(connection, timestampNanos, frame, originalLength);
            }
            table.changed(connection);
        }
        table.expire(timestampNanos);
    }

    /** The connection that the frame belongs to, which has followed it; null for none. */
    private Connection follow(long timestampNanos, int linkType, ByteBuffer frame, int originalLength) {
        ended = false;
        newestNanos = Math.max(newestNanos, timestampNanos);
        Outcome outcome = decoder.decode(timestampNanos, linkType, frame, originalLength, segment);
        if (segment.networkKnown()) {
            addresses.heard(segment, timestampNanos);
        }
        Connection connection = outcome == Outcome.TCP ? table.route(segment, timestampNanos) : null;
        if (connection != null) {
            tracked++;
            connection.accept(segment, table.direction(), timestampNanos, context);
        }
        return connection;
    }

    /** A datagram that came in fragments is stored as the one packet that it is. */
    private void remember(Connection connection, long timestampNanos, ByteBuffer frame, int originalLength) {
        ByteBuffer packet = segment.reassembled() ? segment.frame() : frame;
        int length = segment.reassembled() ? packet.remaining() : originalLength;
        keeper.remember(connection, table.direction(), context, timestampNanos, segment.linkType(), packet, length);
    }

    /** No more frames will come: what is doubtful is decided, and all packets are brought to the files. */
    public void endOfFile() {
        locked(() -> {
            ended = true;
            return null;
        });
        flush();
    }

    /** Brings all packets to the files, for tools that look at them. */
    public void flush() {
        if (keeper != null) {
            // Without the lock, so that the capture goes on while the disk works.
            keeper.memory().awaitWritten();
            locked(() -> {
                keeper.memory().flush();
                return null;
            });
        }
    }

    /**
     * Takes the counts of frames that were dropped before they could be captured, and tells that time goes on.
     * Connections that lived since it was called last, and whose frames may be among those that were dropped meanwhile,
     * say so in their verdicts until it is known better. To be called every second or so.
     *
     * @param statistics since the capture began
     * @param timestampNanos now, on the clock of the capture
     */
    public void dropped(CaptureSource.Statistics statistics, long timestampNanos) {
        locked(() -> {
            kernelDropped = statistics.droppedByKernel();
            interfaceDropped = statistics.droppedByInterface();
            drops.counted(kernelDropped + interfaceDropped, timestampNanos);
            newestNanos = Math.max(newestNanos, timestampNanos);
            table.expire(timestampNanos);
            return null;
        });
    }

    /** From now on tracks the connections that this selects. Those that stay selected go on without a break. */
    public void select(Selector newSelector) {
        locked(() -> {
            addresses = new AddressWatch(newSelector.services(), addresses);
            table.select(newSelector);
            return null;
        });
    }

    /**
     * Has one stream of a connection that comes delivered, on the thread that captures.
     *
     * @param id the number that it will have: 1 for the first connection
     */
    public void follow(long id, Direction direction, StreamSink sink) {
        locked(() -> {
            follower.follow(id, direction, sink);
            return null;
        });
    }

    /** Every tracked connection in the order of first packets, and the newest of those that are over. */
    public List<ConnectionSummary> connections() {
        List<ConnectionSummary> all = new ArrayList<>(locked(table::size));
        forEachConnection(all::add);
        return all;
    }

    /**
     * Takes the same one after the other, so that a million needn't be in memory at once. The capture goes on in between,
     * so they aren't all of the same moment.
     */
    public void forEachConnection(Consumer<ConnectionSummary> taker) {
        List<ConnectionSummary> slice = new ArrayList<>(SLICE);
        for (boolean more = true; more; ) {
            long after = slice.isEmpty() ? 0 : slice.getLast().id();
            slice.clear();
            more = locked(() -> {
                Reports reports = reports();
                return table.forSome(after, SLICE, c -> slice.add(reports.summary(c)));
            });
            slice.forEach(taker);
        }
    }

    public Optional<ConnectionSummary> connection(long id) {
        return look(id, connection -> reports().summary(connection));
    }

    /** The state of the service's end now. Numbers of an end that wasn't heard yet are 0. */
    public Optional<ControlBlock> state(long id) {
        return look(id, ControlBlocks::of);
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
     * @throws IOException when its packets aren't all stored or can't be read, its beginning wasn't captured, or proofs
     *     aren't computed
     */
    public Optional<ConnectionInformation> information(long id) throws IOException {
        if (keeper == null) {
            throw new IOException("the connections of a capture file can't be handed over");
        }
        if (!proofs) {
            throw new IOException("connections can't be handed over: this cache was told to compute no proofs");
        }
        Optional<InformationReader> reader = look(id, c -> InformationReader.prepare(c, keeper));
        if (reader.isEmpty()) {
            return Optional.empty();
        }
        try (InformationReader prepared = reader.get()) {
            return Optional.of(prepared.read());
        }
    }

    /**
     * The cache as a continuous feed of a standby sees it; from the first call on, changes are counted.
     *
     * @throws IllegalStateException for the connections of a capture file, which nobody can be fed with
     */
    public FeedSource feedSource() {
        if (keeper == null) {
            throw new IllegalStateException("the connections of a capture file can't feed a standby");
        }
        return locked(() -> {
            if (feedSource == null) {
                table.keepChanges();
                feedSource = new CacheFeedSource(lock, table, keeper, drops, () -> newestNanos);
            }
            return feedSource;
        });
    }

    /**
     * Hears from the {@link org.holdfast.cache.handover.StandbyFeed} to the host that is to take over, and makes it part
     * of the verdicts: {@code STANDBY_BEHIND} while a connection isn't followed, {@code NO_STANDBY} once it was given up.
     */
    public FeedListener standbyListener() {
        return standby;
    }

    /**
     * What was captured of a stream without a hole, so far.
     *
     * @throws NoSuchElementException when there is no such connection, or proofs aren't computed
     */
    public StreamProof proof(long id, Direction direction) {
        return look(id, connection -> {
                    StreamDigest digest = connection.keep().digest(direction);
                    // With the lock: the capture goes on computing it.
                    return digest == null ? null : digest.proof();
                })
                .orElseThrow(() -> unknown(id));
    }

    /**
     * All that is known of one direction.
     *
     * @throws NoSuchElementException when there is no such connection
     */
    public StreamReport report(long id, Direction direction) {
        return look(id, connection -> reports().stream(connection, direction)).orElseThrow(() -> unknown(id));
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
        Optional<StallWatch> watch = look(id, connection -> connection.keep().stall());
        if (watch.isEmpty() || !watch.get().isMarkInPast()) {
            return locked(() -> watch.flatMap(StallWatch::stall));
        }
        Optional<Replay> replay = replay(id, 1);
        if (replay.isEmpty()) {
            return Optional.empty();
        }
        try (Replay packets = replay.get()) {
            return packets.stall(watch.get().markNanos());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Evidence that the owner of an address of the services lives: the time of the last packet that was sent from it.
     *
     * @return {@link Long#MIN_VALUE} when none was captured
     */
    public long lastHeardFrom(InetAddress serviceAddress) {
        return locked(() -> addresses.lastHeardFrom(serviceAddress));
    }

    public Counters counters() {
        return locked(() -> new Counters(
                decoder.counters().of(Outcome.TCP),
                tracked,
                decoder.counters().byName(Outcome.Kind.IGNORED),
                decoder.counters().byName(Outcome.Kind.MALFORMED),
                decoder.counters().byName(Outcome.Kind.NOTED),
                kernelDropped,
                interfaceDropped,
                table.live(),
                table.dropped(),
                table.droppedIdle(),
                keeper == null ? 0 : keeper.memory().storedBytes(),
                keeper == null ? 0 : keeper.memory().evictedBytes(),
                keeper == null ? 0 : keeper.memory().givenUpBytes()));
    }

    /** Why packets aren't stored now, and what to do; empty when all is well. */
    public Optional<String> problem() {
        return keeper == null ? Optional.empty() : keeper.memory().problem();
    }

    /** Closes the files; they stay until the directory is used again. */
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            if (keeper != null) {
                keeper.close();
            }
        } finally {
            lock.unlock();
        }
    }

    private Reports reports() {
        return new Reports(keeper, standby, drops, ended ? Long.MAX_VALUE : newestNanos);
    }

    private Optional<Replay> replay(long id, long packets) {
        return keeper == null
                ? Optional.empty()
                : look(id, connection -> keeper.replay(connection, packets)).flatMap(replay -> replay);
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
