package org.holdfast.cache.internal.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.holdfast.cache.handover.ConnectionInformation;
import org.holdfast.cache.handover.HandOver;
import org.holdfast.model.tcp.ControlBlock;

/** The receiver's side of one hand-over. One thread. */
public final class HandOverReader {

    private static final int MOST_CONNECTIONS = 100_000;
    private static final int LONGEST_REASON = 1000;

    private final FrameStream frames;
    private final long largest;
    private long taken;

    /** @param largest bytes that a hand-over may take in memory */
    public HandOverReader(InputStream in, OutputStream out, long largest) {
        frames = new FrameStream(in, out);
        this.largest = largest;
    }

    /**
     * Reads a whole hand-over.
     *
     * @throws WireException when anything of it isn't right; nothing of it is to be used then
     */
    public HandOver read() throws IOException {
        try {
            ByteBuffer first = expect(FrameType.HAND_OVER);
            UUID plan = new UUID(first.getLong(), first.getLong());
            int count = first.getInt();
            if (count < 0 || count > MOST_CONNECTIONS) {
                throw new WireException(count + " connections in one hand-over, more than " + MOST_CONNECTIONS);
            }
            List<ConnectionInformation> connections = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                connections.add(connection());
            }
            if (!expect(FrameType.END).equals(ByteBuffer.wrap(HandOverWriter.planAnd(plan, count)))) {
                throw new WireException("the end names another hand-over than the beginning");
            }
            return new HandOver(plan, connections);
        } catch (BufferUnderflowException e) {
            throw new WireException("a frame is shorter than what it should hold", e);
        } catch (IllegalArgumentException e) {
            throw new WireException("a value isn't allowed: " + e.getMessage(), e);
        }
    }

    public void confirm(HandOver handOver) throws IOException {
        frames.write(
                FrameType.CONFIRMED,
                HandOverWriter.planAnd(handOver.plan(), handOver.connections().size()));
        frames.flush();
    }

    public void refuse(String reason) throws IOException {
        String text = reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason;
        frames.write(FrameType.REFUSED, text.getBytes(StandardCharsets.UTF_8));
        frames.flush();
    }

    private ConnectionInformation connection() throws IOException {
        ByteBuffer header = expect(FrameType.CONNECTION);
        long id = header.getLong();
        ControlBlock state = StateCodec.read(header);
        long outboundBytes = header.getLong();
        int digestBlock = header.getInt();
        boolean inboundFin = header.get() != 0;
        final int inbound = header.getInt();
        final int digests = header.getInt();
        final int head = header.getInt();
        final int unacknowledged = header.getInt();
        if (header.hasRemaining()) {
            throw new WireException("connection " + id + " has " + header.remaining() + " bytes too many");
        }
        return new ConnectionInformation(
                id,
                state,
                bytes(inbound),
                outboundBytes,
                digestBlock,
                digests(digests),
                bytes(head),
                bytes(unacknowledged),
                inboundFin);
    }

    private byte[] bytes(int length) throws IOException {
        take(length, length);
        byte[] content = new byte[length];
        int at = 0;
        while (at < length) {
            ByteBuffer chunk = expect(FrameType.BYTES);
            int size = chunk.remaining();
            if (size == 0 || size > length - at) {
                throw new WireException("a chunk of " + size + " bytes where " + (length - at) + " are left");
            }
            chunk.get(content, at, size);
            at += size;
        }
        return content;
    }

    private int[] digests(int count) throws IOException {
        take(count, count * 4L);
        if (count > Integer.MAX_VALUE / 4) {
            throw new WireException(count + " block digests");
        }
        int[] digests = new int[count];
        ByteBuffer.wrap(bytes(count * 4)).asIntBuffer().get(digests);
        return digests;
    }

    /** Checks before memory is taken, so that a false length can't exhaust it. */
    private void take(int length, long bytes) throws WireException {
        if (length < 0) {
            throw new WireException("a negative length, " + length);
        }
        taken += bytes;
        if (taken > largest) {
            throw new WireException("more than " + largest
                    + " bytes, what this host can take at once; give its process more memory or hand over fewer"
                    + " connections");
        }
    }

    private ByteBuffer expect(FrameType type) throws IOException {
        FrameStream.Frame frame = frames.read();
        if (frame.type() != type) {
            throw new WireException("a frame " + frame.type() + " where " + type + " should stand");
        }
        return frame.payload().slice();
    }
}
