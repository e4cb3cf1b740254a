package org.holdfast.cache.internal.track;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.holdfast.cache.FrameSink;
import org.holdfast.cache.internal.decode.FrameDecoder;
import org.holdfast.cache.internal.decode.Outcome;
import org.holdfast.cache.internal.decode.Segment;
import org.holdfast.cache.internal.reassemble.ContiguousSink;
import org.holdfast.model.net.FourTuple;
import org.holdfast.model.tcp.ControlBlock;
import org.holdfast.model.tcp.Direction;
import org.holdfast.model.tcp.TcpState;
import org.holdfast.model.tcp.Verdict;

/** A tracker fed with frames of one connection, and what its streams gave. */
final class TrackedTalk implements FrameSink {

    private final FrameDecoder decoder = new FrameDecoder();
    private final Segment segment = new Segment();
    private final ByteArrayOutputStream inbound = new ByteArrayOutputStream();
    private final ByteArrayOutputStream outbound = new ByteArrayOutputStream();
    final ConnectionTracker tracker = new ConnectionTracker(
            FourTuple.parse("203.0.113.7:51234>10.77.0.100:80"), into(inbound), into(outbound), true);
    private long now;

    @Override
    public void frame(long timestampNanos, int linkType, ByteBuffer frame, int originalLength) {
        if (decoder.decode(linkType, frame, originalLength, segment) != Outcome.TCP) {
            throw new AssertionError("the talk sent something that isn't TCP");
        }
        now = timestampNanos;
        Direction direction = segment.destinationPort() == 80 ? Direction.INBOUND : Direction.OUTBOUND;
        tracker.accept(segment, direction, timestampNanos);
    }

    TcpState state() {
        return tracker.state();
    }

    ControlBlock block() {
        return ControlBlocks.of(tracker);
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
        return VerdictRule.of(tracker, true, inbound.toByteArray(), outbound.toByteArray(), nanos);
    }

    private static ContiguousSink into(ByteArrayOutputStream stream) {
        return bytes -> {
            while (bytes.hasRemaining()) {
                stream.write(bytes.get());
            }
        };
    }

    /** Feeds a tracker with the same frame over and over, only its numbers changed; for long streams. */
    static final class Feeder implements FrameSink {
        private static final int SEQUENCE = 14 + 20 + 4;

        private final FrameDecoder decoder = new FrameDecoder();
        private final Segment segment = new Segment();
        private final ConnectionTracker tracker;

        Feeder(ConnectionTracker tracker) {
            this.tracker = tracker;
        }

        @Override
        public void frame(long timestampNanos, int linkType, ByteBuffer frame, int originalLength) {
            decoder.decode(linkType, frame, originalLength, segment);
            Direction direction = segment.destinationPort() == 80 ? Direction.INBOUND : Direction.OUTBOUND;
            tracker.accept(segment, direction, timestampNanos);
        }

        void again(byte[] frame, int seq, int ack) {
            ByteBuffer bytes = ByteBuffer.wrap(frame);
            bytes.putInt(SEQUENCE, seq).putInt(SEQUENCE + 4, ack);
            frame(0, 1, bytes, frame.length);
        }
    }
}
