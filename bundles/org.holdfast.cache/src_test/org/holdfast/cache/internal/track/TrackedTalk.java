package org.holdfast.cache.internal.track;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.holdfast.cache.FrameSink;
import org.holdfast.cache.StreamSink;
import org.holdfast.cache.internal.decode.FrameDecoder;
import org.holdfast.cache.internal.decode.Outcome;
import org.holdfast.cache.internal.decode.Segment;
import org.holdfast.cache.internal.reassemble.StreamMemory;
import org.holdfast.model.tcp.ControlBlock;
import org.holdfast.model.tcp.Direction;
import org.holdfast.model.tcp.TcpState;
import org.holdfast.model.tcp.Verdict;

/** A connection fed with its frames, and what its streams gave. */
final class TrackedTalk implements FrameSink {

    private final FrameDecoder decoder = new FrameDecoder();
    private final Segment segment = new Segment();
    private final ByteArrayOutputStream inbound = new ByteArrayOutputStream();
    private final ByteArrayOutputStream outbound = new ByteArrayOutputStream();
    private final TrackingContext context = new TrackingContext(new StreamMemory(true));
    private Connection connection;
    private long now;

    @Override
    public void frame(long timestampNanos, int linkType, ByteBuffer frame, int originalLength) {
        if (decoder.decode(0, linkType, frame, originalLength, segment) != Outcome.TCP) {
            throw new AssertionError("the talk sent something that isn't TCP");
        }
        now = timestampNanos;
        Direction direction = segment.destinationPort() == 80 ? Direction.INBOUND : Direction.OUTBOUND;
        if (connection == null) {
            connection = new Connection(1, segment, direction == Direction.OUTBOUND, "web", timestampNanos);
            connection.deliver(Direction.INBOUND, into(inbound), context);
            connection.deliver(Direction.OUTBOUND, into(outbound), context);
        }
        connection.accept(segment, direction, timestampNanos, context);
    }

    /** Null before the first frame. */
    Connection connection() {
        return connection;
    }

    TcpState state() {
        return connection.state();
    }

    ControlBlock block() {
        return ControlBlocks.of(connection);
    }

    String inboundText() {
        return inbound.toString(StandardCharsets.ISO_8859_1);
    }

    String outboundText() {
        return outbound.toString(StandardCharsets.ISO_8859_1);
    }

    Verdict verdict() {
        return verdictAt(now);
    }

    Verdict verdictAt(long nanos) {
        return VerdictRule.of(connection, true, false, nanos);
    }

    private static StreamSink into(ByteArrayOutputStream stream) {
        return bytes -> {
            while (bytes.hasRemaining()) {
                stream.write(bytes.get());
            }
        };
    }

    /** Feeds a connection with the same frame over and over, only its numbers changed; for long streams. */
    static final class Feeder implements FrameSink {
        private static final int SEQUENCE = 14 + 20 + 4;

        private final FrameDecoder decoder = new FrameDecoder();
        private final Segment segment = new Segment();
        private final TrackingContext context = new TrackingContext(new StreamMemory(false));
        private Connection connection;

        Connection connection() {
            return connection;
        }

        @Override
        public void frame(long timestampNanos, int linkType, ByteBuffer frame, int originalLength) {
            decoder.decode(0, linkType, frame, originalLength, segment);
            Direction direction = segment.destinationPort() == 80 ? Direction.INBOUND : Direction.OUTBOUND;
            if (connection == null) {
                connection = new Connection(1, segment, direction == Direction.OUTBOUND, "web", timestampNanos);
            }
            connection.accept(segment, direction, timestampNanos, context);
        }

        void again(byte[] frame, int seq, int ack) {
            ByteBuffer bytes = ByteBuffer.wrap(frame);
            bytes.putInt(SEQUENCE, seq).putInt(SEQUENCE + 4, ack);
            frame(0, 1, bytes, frame.length);
        }
    }
}
