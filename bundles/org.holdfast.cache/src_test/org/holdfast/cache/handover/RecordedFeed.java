package org.holdfast.cache.handover;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.holdfast.cache.handover.internal.FeedTaker;
import org.holdfast.cache.internal.wire.FeedMessage;
import org.holdfast.cache.internal.wire.FrameReader;
import org.holdfast.cache.internal.wire.FrameWriter;
import org.holdfast.cache.internal.wire.ResumePoint;
import org.holdfast.model.tcp.ControlBlock;
import org.holdfast.model.tcp.Verdict;

/** What goes over the wire in a feed with every kind of frame, as bytes to be spoilt. */
final class RecordedFeed {

    private static final UUID CACHE = new UUID(1, 2);
    private static final UUID FEED = new UUID(3, 4);

    private RecordedFeed() {}

    static FeedMessage.Hello hello() {
        return new FeedMessage.Hello(2, 2, CACHE, FEED, OutboundDigests.BLOCK);
    }

    /** Messages after HELLO that a standby takes. */
    static List<FeedMessage> fromCache() {
        ControlBlock state = new FakeSource.Connection(1).controlBlock();
        ControlBlock other = new FakeSource.Connection(2).controlBlock();
        return List.of(
                new FeedMessage.Opened(1, "shop", state),
                new FeedMessage.VerdictIs(1, new Verdict(Verdict.Reason.SURVIVES, "")),
                new FeedMessage.Inbound(1, 0, ByteBuffer.wrap("GET / HTTP/1.1".getBytes())),
                new FeedMessage.Opened(2, "", other),
                new FeedMessage.State(1, state),
                new FeedMessage.Digests(1, new OutboundDigests(70_000, 0, new int[] {17}, 18)),
                new FeedMessage.Inbound(1, 14, ByteBuffer.wrap("\r\n\r\n".getBytes())),
                new FeedMessage.Digests(1, new OutboundDigests(140_000, 1, new int[] {19}, 20)),
                new FeedMessage.Heartbeat(),
                new FeedMessage.Dropped(2, "not stored any more"),
                new FeedMessage.Ended(1, StreamEnd.INBOUND_FIN, 18),
                new FeedMessage.Ended(1, StreamEnd.OUTBOUND_FIN, 140_000),
                new FeedMessage.Ended(1, StreamEnd.RESET, 18),
                new FeedMessage.Over(1));
    }

    /** Messages that a cache takes, at the beginning and amid a feed. */
    static List<FeedMessage> fromStandby() {
        return List.of(
                new FeedMessage.Welcome(2, 0, 5000, 2),
                new FeedMessage.Subscribed(Subscription.ofServices("shop")),
                new FeedMessage.Resume(
                        List.of(new ResumePoint(1, 3, 2, 0, 0, ""), new ResumePoint(9, 10, 0, 1, 7, "it differs"))),
                new FeedMessage.Ready(),
                new FeedMessage.Acknowledged(0),
                new FeedMessage.Consumed(1, 3),
                new FeedMessage.GivenUp(1, "it differs"),
                new FeedMessage.Subscribed(Subscription.ofServices("other")));
    }

    /** Each as a frame, numbered from 1. */
    static List<byte[]> frames(List<? extends FeedMessage> messages) {
        FrameWriter out = FrameWriter.forAnyMessage();
        List<byte[]> frames = new ArrayList<>();
        for (FeedMessage message : messages) {
            out.add(message);
            frames.add(bytes(out));
        }
        return frames;
    }

    static byte[] bytes(FrameWriter out) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (WritableByteChannel channel = Channels.newChannel(bytes)) {
            out.writeTo(channel);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    static byte[] join(List<byte[]> frames) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        frames.forEach(all::writeBytes);
        return all.toByteArray();
    }

    /** Lets a fresh standby take a stream, HELLO included, until it ends or is refused. */
    static IOException takeAll(byte[] stream, RecordingSink sink) {
        FeedTaker taker = new FeedTaker(sink, 1000, 100, _ -> {});
        FrameReader frames = reader(stream);
        try {
            if (!(frames.read() instanceof FeedMessage.Hello hello)) {
                return new IOException("no HELLO");
            }
            FeedTaker.check(hello);
            taker.greet(hello, Subscription.NONE);
            while (true) {
                FeedMessage message = frames.read();
                taker.take(message, frames.sequence());
                if (message instanceof FeedMessage.Inbound m) {
                    taker.consumed(m.id(), m.offset());
                }
            }
        } catch (IOException e) {
            return e;
        }
    }

    static FrameReader reader(byte[] stream) {
        return new FrameReader(Channels.newChannel(new ByteArrayInputStream(stream)));
    }

    /** Makes the checksum of a frame right again. */
    static byte[] withChecksum(byte[] frame) {
        CRC32C checksum = new CRC32C();
        checksum.update(frame, 0, frame.length - 4);
        byte[] right = Arrays.copyOf(frame, frame.length);
        ByteBuffer.wrap(right).putInt(frame.length - 4, (int) checksum.getValue());
        return right;
    }
}
