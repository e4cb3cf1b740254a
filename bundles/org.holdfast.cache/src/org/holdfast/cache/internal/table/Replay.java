package org.holdfast.cache.internal.table;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.holdfast.cache.internal.reassemble.StreamMemory;
import org.holdfast.cache.internal.remember.PacketCursor;
import org.holdfast.cache.internal.remember.PacketReader;
import org.holdfast.cache.internal.remember.PacketTrail;
import org.holdfast.cache.internal.track.Connection;
import org.holdfast.cache.internal.track.ControlBlocks;
import org.holdfast.cache.internal.track.TrackingContext;
import org.holdfast.model.tcp.ControlBlock;
import org.holdfast.model.tcp.Direction;

/** Computes from the stored packets of one connection what was known at any of them. One thread; closes its reader. */
public final class Replay implements AutoCloseable {

    private final Connection connection;
    private final PacketTrail packets;
    private final TrailReader trail;
    private final TrackingContext context = new TrackingContext(new StreamMemory(false));

    /**
     * @param packets a copy that is whole
     * @param reader reads them
     */
    public Replay(Connection connection, PacketTrail packets, PacketReader reader) {
        this.connection = connection;
        this.packets = packets;
        trail = new TrailReader(reader);
    }

    /** The state after so many packets. */
    public ControlBlock stateAfter(int count) throws IOException {
        Connection again = new Connection(connection);
        PacketCursor at = packets.cursor();
        for (int i = 0; i < count && at.next(); i++) {
            again.accept(trail.read(connection, at), at.direction(), trail.timestampNanos(), context);
        }
        return ControlBlocks.of(again);
    }

    /** The stall around a mark. */
    public Optional<Duration> stall(long markNanos) throws IOException {
        Connection again = new Connection(connection);
        again.markFailure(markNanos);
        for (PacketCursor at = packets.cursor(); at.next(); ) {
            again.accept(trail.read(connection, at), at.direction(), trail.timestampNanos(), context);
        }
        return again.kept().stall().stall();
    }

    /**
     * Bytes {@code from} to {@code to - 1} of a stream, the first copy of each.
     *
     * @throws IOException when a packet can't be read, or the packets don't hold all of them
     */
    public byte[] bytes(Direction direction, long from, long to) throws IOException {
        if (to - from > Integer.MAX_VALUE - 8) {
            throw new IOException(
                    connection.tuple() + ": " + (to - from) + " bytes are more than can be handed over at once");
        }
        if (to == from) {
            return new byte[0];
        }
        byte[] bytes = new byte[(int) (to - from)];
        int filled = fill(bytes, direction, from, false);
        if (filled < bytes.length && from == 0) {
            // What came with the SYN counts only if nothing else begins the stream: then the other end took it.
            filled = fill(bytes, direction, from, true);
        }
        if (filled < bytes.length) {
            throw new IOException(connection.tuple() + ": the stored packets hold only " + filled + " of "
                    + bytes.length + " bytes from " + from + " on");
        }
        return bytes;
    }

    private int fill(byte[] bytes, Direction direction, long from, boolean withSynData) throws IOException {
        StreamReader stream = new StreamReader(trail);
        stream.begin(connection, direction, from, 1, withSynData, ByteBuffer.wrap(bytes), bytes.length);
        stream.read(packets);
        stream.end();
        return stream.filled();
    }

    @Override
    public void close() throws IOException {
        trail.closeFile();
    }
}
