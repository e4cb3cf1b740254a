package org.holdfast.cache.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.holdfast.cache.handover.OutboundDigests;
import org.holdfast.cache.handover.StreamEnd;
import org.holdfast.cache.handover.Subscription;
import org.holdfast.model.net.FourTuple;
import org.holdfast.model.tcp.ControlBlock;
import org.holdfast.model.tcp.TcpOptions;
import org.holdfast.model.tcp.TcpState;
import org.holdfast.model.tcp.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FeedMessageTest {

    private static final ControlBlock STATE = new ControlBlock(
            FourTuple.parse("[2001:db8::7]:51234>[2001:db8::100]:443"),
            TcpState.FIN_WAIT_2,
            0xf000_0001,
            2,
            3,
            4,
            5L << 30,
            6,
            7,
            8L << 30,
            new TcpOptions(65_535, true, 14, 0, true, false),
            9,
            Instant.ofEpochSecond(1_763_000_000L, 999_999_999),
            10,
            true,
            true);

    static Stream<FeedMessage> messages() {
        return Stream.of(
                new FeedMessage.Hello(1, 65_535, new UUID(1, -2), new UUID(-3, 4), 65_536),
                new FeedMessage.Welcome(65_535, Long.MAX_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE),
                new FeedMessage.Subscribed(Subscription.NONE),
                new FeedMessage.Subscribed(new Subscription(Set.of("shop", "Käse"), Set.of(-1L, Long.MAX_VALUE))),
                new FeedMessage.Resume(List.of()),
                new FeedMessage.Resume(List.of(
                        new ResumePoint(Long.MAX_VALUE, Long.MAX_VALUE, 17, Integer.MAX_VALUE, 7, ""),
                        new ResumePoint(-1, 0, 0, 0, 0, "its output differs"))),
                new FeedMessage.Ready(),
                new FeedMessage.Opened(-1, "", STATE),
                new FeedMessage.Opened(7, "shop", STATE),
                new FeedMessage.State(7, STATE),
                new FeedMessage.Digests(7, new OutboundDigests(0, 0, new int[0], 0)),
                new FeedMessage.Digests(7, new OutboundDigests(200_000, 1, new int[] {-1, 2}, -3)),
                new FeedMessage.VerdictIs(7, new Verdict(Verdict.Reason.UNSUPPORTED_OPTION, "MPTCP")),
                new FeedMessage.Ended(7, StreamEnd.INBOUND_FIN, 0),
                new FeedMessage.Ended(7, StreamEnd.OUTBOUND_FIN, Long.MAX_VALUE),
                new FeedMessage.Ended(7, StreamEnd.RESET, 1),
                new FeedMessage.Over(7),
                new FeedMessage.Dropped(7, "evicted"),
                new FeedMessage.Heartbeat(),
                new FeedMessage.Acknowledged(Long.MAX_VALUE),
                new FeedMessage.Consumed(7, 8),
                new FeedMessage.GivenUp(7, ""),
                new FeedMessage.Refused(""),
                new FeedMessage.Refused("wegen Überfüllung"));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void readsBackEveryValue(FeedMessage message) throws IOException {
        FrameWriter out = FrameWriter.forAnyMessage();
        out.add(message);
        assertEquals(message, reader(bytes(out)).read());
    }

    @Test
    void carriesInboundBytesFromWhereverTheyAre() throws IOException {
        FrameWriter out = new FrameWriter(FrameWriter.LARGEST_CONTROL);
        out.add(new FeedMessage.Heartbeat());
        ByteBuffer into = out.beginInbound(7, 1000, 100);
        assertEquals(100, into.remaining());
        into.put("GET /".getBytes());
        out.endInbound(5);
        // Nothing came of this one.
        out.beginInbound(8, 0, 100).put((byte) 1);
        out.endInbound(0);
        out.add(new FeedMessage.Over(7));
        FrameReader in = reader(bytes(out));
        assertEquals(new FeedMessage.Heartbeat(), in.read());
        assertEquals(new FeedMessage.Inbound(7, 1000, ByteBuffer.wrap("GET /".getBytes())), in.read());
        assertEquals(new FeedMessage.Over(7), in.read());
        assertEquals(3, in.sequence());
        assertEquals(3, out.sequence());
    }

    @Test
    void readsFramesThatComeInPieces() throws IOException {
        FrameWriter out = FrameWriter.forAnyMessage();
        List<FeedMessage> all = new ArrayList<>(messages().toList());
        all.add(new FeedMessage.Subscribed(largestSubscription()));
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (FeedMessage message : all) {
            out.add(message);
            stream.writeBytes(bytes(out));
        }
        for (int piece : new int[] {1, 7, 1000, 4096, 1 << 20}) {
            FrameReader in = new FrameReader(new InPieces(stream.toByteArray(), piece));
            for (FeedMessage message : all) {
                assertEquals(message, in.read());
            }
            assertFalse(in.holdsFrame());
        }
    }

    @Test
    void cutsWhatIsTooLongForPeople() throws IOException {
        String longest = "\uD83D\uDE00".repeat(600);
        FrameWriter out = new FrameWriter(FrameWriter.LARGEST_CONTROL);
        out.add(new FeedMessage.Dropped(7, longest));
        out.add(new FeedMessage.Heartbeat());
        FeedMessage.Dropped read = (FeedMessage.Dropped) reader(bytes(out)).read();
        assertTrue(longest.startsWith(read.reason()));
        assertEquals(1000, read.reason().length());
    }

    @Test
    void fitsTheLargestIntoAFrame() throws IOException {
        FrameWriter out = FrameWriter.forAnyMessage();
        FeedMessage subscribed = new FeedMessage.Subscribed(largestSubscription());
        out.add(subscribed);
        assertEquals(subscribed, reader(bytes(out)).read());
        String reason = "\u20AC".repeat(1000);
        out.continueAfter(0);
        FeedMessage resume = new FeedMessage.Resume(LongStream.range(0, FeedMessage.Resume.MOST)
                .mapToObj(id -> new ResumePoint(id, 1, 1, 1, 1, reason))
                .toList());
        out.add(resume);
        assertEquals(resume, reader(bytes(out)).read());
        FrameWriter control = new FrameWriter(FrameWriter.LARGEST_CONTROL);
        control.add(new FeedMessage.VerdictIs(1, new Verdict(Verdict.Reason.UNSUPPORTED_OPTION, reason)));
        control.continueAfter(0);
        int[] blocks = new int[FeedMessage.Digests.MOST_BLOCKS];
        control.add(new FeedMessage.Digests(
                1, new OutboundDigests(blocks.length * (long) OutboundDigests.BLOCK, 0, blocks, 0)));
        control.continueAfter(0);
        control.add(new FeedMessage.Opened(1, reason, STATE));
    }

    @Test
    void refusesAForgedCountBeforeMemoryIsTaken() {
        ByteBuffer payload = ByteBuffer.allocate(4).putInt(Integer.MAX_VALUE).flip();
        WireException refused = assertThrows(WireException.class, () -> FeedDecoder.read(FrameType.RESUME, payload));
        assertEquals("2147483647 entries where 0 bytes are left", refused.getMessage());
    }

    private static Subscription largestSubscription() {
        return new Subscription(
                LongStream.range(100, 300)
                        .mapToObj(i -> i + "\u20AC".repeat(252))
                        .collect(Collectors.toSet()),
                LongStream.range(0, 10_000).boxed().collect(Collectors.toSet()));
    }

    private static FrameReader reader(byte[] bytes) {
        return new FrameReader(Channels.newChannel(new ByteArrayInputStream(bytes)));
    }

    private static byte[] bytes(FrameWriter out) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        out.writeTo(Channels.newChannel(bytes));
        return bytes.toByteArray();
    }

    private static final class InPieces implements ReadableByteChannel {
        private final ByteBuffer bytes;
        private final int piece;

        private InPieces(byte[] bytes, int piece) {
            this.bytes = ByteBuffer.wrap(bytes);
            this.piece = piece;
        }

        @Override
        public int read(ByteBuffer into) {
            int length = Math.min(piece, Math.min(into.remaining(), bytes.remaining()));
            if (length == 0) {
                return -1;
            }
            into.put(bytes.slice(bytes.position(), length));
            bytes.position(bytes.position() + length);
            return length;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
