package org.holdfast.cache.internal.wire;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.holdfast.cache.handover.OutboundDigests;

/** Messages of a feed as payloads of frames, without the sequence number. */
final class FeedEncoder {

    private FeedEncoder() {}

    static FrameType type(FeedMessage message) {
        return switch (message) {
            case FeedMessage.Hello _ -> FrameType.HELLO;
            case FeedMessage.Welcome _ -> FrameType.WELCOME;
            case FeedMessage.Subscribed _ -> FrameType.SUBSCRIBED;
            case FeedMessage.Resume _ -> FrameType.RESUME;
            case FeedMessage.Ready _ -> FrameType.READY;
            case FeedMessage.Opened _ -> FrameType.OPENED;
            case FeedMessage.Inbound _ -> FrameType.INBOUND;
            case FeedMessage.State _ -> FrameType.STATE;
            case FeedMessage.Digests _ -> FrameType.DIGESTS;
            case FeedMessage.VerdictIs _ -> FrameType.VERDICT;
            case FeedMessage.Ended _ -> FrameType.ENDED;
            case FeedMessage.Over _ -> FrameType.OVER;
            case FeedMessage.Dropped _ -> FrameType.DROPPED;
            case FeedMessage.Heartbeat _ -> FrameType.HEARTBEAT;
            case FeedMessage.Acknowledged _ -> FrameType.ACKNOWLEDGED;
            case FeedMessage.Consumed _ -> FrameType.CONSUMED;
            case FeedMessage.GivenUp _ -> FrameType.GIVEN_UP;
            case FeedMessage.Refused _ -> FrameType.REFUSED;
        };
    }

    static void write(FeedMessage message, ByteBuffer out) {
        switch (message) {
            case FeedMessage.Hello m -> {
                out.putShort((short) m.lowest()).putShort((short) m.highest());
                uuid(m.cache(), out);
                uuid(m.feed(), out);
                out.putInt(m.digestBlock());
            }
            case FeedMessage.Welcome m ->
                out.putShort((short) m.version())
                        .putLong(m.lastSequence())
                        .putLong(m.connectionWindow())
                        .putInt(m.points());
            case FeedMessage.Subscribed m -> {
                out.putInt(m.subscription().services().size());
                m.subscription().services().forEach(name -> Texts.writeName(name, out));
                out.putInt(m.subscription().connections().size());
                m.subscription().connections().forEach(out::putLong);
            }
            case FeedMessage.Resume m -> {
                out.putInt(m.points().size());
                m.points().forEach(point -> point(point, out));
            }
            case FeedMessage.Ready _, FeedMessage.Heartbeat _ -> {}
            case FeedMessage.Opened m -> {
                out.putLong(m.id());
                Texts.writeName(m.service(), out);
                StateCodec.write(m.state(), out);
            }
            case FeedMessage.Inbound m ->
                out.putLong(m.id()).putLong(m.offset()).put(m.bytes().duplicate());
            case FeedMessage.State m -> {
                out.putLong(m.id());
                StateCodec.write(m.state(), out);
            }
            case FeedMessage.Digests m -> {
                out.putLong(m.id());
                digests(m.digests(), out);
            }
            case FeedMessage.VerdictIs m -> {
                out.putLong(m.id());
                Texts.writeName(m.verdict().reason().name(), out);
                Texts.writeReason(m.verdict().detail(), out);
            }
            case FeedMessage.Ended m ->
                out.putLong(m.id()).put((byte) m.end().ordinal()).putLong(m.offset());
            case FeedMessage.Over m -> out.putLong(m.id());
            case FeedMessage.Dropped m -> {
                out.putLong(m.id());
                Texts.writeReason(m.reason(), out);
            }
            case FeedMessage.Acknowledged m -> out.putLong(m.sequence());
            case FeedMessage.Consumed m -> out.putLong(m.id()).putLong(m.offset());
            case FeedMessage.GivenUp m -> {
                out.putLong(m.id());
                Texts.writeReason(m.reason(), out);
            }
            case FeedMessage.Refused m -> out.put(Texts.reason(m.reason()));
        }
    }

    private static void uuid(UUID uuid, ByteBuffer out) {
        out.putLong(uuid.getMostSignificantBits()).putLong(uuid.getLeastSignificantBits());
    }

    private static void point(ResumePoint point, ByteBuffer out) {
        out.putLong(point.id()).putLong(point.inboundBytes()).putLong(point.consumedBytes());
        out.putInt(point.blocks()).put((byte) point.ends());
        Texts.writeReason(point.givenUp(), out);
    }

    private static void digests(OutboundDigests digests, ByteBuffer out) {
        out.putLong(digests.bytes()).putInt(digests.firstBlock()).putInt(digests.blocks().length);
        for (int block : digests.blocks()) {
            out.putInt(block);
        }
        out.putInt(digests.rest());
    }
}
