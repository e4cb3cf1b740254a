package org.holdfast.cache.internal.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.holdfast.cache.handover.ConnectionInformation;
import org.holdfast.cache.handover.HandOver;

/** The sender's side of one hand-over. One thread. */
public final class HandOverWriter {

    private static final int LARGEST_CONNECTION_HEADER = 256;

    private final FrameStream frames;

    public HandOverWriter(InputStream in, OutputStream out) {
        frames = new FrameStream(in, out);
    }

    /** Writes all of it and returns how many bytes that were. */
    public long write(HandOver handOver) throws IOException {
        frames.write(
                FrameType.HAND_OVER,
                planAnd(handOver.plan(), handOver.connections().size()));
        for (ConnectionInformation connection : handOver.connections()) {
            frames.write(FrameType.CONNECTION, header(connection));
            bytes(connection.inbound());
            bytes(digests(connection.outboundDigests()));
            bytes(connection.outboundHead());
            bytes(connection.unacknowledged());
        }
        frames.write(
                FrameType.END, planAnd(handOver.plan(), handOver.connections().size()));
        frames.flush();
        return frames.written();
    }

    /**
     * Waits for the receiver's answer.
     *
     * @throws WireException when it refused, with its reason
     */
    public void awaitConfirmation(HandOver handOver) throws IOException {
        FrameStream.Frame answer = frames.read();
        switch (answer.type()) {
            case CONFIRMED -> {
                byte[] expected =
                        planAnd(handOver.plan(), handOver.connections().size());
                if (!answer.payload().equals(ByteBuffer.wrap(expected))) {
                    throw new WireException("it confirmed another hand-over");
                }
            }
            case REFUSED -> throw new WireException("it refused: " + StandardCharsets.UTF_8.decode(answer.payload()));
            default -> throw new WireException("it answered with a frame " + answer.type());
        }
    }

    static byte[] planAnd(UUID plan, int count) {
        return ByteBuffer.allocate(20)
                .putLong(plan.getMostSignificantBits())
                .putLong(plan.getLeastSignificantBits())
                .putInt(count)
                .array();
    }

    private static byte[] header(ConnectionInformation c) {
        ByteBuffer out = ByteBuffer.allocate(LARGEST_CONNECTION_HEADER);
        out.putLong(c.id());
        StateCodec.write(c.state(), out);
        out.putLong(c.outboundBytes()).putInt(c.digestBlock()).put((byte) (c.inboundFin() ? 1 : 0));
        out.putInt(c.inbound().length).putInt(c.outboundDigests().length);
        out.putInt(c.outboundHead().length).putInt(c.unacknowledged().length);
        return Arrays.copyOf(out.array(), out.position());
    }

    private static byte[] digests(int[] digests) {
        ByteBuffer bytes = ByteBuffer.allocate(digests.length * 4);
        for (int digest : digests) {
            bytes.putInt(digest);
        }
        return bytes.array();
    }

    private void bytes(byte[] content) throws IOException {
        for (int at = 0; at < content.length; at += Frames.LARGEST_PAYLOAD) {
            frames.write(FrameType.BYTES, content, at, Math.min(Frames.LARGEST_PAYLOAD, content.length - at));
        }
    }
}
