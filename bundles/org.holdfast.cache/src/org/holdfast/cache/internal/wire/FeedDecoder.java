package org.holdfast.cache.internal.wire;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.holdfast.cache.handover.OutboundDigests;
import org.holdfast.cache.handover.StreamEnd;
import org.holdfast.cache.handover.Subscription;
import org.holdfast.model.tcp.Verdict;

/** Payloads of frames as messages of a feed. What isn't exactly as it should be is refused. */
final class FeedDecoder {

    private static final StreamEnd[] ENDS = StreamEnd.values();

    private FeedDecoder() {}

    /**
     * @param in the payload after the sequence number
     * @throws WireException when it can't be that of such a frame
     */
    static FeedMessage read(FrameType type, ByteBuffer in) throws WireException {
        try {
            FeedMessage message = content(type, in);
            // A later version may say more in its first frame.
            if (in.hasRemaining() && type != FrameType.HELLO) {
                throw new WireException("a frame " + type + " has " + in.remaining() + " bytes too many");
            }
            return message;
        } catch (BufferUnderflowException e) {
            throw new WireException("a frame " + type + " is shorter than what it should hold", e);
        } catch (IllegalArgumentException e) {
            throw new WireException("a value in a frame " + type + " isn't allowed: " + e.getMessage(), e);
        }
    }

    private static FeedMessage content(FrameType type, ByteBuffer in) throws WireException {
        return switch (type) {
            case HELLO ->
                new FeedMessage.Hello(
                        in.getShort() & 0xffff, in.getShort() & 0xffff, uuid(in), uuid(in), notNegative(in.getInt()));
            case WELCOME ->
                new FeedMessage.Welcome(
                        in.getShort() & 0xffff,
                        notNegative(in.getLong()),
                        notNegative(in.getLong()),
                        notNegative(in.getInt()));
            case SUBSCRIBED -> new FeedMessage.Subscribed(subscription(in));
            case RESUME -> new FeedMessage.Resume(points(in));
            case READY -> new FeedMessage.Ready();
            case OPENED -> new FeedMessage.Opened(in.getLong(), Texts.read(in), StateCodec.read(in));
            case INBOUND -> new FeedMessage.Inbound(in.getLong(), notNegative(in.getLong()), rest(in));
            case STATE -> new FeedMessage.State(in.getLong(), StateCodec.read(in));
            case DIGESTS -> new FeedMessage.Digests(in.getLong(), digests(in));
            case VERDICT ->
                new FeedMessage.VerdictIs(
                        in.getLong(), new Verdict(Verdict.Reason.valueOf(Texts.read(in)), Texts.read(in)));
            case ENDED -> new FeedMessage.Ended(in.getLong(), end(in.get()), notNegative(in.getLong()));
            case OVER -> new FeedMessage.Over(in.getLong());
            case DROPPED -> new FeedMessage.Dropped(in.getLong(), Texts.read(in));
            case HEARTBEAT -> new FeedMessage.Heartbeat();
            case ACKNOWLEDGED -> new FeedMessage.Acknowledged(notNegative(in.getLong()));
            case CONSUMED -> new FeedMessage.Consumed(in.getLong(), notNegative(in.getLong()));
            case GIVEN_UP -> new FeedMessage.GivenUp(in.getLong(), Texts.read(in));
            case REFUSED -> new FeedMessage.Refused(Texts.decode(rest(in)));
            case HAND_OVER, CONNECTION, BYTES, END, CONFIRMED ->
                throw new WireException("a frame " + type + " of a single hand-over amid a feed");
        };
    }

    private static UUID uuid(ByteBuffer in) {
        return new UUID(in.getLong(), in.getLong());
    }

    private static Subscription subscription(ByteBuffer in) throws WireException {
        int services = count(in, Short.BYTES);
        Set<String> names = HashSet.newHashSet(services);
        for (int i = 0; i < services; i++) {
            names.add(Texts.read(in));
        }
        int single = count(in, Long.BYTES);
        Set<Long> connections = HashSet.newHashSet(single);
        for (int i = 0; i < single; i++) {
            connections.add(in.getLong());
        }
        return new Subscription(names, connections);
    }

    private static List<ResumePoint> points(ByteBuffer in) throws WireException {
        int count = count(in, ResumePoint.LARGEST - Texts.LARGEST_REASON);
        List<ResumePoint> points = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            points.add(
                    new ResumePoint(in.getLong(), in.getLong(), in.getLong(), in.getInt(), in.get(), Texts.read(in)));
        }
        return points;
    }

    private static OutboundDigests digests(ByteBuffer in) throws WireException {
        long bytes = in.getLong();
        int firstBlock = in.getInt();
        int[] blocks = new int[count(in, Integer.BYTES)];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = in.getInt();
        }
        return new OutboundDigests(bytes, firstBlock, blocks, in.getInt());
    }

    private static StreamEnd end(byte code) throws WireException {
        if (code < 0 || code >= ENDS.length) {
            throw new WireException("an end of number " + code);
        }
        return ENDS[code];
    }

    private static ByteBuffer rest(ByteBuffer in) {
        ByteBuffer rest = in.slice();
        in.position(in.limit());
        return rest;
    }

    /** A number of things that take at least so many bytes each: checked before memory is taken. */
    private static int count(ByteBuffer in, int least) throws WireException {
        int count = in.getInt();
        if (count < 0 || count > in.remaining() / least) {
            throw new WireException(
                    Integer.toUnsignedString(count) + " entries where " + in.remaining() + " bytes are left");
        }
        return count;
    }

    private static int notNegative(int value) throws WireException {
        return (int) notNegative((long) value);
    }

    private static long notNegative(long value) throws WireException {
        if (value < 0) {
            throw new WireException("a negative number, " + value);
        }
        return value;
    }
}
