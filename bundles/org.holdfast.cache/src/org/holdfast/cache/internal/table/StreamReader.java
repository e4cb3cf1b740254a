package org.holdfast.cache.internal.table;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.holdfast.cache.internal.decode.Segment;
import org.holdfast.cache.internal.reassemble.StreamAssembler;
import org.holdfast.cache.internal.reassemble.StreamMemory;
import org.holdfast.cache.internal.remember.PacketCursor;
import org.holdfast.cache.internal.remember.PacketTrail;
import org.holdfast.cache.internal.track.Connection;
import org.holdfast.cache.internal.track.StreamView;
import org.holdfast.model.tcp.Direction;

/**
 * Reads bytes of a stream from stored packets, the first copy of each. Used for one stream after the other, by one
 * thread at a time.
 */
final class StreamReader {

    private final TrailReader trail;
    private final StreamMemory memory = new StreamMemory(false);

    private Connection connection;
    private StreamView stream;
    private Direction direction;
    private long from;
    private long to;
    private boolean withSynData;
    private ByteBuffer into;
    private int filled;
    private StreamAssembler assembler;
    private long nextPacket;
    private long skippedPacket;

    /** Packets that were read and hold bytes behind those that were in order then: their numbers, and where they end. */
    private long[] aheadNumbers = new long[16];

    private long[] aheadEnds = new long[16];
    private int ahead;

    StreamReader(TrailReader trail) {
        this.trail = trail;
    }

    /**
     * Begins with another stream, or another place in it.
     *
     * @param from offset of the first byte wanted
     * @param firstPacket number of the first packet that may hold it
     * @param withSynData whether what came with the SYN is a part of the stream
     * @param into takes the bytes, at most {@code length}; its limit is left
     */
    void begin(
            Connection connection,
            Direction direction,
            long from,
            long firstPacket,
            boolean withSynData,
            ByteBuffer into,
            int length) {
        this.connection = connection;
        this.direction = direction;
        this.from = from;
        this.withSynData = withSynData;
        this.into = into;
        to = from + length;
        stream = connection.view(direction);
        filled = 0;
        ahead = 0;
        nextPacket = firstPacket;
        skippedPacket = Long.MAX_VALUE;
        assembler = new StreamAssembler();
        assembler.deliverTo(this::take, memory);
    }

    /**
     * Reads packets that follow those before.
     *
     * @param packets a copy, from {@link #nextPacket()} or before it on
     * @throws IOException when one can't be read
     */
    void read(PacketTrail packets) throws IOException {
        PacketCursor at = packets.cursor(direction, from, to);
        while (!isFull() && at.next()) {
            if (at.number() >= nextPacket) {
                nextPacket = at.number() + 1;
                if (at.direction() == direction && !stream.isForeign(at.number())) {
                    read(at);
                }
            }
        }
        nextPacket = Math.max(nextPacket, isFull() ? 0 : packets.count() + 1);
        skippedPacket = Math.min(skippedPacket, at.skipped());
    }

    /** Number of the packet after the last one that was read. */
    long nextPacket() {
        return nextPacket;
    }

    boolean isFull() {
        return filled == to - from;
    }

    int filled() {
        return filled;
    }

    /**
     * Ends with this stream; gives back what it took.
     *
     * @return number of the first packet that may hold bytes that follow those that were read
     */
    long end() {
        long reached = from + filled;
        long first = Math.min(nextPacket, skippedPacket);
        for (int i = 0; i < ahead; i++) {
            if (aheadEnds[i] > reached) {
                first = Math.min(first, aheadNumbers[i]);
            }
        }
        assembler.release(memory);
        into = null;
        connection = null;
        stream = null;
        return first;
    }

    /** Closes the file that was read from. */
    void closeFile() throws IOException {
        trail.closeFile();
    }

    private void read(PacketCursor at) throws IOException {
        Segment segment = trail.read(connection, at);
        if (segment.isRst() || !(segment.isSyn() ? withSynData : segment.isAck())) {
            return;
        }
        long offset = segment.isSyn() ? 0 : stream.offsetNear(from, segment.sequence());
        long end = offset + segment.payloadCaptured();
        if (offset < to && end > from) {
            assembler.accept(offset - from, segment.frame(), segment.payloadAt(), segment.payloadCaptured(), memory);
        }
        if (end > from + filled) {
            noteAhead(at.number(), end);
        }
    }

    private void noteAhead(long number, long end) {
        if (ahead == aheadNumbers.length) {
            aheadNumbers = Arrays.copyOf(aheadNumbers, ahead * 2);
            aheadEnds = Arrays.copyOf(aheadEnds, ahead * 2);
        }
        aheadNumbers[ahead] = number;
        aheadEnds[ahead] = end;
        ahead++;
    }

    private void take(ByteBuffer bytes) {
        int length = (int) Math.min(bytes.remaining(), to - from - filled);
        into.put(into.position(), bytes, bytes.position(), length);
        into.position(into.position() + length);
        filled += length;
    }
}
