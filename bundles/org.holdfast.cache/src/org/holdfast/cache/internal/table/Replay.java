package org.holdfast.cache.internal.table;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.holdfast.cache.internal.decode.FrameDecoder;
import org.holdfast.cache.internal.decode.Outcome;
import org.holdfast.cache.internal.decode.Segment;
import org.holdfast.cache.internal.reassemble.ContiguousSink;
import org.holdfast.cache.internal.reassemble.StreamAssembler;
import org.holdfast.cache.internal.remember.PacketList;
import org.holdfast.cache.internal.remember.PacketReader;
import org.holdfast.cache.internal.remember.StoredPacket;
import org.holdfast.cache.internal.track.ConnectionTracker;
import org.holdfast.cache.internal.track.ControlBlocks;
import org.holdfast.model.net.FourTuple;
import org.holdfast.model.tcp.ControlBlock;
import org.holdfast.model.tcp.Direction;

/** Computes from the stored packets of one connection what was known at any of them. One thread; closes its reader. */
public final class Replay implements AutoCloseable {

    /** No segment carries more, not even BIG TCP; payload that begins earlier can't reach into a range. */
    private static final long LARGEST_PAYLOAD = 1 << 20;

    private final FourTuple tuple;
    private final PacketList packets;
    private final PacketReader reader;
    private final FrameDecoder decoder = new FrameDecoder();
    private final Segment segment = new Segment();

    /**
     * @param packets a copy that is whole
     * @param reader reads them
     */
    public Replay(FourTuple tuple, PacketList packets, PacketReader reader) {
        this.tuple = tuple;
        this.packets = packets;
        this.reader = reader;
    }

    /** The state after so many packets. */
    public ControlBlock stateAfter(int count) throws IOException {
        ConnectionTracker tracker = newTracker();
        for (int i = 0; i < count; i++) {
            StoredPacket packet = read(i);
            tracker.accept(segment, packets.direction(i), packet.timestampNanos());
        }
        return ControlBlocks.of(tracker);
    }

    /** The stall around a mark. */
    public Optional<Duration> stall(long markNanos) throws IOException {
        StallWatch watch = new StallWatch(markNanos);
        ConnectionTracker tracker = newTracker();
        for (int i = 0; i < packets.size(); i++) {
            StoredPacket packet = read(i);
            tracker.accept(segment, packets.direction(i), packet.timestampNanos());
            if (packets.direction(i) == Direction.OUTBOUND && tracker.payloadOffset() >= 0) {
                watch.outbound(packet.timestampNanos(), tracker.carriedUnacknowledged(Direction.OUTBOUND));
            }
        }
        return watch.stall();
    }

    /**
     * Bytes {@code from} to {@code to - 1} of a stream, the first copy of each.
     *
     * @throws IOException when a packet can't be read, or the packets don't hold all of them
     */
    public byte[] bytes(Direction direction, long from, long to) throws IOException {
        if (to - from > Integer.MAX_VALUE - 8) {
            throw new IOException(tuple + ": " + (to - from) + " bytes are more than can be handed over at once");
        }
        byte[] bytes = new byte[(int) (to - from)];
        int[] filled = {0};
        StreamAssembler assembler = new StreamAssembler(
                buffer -> {
                    int length = Math.min(buffer.remaining(), bytes.length - filled[0]);
                    buffer.get(bytes, filled[0], length);
                    filled[0] += length;
                },
                false,
                StreamAssembler.HOLD_LIMIT);
        for (int i = 0; i < packets.size() && filled[0] < bytes.length; i++) {
            long offset = packets.payloadOffset(i);
            if (packets.direction(i) == direction && offset >= 0 && offset < to && offset > from - LARGEST_PAYLOAD) {
                read(i);
                assembler.accept(offset - from, segment.frame(), segment.payloadAt(), segment.payloadCaptured());
            }
        }
        if (filled[0] < bytes.length) {
            throw new IOException(tuple + ": the stored packets hold only " + filled[0] + " of " + bytes.length
                    + " bytes from " + from + " on");
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private ConnectionTracker newTracker() {
        return new ConnectionTracker(tuple, ContiguousSink.NONE, ContiguousSink.NONE, false);
    }

    private StoredPacket read(int index) throws IOException {
        StoredPacket packet = reader.read(packets.reference(index));
        Outcome outcome = decoder.decode(packet.linkType(), packet.frame(), packet.originalLength(), segment);
        if (outcome != Outcome.TCP) {
            throw new IOException(tuple + ": stored packet " + (index + 1) + " is damaged (" + outcome.label() + ")");
        }
        return packet;
    }
}
