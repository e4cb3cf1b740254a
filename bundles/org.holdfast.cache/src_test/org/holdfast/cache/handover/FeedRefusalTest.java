package org.holdfast.cache.handover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.holdfast.cache.handover.internal.FeedTaker;
import org.holdfast.cache.handover.internal.Greeting;
import org.holdfast.cache.internal.wire.FeedMessage;
import org.holdfast.cache.internal.wire.FrameReader;
import org.holdfast.cache.internal.wire.FrameWriter;
import org.holdfast.cache.internal.wire.WireException;
import org.holdfast.model.tcp.ControlBlock;
import org.junit.jupiter.api.Test;

/** What isn't whole, right and in its place is refused with a reason, and nothing of it reaches the sink. */
class FeedRefusalTest {

    private static final int INPUTS = Integer.getInteger("holdfast.fuzz.inputs", 10_000);

    private final List<byte[]> feed = feed();
    /** What a sink was told after each frame of it. */
    private final List<Integer> toldAfter = toldAfter();

    @Test
    void takesTheRecordedFeedAsItIs() {
        RecordingSink sink = new RecordingSink();
        assertInstanceOf(EOFException.class, RecordedFeed.takeAll(RecordedFeed.join(feed), sink));
        assertEquals("GET / HTTP/1.1\r\n\r\n", sink.text(1));
        assertEquals(13, sink.told.size(), "all but HEARTBEAT");
    }

    @Test
    void refusesEveryAlteredByteOfEveryFrame() {
        for (int frame = 0; frame < feed.size(); frame++) {
            for (int at = 0; at < feed.get(frame).length; at++) {
                byte[] altered = feed.get(frame).clone();
                altered[at] ^= 0x10;
                String where = "frame " + frame + ", byte " + at;
                IOException refused = assertRefused(frame, altered, where);
                assertTrue(refused instanceof WireException || refused instanceof EOFException, where + ": " + refused);
            }
        }
    }

    @Test
    void refusesEveryCut() {
        for (int frame = 0; frame < feed.size(); frame++) {
            for (int length = 0; length < feed.get(frame).length; length++) {
                List<byte[]> cut = new ArrayList<>(feed.subList(0, frame));
                cut.add(Arrays.copyOf(feed.get(frame), length));
                RecordingSink sink = new RecordingSink();
                assertInstanceOf(EOFException.class, RecordedFeed.takeAll(RecordedFeed.join(cut), sink));
                assertEquals(told(frame), sink.told.size());
            }
        }
    }

    @Test
    void refusesFramesOutOfTurn() {
        for (int frame = 1; frame < feed.size() - 1; frame++) {
            List<byte[]> without = new ArrayList<>(feed);
            without.remove(frame);
            assertRefused(frame, without, "number " + (frame + 1) + " where " + frame);
            List<byte[]> twice = new ArrayList<>(feed);
            twice.add(frame, feed.get(frame));
            assertRefused(frame + 1, twice, "number " + frame + " where " + (frame + 1));
        }
    }

    @Test
    void refusesALengthThatNoFrameHas() {
        for (int length : new int[] {-1, Integer.MIN_VALUE, 262_145, Integer.MAX_VALUE}) {
            byte[] frame = feed.get(3).clone();
            ByteBuffer.wrap(frame).putInt(8, length);
            IOException refused = assertRefused(3, RecordedFeed.withChecksum(frame), "length " + length);
            assertTrue(refused.getMessage().contains("more than the 262144 allowed"), refused.getMessage());
        }
    }

    @Test
    void refusesWhatDoesNotFitToWhatCameBefore() {
        ByteBuffer some = ByteBuffer.wrap("some".getBytes());
        FeedMessage opened = RecordedFeed.fromCache().getFirst();
        FeedMessage ofTwo = new FeedMessage.Over(2);
        assertMisplaced("which wasn't opened", ofTwo);
        assertMisplaced("which wasn't opened", new FeedMessage.Inbound(1, 0, some));
        assertMisplaced("opened twice", opened, opened);
        assertMisplaced("at offset 1 where 0", opened, new FeedMessage.Inbound(1, 1, some));
        assertMisplaced(
                "at offset 0 where 4",
                opened,
                new FeedMessage.Inbound(1, 0, some),
                new FeedMessage.Inbound(1, 0, some));
        assertMisplaced("0 bytes of connection 1", opened, new FeedMessage.Inbound(1, 0, ByteBuffer.allocate(0)));
        assertMisplaced(
                "beyond what its application took", opened, new FeedMessage.Inbound(1, 0, ByteBuffer.allocate(1001)));
        assertMisplaced(
                "after its end",
                opened,
                new FeedMessage.Ended(1, StreamEnd.INBOUND_FIN, 0),
                new FeedMessage.Inbound(1, 0, some));
        assertMisplaced("at 3 of 0 bytes", opened, new FeedMessage.Ended(1, StreamEnd.RESET, 3));
        assertMisplaced(
                "came twice",
                opened,
                new FeedMessage.Ended(1, StreamEnd.OUTBOUND_FIN, 3),
                new FeedMessage.Ended(1, StreamEnd.OUTBOUND_FIN, 3));
        assertMisplaced(
                "where block 0 comes next",
                opened,
                new FeedMessage.Digests(1, new OutboundDigests(140_000, 1, new int[] {19}, 20)));
        assertMisplaced(
                "and byte 9 was reached",
                opened,
                new FeedMessage.Digests(1, new OutboundDigests(9, 0, new int[0], 20)),
                new FeedMessage.Digests(1, new OutboundDigests(8, 0, new int[0], 20)));
        assertMisplaced("wasn't opened", opened, new FeedMessage.Over(1), new FeedMessage.Over(1));
        assertMisplaced("Acknowledged amid the feed", new FeedMessage.Acknowledged(1));
        assertMisplaced("it refused: enough", new FeedMessage.Refused("enough"));
    }

    @Test
    void refusesAFrameOfAHandOver() {
        byte[] handOver = feed.get(1).clone();
        handOver[6] = 1;
        IOException refused = assertRefused(1, RecordedFeed.withChecksum(handOver), "type 1");
        assertEquals("a frame HAND_OVER of a single hand-over amid a feed", refused.getMessage());
        handOver[5] = 1;
        refused = assertRefused(1, RecordedFeed.withChecksum(handOver), "version 1");
        assertTrue(refused.getMessage().startsWith("feed version 1 isn't known here, only 2"), refused.getMessage());
    }

    @Test
    void choosesAVersionThatBothSpeak() throws IOException {
        FeedMessage.Hello good = RecordedFeed.hello();
        FeedTaker.check(new FeedMessage.Hello(1, 7, good.cache(), good.feed(), good.digestBlock()));
        WireException refused = assertThrows(
                WireException.class,
                () -> FeedTaker.check(new FeedMessage.Hello(3, 4, good.cache(), good.feed(), good.digestBlock())));
        assertTrue(refused.getMessage().startsWith("feed versions 3 to 4 aren't known here, only 2"));
        assertThrows(
                WireException.class,
                () -> FeedTaker.check(new FeedMessage.Hello(2, 2, good.cache(), good.feed(), 4096)));
        // Of a version to come, with more to say.
        byte[] hello = Arrays.copyOf(feed.getFirst(), feed.getFirst().length + 10);
        ByteBuffer.wrap(hello).putShort(4, (short) 9).putInt(8, hello.length - 16);
        assertEquals(good, RecordedFeed.reader(RecordedFeed.withChecksum(hello)).read());
    }

    /** The form of a refusal is that of version 1: everybody can read it. */
    @Test
    void refusesInAFormThatEveryVersionUnderstands() throws IOException {
        byte[] refusal =
                RecordedFeed.frames(List.of(new FeedMessage.Refused("no"))).getFirst();
        assertEquals(12 + 2 + 4, refusal.length);
        assertEquals(6, refusal[6]);
        ByteBuffer.wrap(refusal).putShort(4, (short) 77);
        assertEquals(
                new FeedMessage.Refused("no"),
                RecordedFeed.reader(RecordedFeed.withChecksum(refusal)).read());
    }

    /** Streams spoilt at random, half of them with checksums and numbers made right again. */
    @Test
    void survivesSpoiltFeeds() {
        Random random = new Random(4711);
        for (int i = 0; i < INPUTS; i++) {
            byte[] stream = RecordedFeed.join(Spoiler.spoil(feed, random, 1));
            // The sink's own assertions hold it against what a sink was promised.
            IOException end = RecordedFeed.takeAll(stream, new RecordingSink().ofAForger());
            assertTrue(end.getMessage() != null, "input " + i);
        }
    }

    @Test
    void survivesSpoiltAnswers() {
        Random random = new Random(4712);
        List<byte[]> answers = RecordedFeed.frames(RecordedFeed.fromStandby());
        for (int i = 0; i < INPUTS; i++) {
            byte[] stream = RecordedFeed.join(Spoiler.spoil(answers, random, 0));
            hear(RecordedFeed.reader(stream));
        }
    }

    /** A cache with one connection hears whatever it is; it ends in a reason, never in anything else. */
    private static void hear(FrameReader frames) {
        FeedLoop loop = new FeedLoop();
        loop.source.inbound(1, "abc");
        FrameWriter out = new FrameWriter(1 << 14);
        Greeting greeting = new Greeting(1000);
        assertThrows(IOException.class, () -> {
            while (!greeting.isReady()) {
                greeting.take(frames.read());
            }
            loop.sender.begin(greeting, out, 0);
            while (true) {
                loop.sender.poll(0, 0);
                loop.sender.fill(out, 0);
                RecordedFeed.bytes(out);
                loop.sender.take(frames.read(), 0);
            }
        });
    }

    @Test
    void remembersNoMoreUnwantedConnectionsThanACacheMayOpenUnknowingly() throws IOException {
        FeedTaker taker = new FeedTaker(new RecordingSink(), 0, 1, problem -> {});
        taker.greet(RecordedFeed.hello(), Subscription.NONE);
        ControlBlock state = new FakeSource.Connection(1).controlBlock();
        int most = 1 + (1 << 16);
        for (int id = 1; id <= most; id++) {
            taker.take(new FeedMessage.Opened(id, "shop", state), id);
        }
        WireException refused = assertThrows(
                WireException.class, () -> taker.take(new FeedMessage.Opened(most + 1, "shop", state), most + 1));
        assertTrue(refused.getMessage().contains("beyond the 1 that the standby takes"), refused.getMessage());
    }

    private void assertMisplaced(String reason, FeedMessage... messages) {
        List<byte[]> stream = new ArrayList<>(List.of(feed.getFirst()));
        stream.addAll(RecordedFeed.frames(List.of(messages)));
        RecordingSink sink = new RecordingSink();
        IOException refused = RecordedFeed.takeAll(RecordedFeed.join(stream), sink);
        assertInstanceOf(WireException.class, refused, refused.toString());
        assertTrue(refused.getMessage().contains(reason), refused.getMessage());
        assertEquals(messages.length - 1, sink.told.size(), sink.told.toString());
    }

    private IOException assertRefused(int frame, byte[] instead, String where) {
        List<byte[]> altered = new ArrayList<>(feed);
        altered.set(frame, instead);
        RecordingSink sink = new RecordingSink();
        IOException refused = RecordedFeed.takeAll(RecordedFeed.join(altered), sink);
        assertEquals(told(frame), sink.told.size(), where + ": " + refused);
        return refused;
    }

    private void assertRefused(int frame, List<byte[]> instead, String reason) {
        RecordingSink sink = new RecordingSink();
        IOException refused = RecordedFeed.takeAll(RecordedFeed.join(instead), sink);
        assertTrue(refused.getMessage().contains(reason), refused.getMessage());
        assertEquals(told(frame), sink.told.size());
    }

    /** What a sink was told before a frame. */
    private int told(int frame) {
        return frame == 0 ? 0 : toldAfter.get(frame - 1);
    }

    private List<Integer> toldAfter() {
        List<Integer> counts = new ArrayList<>();
        for (int frames = 1; frames <= feed.size(); frames++) {
            RecordingSink sink = new RecordingSink();
            RecordedFeed.takeAll(RecordedFeed.join(feed.subList(0, frames)), sink);
            counts.add(sink.told.size());
        }
        return counts;
    }

    private static List<byte[]> feed() {
        List<FeedMessage> all = new ArrayList<>(List.of(RecordedFeed.hello()));
        all.addAll(RecordedFeed.fromCache());
        return RecordedFeed.frames(all);
    }
}
