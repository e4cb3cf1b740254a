package org.holdfast.cache.internal.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.holdfast.cache.handover.ConnectionInformation;
import org.holdfast.cache.handover.HandOver;
import org.holdfast.model.tcp.ControlBlock;

/**
 * The receiver's side of one hand-over. One thread. Takes memory as bytes come, whatever length was claimed for them, and
 * from a budget that it gives back when it's closed.
 */
public final class HandOverReader implements AutoCloseable {

    private static final int MOST_CONNECTIONS = 100_000;
    private static final int LONGEST_REASON = 1000;
    /** What a connection takes beside its bytes, roughly. */
    private static final int CONNECTION_BYTES = 1024;

    private static final byte[] NOTHING = {};

    /** Hears that a hand-over begins. */
    @FunctionalInterface
    public interface Begun {
        void run() throws IOException;
    }

    private final FrameStream frames;
    private final MemoryBudget budget;
    private long taken;

    /** @param budget of this and all other hand-overs that come at the same time */
    public HandOverReader(InputStream in, OutputStream out, MemoryBudget budget) {
        frames = new FrameStream(in, out);
        this.budget = budget;
    }

    /**
     * Reads a whole hand-over.
     *
     * @param begun is called when its first frame has come
     * @throws WireException when anything of it isn't right; nothing of it is to be used then
     */
    public HandOver read(Begun begun) throws IOException {
        try {
            ByteBuffer first = expect(FrameType.HAND_OVER);
            begun.run();
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

    /** What was read, and not given to anybody, may be forgotten now. */
    @Override
    public void close() {
        budget.giveBack(taken);
        taken = 0;
    }

    private ConnectionInformation connection() throws IOException {
        ByteBuffer header = expect(FrameType.CONNECTION);
        take(CONNECTION_BYTES);
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
        if (length < 0) {
            throw new WireException("a negative length, " + length);
        }
        byte[] content = NOTHING;
        int at = 0;
        while (at < length) {
            ByteBuffer chunk = expect(FrameType.BYTES);
            int size = chunk.remaining();
            if (size == 0 || size > length - at) {
                throw new WireException("a chunk of " + size + " bytes where " + (length - at) + " are left");
            }
            if (size > content.length - at) {
                int larger = (int) Math.min(length, Math.max(at + (long) size, 2L * content.length));
                take(larger - content.length);
                content = Arrays.copyOf(content, larger);
            }
            chunk.get(content, at, size);
            at += size;
        }
        return content;
    }

    private int[] digests(int count) throws IOException {
        if (count > Integer.MAX_VALUE / 4) {
            throw new WireException(count + " block digests");
        }
        byte[] bytes = bytes(count * 4);
        take(bytes.length);
        int[] digests = new int[count];
        ByteBuffer.wrap(bytes).asIntBuffer().get(digests);
        return digests;
    }

    private void take(long bytes) throws WireException {
        budget.take(bytes);
        taken += bytes;
    }

    private ByteBuffer expect(FrameType type) throws IOException {
        FrameStream.Frame frame = frames.read();
        if (frame.type() != type) {
            throw new WireException("a frame " + frame.type() + " where " + type + " should stand");
        }
        return frame.payload().slice();
    }
}
