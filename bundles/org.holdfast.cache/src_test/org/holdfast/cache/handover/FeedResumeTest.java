package org.holdfast.cache.handover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.holdfast.cache.internal.wire.FeedMessage;
import org.holdfast.model.tcp.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens when the connection between cache and standby breaks, and when one of them starts anew. */
class FeedResumeTest {

    private static final UUID OTHER_CACHE = new UUID(9, 9);

    /** Every kind of frame goes by; cut after each byte, all is told once and in order all the same. */
    @Test
    void goesOnAfterACutAtEveryByteFromTheCache() throws IOException {
        long all = feedCut(Long.MAX_VALUE, Long.MAX_VALUE).forth;
        assertTrue(all > 1000 && all < 10_000, all + " bytes");
        for (long cut = 0; cut <= all; cut++) {
            feedCut(cut, Long.MAX_VALUE);
        }
    }

    @Test
    void goesOnAfterACutAtEveryByteFromTheStandby() throws IOException {
        long all = feedCut(Long.MAX_VALUE, Long.MAX_VALUE).back;
        assertTrue(all > 150 && all < 10_000, all + " bytes");
        for (long cut = 0; cut <= all; cut++) {
            feedCut(Long.MAX_VALUE, cut);
        }
    }

    /** Bytes that went over the first connection. */
    private record Passed(long forth, long back) {}

    private static Passed feedCut(long forthBytes, long backBytes) throws IOException {
        FakeSource source = new FakeSource();
        FeedLoop loop = new FeedLoop(source, new RecordingSink(), FeedLoop.LIMITS, 0, 8192);
        // So that the cache knows what the standby wants.
        loop.connect();
        loop.sender.end("cut");
        source.inbound(1, "first ");
        source.inbound(2, "second");
        source.inbound(3, FeedTest.bytes(300, 3));
        source.evict(3, 100);
        Passed passed = new Passed(0, 0);
        boolean changed = false;
        try {
            loop.connect(forthBytes, backBytes);
            loop.settle();
            change(source);
            changed = true;
            loop.settle();
            passed = new Passed(loop.forth().passed(), loop.back().passed());
        } catch (EOFException e) {
            assertTrue(Math.min(forthBytes, backBytes) < Long.MAX_VALUE, e::toString);
        }
        loop.sender.end("cut");
        if (!changed) {
            change(source);
        }
        loop.connect();
        loop.settle();
        String where = "cut after " + forthBytes + " and " + backBytes + " bytes: " + loop.sink.told;
        RecordingSink.Connection one = loop.sink.connection(1);
        RecordingSink.Connection two = loop.sink.connection(2);
        assertEquals("first and more", loop.sink.text(1), where);
        assertEquals(Set.of(StreamEnd.INBOUND_FIN), one.ends, where);
        assertEquals(Verdict.Reason.OPAQUE, one.verdict.reason(), where);
        assertEquals(70_000, one.digests.bytes(), where);
        assertEquals(1, one.blocks.size(), where);
        assertEquals(source.connection(1).controlBlock(), one.state, where);
        assertEquals("second", loop.sink.text(2), where);
        assertEquals(Set.of(StreamEnd.RESET), two.ends, where);
        assertTrue(two.over, where);
        assertEquals(Set.of(1L), loop.sink.connections.keySet(), where);
        return passed;
    }

    private static void change(FakeSource source) {
        source.inbound(1, "and more");
        source.outbound(1, FeedTest.bytes(70_000, 1));
        source.change(1, c -> c.verdict = new Verdict(Verdict.Reason.OPAQUE, "TLS"));
        source.change(1, c -> c.inboundFin = true);
        source.change(2, c -> c.reset = true);
        source.over(2);
    }

    @Test
    void doesNotSendAgainWhatTheStandbyHas() throws IOException {
        FeedLoop loop = new FeedLoop();
        loop.source.inbound(1, FeedTest.bytes(500_000, 1));
        loop.source.outbound(1, FeedTest.bytes(1_000_000, 1));
        loop.connect().settle();
        loop.sender.end("cut");
        loop.source.inbound(1, "more");
        loop.connect().settle();
        assertTrue(loop.forth().passed() < 1000, loop.forth().passed() + " bytes the second time");
        assertEquals(500_004, loop.sink.bytes(1).length);
        assertEquals(List.of("connected 0", "disconnected cut", "connected 1"), loop.heard());
    }

    /** A new feed of the same cache, as after a change of its settings: the standby knows how far it is. */
    @Test
    void goesOnWithANewSender() throws IOException {
        FeedLoop loop = new FeedLoop();
        loop.source.inbound(1, FeedTest.bytes(300_000, 1));
        loop.source.inbound(2, "two");
        loop.connect().settle();
        loop.source.inbound(2, " and");
        loop.source.over(2);
        loop.source.inbound(3, "gone");
        loop.source.over(3);
        loop.newSender();
        loop.source.inbound(1, "more");
        loop.connect().settle();
        assertTrue(loop.forth().passed() < 2000, loop.forth().passed() + " bytes the second time");
        assertEquals(300_004, loop.sink.bytes(1).length);
        assertEquals("two and", loop.sink.text(2));
        assertTrue(loop.sink.connection(2).over);
        assertTrue(loop.sink.dropped.isEmpty());
    }

    @Test
    void beginsAgainWithAStandbyThatLostAll() throws IOException {
        FeedLoop loop = new FeedLoop();
        loop.source.inbound(1, "all of it");
        loop.connect().settle();
        loop.sink.connections.clear();
        loop.newTaker(0);
        loop.connect().settle();
        assertEquals("all of it", loop.sink.text(1));
        assertEquals(
                List.of("connected 0", "restarted 1 the standby doesn't have it any more", "connected 0"),
                loop.heard());
    }

    @Test
    void reusesNumbersAfterTheCacheWasStartedAnew() throws IOException {
        FeedLoop loop = new FeedLoop();
        loop.source.inbound(1, "of the first cache");
        loop.source.outbound(1, FeedTest.bytes(70_000, 1));
        loop.source.inbound(2, "of the first cache");
        loop.source.over(2);
        loop.connect().settle();
        FakeSource second = new FakeSource(OTHER_CACHE);
        loop.newSender(second);
        loop.sink.finished.clear();
        second.inbound(1, "of the second one");
        second.inbound(2, "as well");
        loop.connect().settle();
        assertEquals(List.of("1: the cache was started anew and numbers its connections anew"), loop.sink.dropped);
        assertEquals("of the second one", loop.sink.text(1));
        assertEquals("as well", loop.sink.text(2));
        assertTrue(loop.sink.connection(1).blocks.isEmpty());
    }

    /** The same identity, but less than was sent: what the standby has can't be trusted. */
    @Test
    void beginsAgainWhenTheStandbyHasMoreThanTheCache() throws IOException {
        FeedLoop loop = new FeedLoop();
        loop.source.inbound(1, "longer than later");
        loop.connect().settle();
        FakeSource less = new FakeSource();
        less.inbound(1, "shorter");
        loop.newSender(less);
        loop.connect().settle();
        assertEquals("shorter", loop.sink.text(1));
        assertEquals(
                List.of("1: the standby has 17 inbound bytes and 0 outbound blocks, the cache 7 inbound bytes and 0"
                        + " outbound ones; it begins again"),
                loop.sink.dropped);
        assertTrue(loop.heard().stream().anyMatch(h -> h.startsWith("restarted 1 ")));
    }

    @Test
    void goesOnThoughDigestsWereNewerThanTheKnownProgress() throws IOException {
        FeedLoop loop = new FeedLoop();
        loop.source.outbound(1, FeedTest.bytes(100, 1));
        loop.connect();
        loop.sender.poll(0, 0);
        loop.source.outbound(1, FeedTest.bytes(70_000, 2));
        loop.fillWithoutLooking();
        loop.send();
        loop.take();
        assertEquals(70_100, loop.sink.connection(1).digests.bytes());
        loop.connect().settle();
        assertTrue(loop.sink.dropped.isEmpty(), loop.sink.dropped.toString());
    }

    @Test
    void dropsWhatTheCacheHasForgottenMeanwhile() throws IOException {
        FeedLoop loop = new FeedLoop();
        loop.source.inbound(1, "forgotten");
        loop.source.inbound(2, "stays");
        loop.connect().settle();
        loop.newSender();
        loop.source.forget(1);
        loop.connect().settle();
        assertEquals(List.of("1: the cache doesn't feed it any more"), loop.sink.dropped);
        assertEquals(Set.of(2L), loop.sink.connections.keySet());
    }

    @Test
    void remembersAcrossACutWhatTheStandbyGaveUp() throws IOException {
        FeedLoop loop = new FeedLoop();
        loop.source.inbound(1, "a");
        loop.source.inbound(2, "b");
        loop.connect().settle();
        loop.sender.end("cut");
        loop.taker.giveUp(1, "it differs");
        loop.source.inbound(1, "not wanted");
        loop.connect().settle();
        assertEquals("a", loop.sink.text(1));
        assertEquals(List.of("connected 0", "disconnected cut", "given up 1 it differs", "connected 2"), loop.heard());
        loop.connect().settle();
        assertEquals(List.of("connected 1"), loop.heard());
    }

    @Test
    void tellsMoreResumePointsThanAFrameHolds() throws IOException {
        FeedLoop loop = new FeedLoop();
        for (long id = 1; id <= 900; id++) {
            loop.source.inbound(id, "x");
        }
        loop.connect().settle();
        loop.sender.end("cut");
        assertTrue(loop.sink.connections.size() > 2 * FeedMessage.Resume.MOST);
        loop.connect().settle();
        assertTrue(loop.heard().contains("connected 900"));
        assertTrue(loop.sink.dropped.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24, 25, 26, 27, 28})
    void isExactWithManyCuts(long seed) throws IOException {
        Random random = new Random(seed);
        FeedLoop loop = new FeedLoop(
                new FakeSource(), new RecordingSink(), FeedLoop.LIMITS, seed % 2 == 0 ? 0 : 30_000, 1 << 14);
        RandomCapture capture = new RandomCapture(loop.source, random, 30);
        for (int cut = 0; cut < 60; cut++) {
            for (int i = 0; i < 50; i++) {
                capture.something();
            }
            if (random.nextInt(6) == 0) {
                loop.newSender();
            }
            try {
                loop.connect(
                        random.nextBoolean() ? Long.MAX_VALUE : random.nextInt(100_000),
                        random.nextBoolean() ? Long.MAX_VALUE : random.nextInt(3_000));
                for (int i = 0; i < 20; i++) {
                    capture.something();
                    loop.step();
                    for (long id : loop.sink.connections.keySet()) {
                        loop.consume(id, loop.sink.bytes(id).length);
                    }
                    loop.hear();
                }
            } catch (EOFException e) {
                loop.sender.end(e.getMessage());
            }
        }
        loop.connect();
        for (int i = 0; i < 100; i++) {
            loop.settle();
            for (long id : loop.sink.connections.keySet()) {
                loop.consume(id, loop.sink.bytes(id).length);
            }
            loop.hear();
        }
        capture.assertTold(loop.sink);
        assertTrue(loop.sink.dropped.isEmpty(), loop.sink.dropped.toString());
    }
}
