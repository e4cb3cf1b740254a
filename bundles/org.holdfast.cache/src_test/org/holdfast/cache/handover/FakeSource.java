package org.holdfast.cache.handover;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.holdfast.model.net.FourTuple;
import org.holdfast.model.tcp.ControlBlock;
import org.holdfast.model.tcp.Direction;
import org.holdfast.model.tcp.TcpOptions;
import org.holdfast.model.tcp.TcpState;
import org.holdfast.model.tcp.Verdict;

/** A cache that holds what a test puts into it. For any thread. */
class FakeSource implements FeedSource {

    static final String SERVICE = "shop";

    /** Bytes of a stream that can be read without a copy of all. */
    static final class Stream extends ByteArrayOutputStream {
        int copy(long from, ByteBuffer into) {
            int length = (int) Math.min(into.remaining(), count - from);
            into.put(buf, (int) from, length);
            return length;
        }
    }

    /** What the cache knows of one connection; the test's truth. */
    static final class Connection {
        final long id;
        String service = SERVICE;
        TcpState state = TcpState.ESTABLISHED;
        final Stream inbound = new Stream();
        final Stream outbound = new Stream();
        boolean inboundFin;
        boolean outboundFin;
        boolean reset;
        boolean over;
        Verdict verdict = Verdict.SURVIVES;
        long version;
        long storedFrom;
        long capturedNanos;

        Connection(long id) {
            this.id = id;
        }

        ControlBlock controlBlock() {
            return new ControlBlock(
                    FourTuple.parse("203.0.113.7:51234>10.77.0.100:80"),
                    state,
                    1,
                    2,
                    3,
                    (int) id,
                    5,
                    // By this a test knows which state it was.
                    (int) version,
                    7,
                    8,
                    new TcpOptions(1460, true, 7, 14, true, true),
                    9,
                    Instant.ofEpochSecond(1_763_000_000L, 123_456_789),
                    10,
                    inboundFin,
                    outboundFin);
        }

        private ConnectionProgress progress() {
            return new ConnectionProgress(
                    id,
                    version,
                    service,
                    state,
                    inbound.size(),
                    outbound.size(),
                    inboundFin,
                    outboundFin,
                    reset,
                    over,
                    verdict,
                    capturedNanos);
        }
    }

    private final Map<Long, Connection> connections = new HashMap<>();
    private final TreeMap<Long, Connection> byVersion = new TreeMap<>();
    private final List<Runnable> signals = new CopyOnWriteArrayList<>();
    private final UUID identity;
    private volatile long version;
    private int reads;

    FakeSource() {
        this(new UUID(1, 1));
    }

    FakeSource(UUID identity) {
        this.identity = identity;
    }

    /** Changes a connection, made if need be, and signals. */
    synchronized void change(long id, Consumer<Connection> change) {
        Connection c = connections.computeIfAbsent(id, Connection::new);
        byVersion.remove(c.version);
        change.accept(c);
        c.version = version + 1;
        byVersion.put(c.version, c);
        version = c.version;
        signals.forEach(Runnable::run);
    }

    void open(long id) {
        change(id, _ -> {});
    }

    void inbound(long id, byte[] bytes) {
        change(id, c -> c.inbound.writeBytes(bytes));
    }

    void inbound(long id, String text) {
        inbound(id, text.getBytes());
    }

    void outbound(long id, byte[] bytes) {
        change(id, c -> c.outbound.writeBytes(bytes));
    }

    void over(long id) {
        change(id, c -> {
            c.state = TcpState.CLOSED;
            c.over = true;
        });
    }

    /** The packet memory no longer has the bytes before an offset. */
    synchronized void evict(long id, long before) {
        connections.get(id).storedFrom = before;
    }

    /** The cache doesn't know it any more. */
    synchronized void forget(long id) {
        byVersion.remove(connections.remove(id).version);
    }

    synchronized Connection connection(long id) {
        return connections.get(id);
    }

    synchronized List<Connection> all() {
        return List.copyOf(connections.values());
    }

    /** How often bytes were read. */
    synchronized int reads() {
        return reads;
    }

    void signal() {
        signals.forEach(Runnable::run);
    }

    @Override
    public UUID identity() {
        return identity;
    }

    @Override
    public long version() {
        return version;
    }

    @Override
    public synchronized long changes(long since, int most, Changes changes) {
        int looked = 0;
        long reached = since;
        for (Connection c : byVersion.tailMap(since, false).values()) {
            if (looked++ == most) {
                return reached;
            }
            reached = c.version;
            if (changes.wants(c.id, c.service)) {
                changes.changed(c.progress());
            }
        }
        return version;
    }

    @Override
    public synchronized Optional<ControlBlock> state(long id) {
        return Optional.ofNullable(connections.get(id)).map(Connection::controlBlock);
    }

    @Override
    public synchronized int read(StreamCursor at, ByteBuffer into) {
        reads++;
        Connection c = connections.get(at.id());
        if (c == null || at.offset() < c.storedFrom) {
            return EVICTED;
        }
        int read = (at.direction() == Direction.INBOUND ? c.inbound : c.outbound).copy(at.offset(), into);
        at.advance(read, 1);
        return read;
    }

    @Override
    public synchronized Optional<OutboundDigests> digests(long id, int firstBlock) {
        return Optional.ofNullable(connections.get(id)).map(c -> digests(c.outbound.toByteArray(), firstBlock));
    }

    static OutboundDigests digests(byte[] bytes, int firstBlock) {
        int full = bytes.length / OutboundDigests.BLOCK;
        int[] blocks = new int[full - firstBlock];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = crc(bytes, (firstBlock + i) * OutboundDigests.BLOCK, OutboundDigests.BLOCK);
        }
        int rest = bytes.length % OutboundDigests.BLOCK;
        return new OutboundDigests(
                bytes.length, firstBlock, blocks, rest == 0 ? 0 : crc(bytes, bytes.length - rest, rest));
    }

    private static int crc(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(Arrays.copyOfRange(bytes, from, from + length));
        return (int) crc.getValue();
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
