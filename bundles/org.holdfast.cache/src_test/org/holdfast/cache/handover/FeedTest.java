package org.holdfast.cache.handover;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.holdfast.cache.internal.wire.FeedMessage;
import org.holdfast.cache.internal.wire.WireException;
import org.holdfast.model.tcp.ControlBlock;
import org.holdfast.model.tcp.TcpState;
import org.holdfast.model.tcp.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent, in which order, and how much; without threads. */
class FeedTest {

    private static final Verdict GAP = new Verdict(Verdict.Reason.GAP, "bytes 3 to 9 inbound");

    private final FeedLoop loop = new FeedLoop();
    private final FakeSource source = loop.source;
    private final RecordingSink sink = loop.sink;

    @Test
    void tellsAllOfAConnection() throws IOException {
        source.open(7);
        source.inbound(7, "GET / ");
        loop.connect().settle();
        assertEquals("GET / ", sink.text(7));
        assertEquals(FakeSource.SERVICE, sink.connection(7).service);
        assertEquals(Verdict.SURVIVES, sink.connection(7).verdict);
        source.inbound(7, "HTTP/1.1\r\n\r\n");
        byte[] answer = bytes(200_000, 7);
        source.outbound(7, answer);
        source.change(7, c -> c.verdict = GAP);
        source.change(7, c -> {
            c.inboundFin = true;
            c.state = TcpState.CLOSE_WAIT;
        });
        source.change(7, c -> {
            c.outboundFin = true;
            c.state = TcpState.LAST_ACK;
        });
        ControlBlock last = source.connection(7).controlBlock();
        source.over(7);
        loop.settle();
        RecordingSink.Connection c = sink.connection(7);
        assertEquals("GET / HTTP/1.1\r\n\r\n", sink.text(7));
        assertEquals(FakeSource.digests(answer, 0), c.digests);
        assertEquals(3, c.blocks.size());
        assertEquals(GAP, c.verdict);
        assertEquals(EnumSet.of(StreamEnd.INBOUND_FIN, StreamEnd.OUTBOUND_FIN), c.ends);
        assertTrue(c.state.rcvNxt() > last.rcvNxt(), "the last state of all");
        assertTrue(c.over);
        assertEquals(List.of("connected 0"), loop.heard());
        assertEquals(0, loop.sender.statistics("b").connections());
    }

    @Test
    void tellsAResetAfterTheBytes() throws IOException {
        loop.connect();
        source.inbound(1, bytes(200_000, 1));
        source.change(1, c -> c.reset = true);
        loop.settle();
        assertEquals(Set.of(StreamEnd.RESET), sink.connection(1).ends);
        assertEquals("ended 1 RESET", sink.told.getLast());
    }

    @Test
    void feedsWhatIsSubscribedAlone() throws IOException {
        loop.subscription = new Subscription(Set.of(FakeSource.SERVICE), Set.of(3L));
        for (long id = 1; id <= 3; id++) {
            long number = id;
            source.change(id, c -> c.service = number == 1 ? FakeSource.SERVICE : "other");
        }
        loop.connect().settle();
        assertEquals(Set.of(1L, 3L), sink.connections.keySet());
        loop.say(new FeedMessage.Subscribed(Subscription.ofServices("other")));
        loop.hear();
        loop.settle();
        assertEquals(Set.of(2L, 3L), sink.connections.keySet());
        assertEquals(List.of("1: it isn't subscribed any more"), sink.dropped);
        source.inbound(1, "not wanted");
        source.inbound(2, "wanted");
        loop.settle();
        assertEquals("wanted", sink.text(2));
        loop.say(new FeedMessage.Subscribed(new Subscription(Set.of(), Set.of(1L))));
        loop.hear();
        loop.settle();
        assertEquals("not wanted", sink.text(1));
        assertEquals(Set.of(1L), sink.connections.keySet());
    }

    @Test
    void keepsHalfOpenAndLateOnesToItself() throws IOException {
        loop.connect();
        source.change(1, c -> c.state = TcpState.SYN_RECEIVED);
        source.change(2, c -> c.verdict = new Verdict(Verdict.Reason.SEEN_LATE, ""));
        source.change(3, c -> c.state = TcpState.SYN_RECEIVED);
        source.over(3);
        loop.settle();
        assertEquals(List.of(), sink.told);
        source.change(1, c -> c.state = TcpState.ESTABLISHED);
        loop.settle();
        assertEquals("opened 1", sink.told.getFirst());
    }

    @Test
    void passesOverWhatWasOverBefore() throws IOException {
        source.inbound(1, "old");
        source.over(1);
        loop.connect().settle();
        assertNull(sink.connection(1));
        // Both opened and over between two looks, it is an effect on the application like any other.
        source.inbound(2, "short");
        source.over(2);
        loop.settle();
        assertEquals("short", sink.text(2));
    }

    @Test
    void neverFeedsAStragglerAgain() throws IOException {
        loop.connect();
        source.inbound(1, "once");
        source.over(1);
        loop.settle();
        source.change(1, c -> c.capturedNanos++);
        loop.settle();
        assertEquals(1, sink.told.stream().filter("opened 1"::equals).count());
    }

    @Test
    void sendsTheNewestStateAndNotEach() throws IOException {
        FeedLoop slow = new FeedLoop(source, sink, limits(1 << 16, Duration.ofMillis(5)));
        source.open(1);
        slow.connect().settle();
        for (int i = 0; i < 40; i++) {
            source.open(1);
            slow.now += Duration.ofMillis(1).toNanos();
            slow.settle();
        }
        slow.now += Duration.ofMillis(5).toNanos();
        slow.settle();
        assertEquals(source.connection(1).controlBlock(), sink.connection(1).state);
        assertTrue(sink.connection(1).states <= 9, sink.connection(1).states + " states within 40 ms");
        assertTrue(slow.sender.position(1).orElseThrow().isComplete());
    }

    @Test
    void letsNoBulkUploadDelayASmallOne() throws IOException {
        loop.connect();
        source.inbound(1, bytes(1_000_000, 1));
        source.inbound(2, bytes(1_000_000, 2));
        loop.step();
        loop.step();
        source.inbound(3, "small");
        loop.step();
        loop.step();
        assertEquals("small", sink.text(3));
        assertTrue(sink.bytes(1).length < 300_000, sink.bytes(1).length + " bytes went first");
        loop.settle();
        assertEquals(1_000_000, sink.bytes(1).length);
        assertEquals(1_000_000, sink.bytes(2).length);
    }

    @Test
    void givesEachItsTurn() throws IOException {
        loop.connect();
        for (long id = 1; id <= 5; id++) {
            source.inbound(id, bytes(100_000, id));
        }
        while (sink.bytes(1).length < 100_000) {
            loop.step();
            int most = 0;
            int least = Integer.MAX_VALUE;
            for (long id = 1; id <= 5; id++) {
                most = Math.max(most, sink.bytes(id).length);
                least = Math.min(least, sink.bytes(id).length);
            }
            assertTrue(most - least <= 2 * FeedLoop.LIMITS.quantumBytes(), most + " and " + least);
        }
    }

    @Test
    void putsControlBeforeBytes() throws IOException {
        loop.connect();
        source.inbound(1, bytes(1_000_000, 1));
        loop.step();
        source.change(1, c -> c.verdict = GAP);
        source.open(2);
        loop.step();
        assertEquals(GAP, sink.connection(1).verdict);
        assertEquals(source.connection(1).controlBlock(), sink.connection(1).state);
        assertTrue(sink.connections.containsKey(2L));
        assertTrue(sink.bytes(1).length < 1_000_000);
    }

    @Test
    void leavesBytesARoomBesideMuchControl() throws IOException {
        FeedLoop many = new FeedLoop(source, sink, limits(1 << 20, Duration.ZERO));
        many.connect();
        for (long id = 1; id <= 900; id++) {
            source.open(id);
        }
        many.settle();
        source.inbound(1, bytes(40_000, 1));
        for (long id = 2; id <= 900; id++) {
            source.open(id);
        }
        many.step();
        assertTrue(sink.bytes(1).length > 10_000, sink.bytes(1).length + " bytes in the first batch");
    }

    @Test
    void hasNoMoreUnderWayThanTheWindow() throws IOException {
        loop.connect();
        for (long id = 1; id <= 100; id++) {
            source.inbound(id, bytes(20_000, id));
        }
        long sent = 0;
        for (int size = loop.fill(); size > 0; size = loop.fill()) {
            loop.send();
            sent += size;
        }
        assertTrue(sent <= FeedLoop.LIMITS.windowBytes(), sent + " bytes without an acknowledgment");
        assertTrue(sent > FeedLoop.LIMITS.windowBytes() / 2, sent + " bytes");
        assertTrue(loop.sender.isHeldUp());
        int reads = source.reads();
        source.inbound(1, bytes(1_000_000, 1));
        assertTrue(loop.fill() < 1000, "nothing but control");
        loop.send();
        assertEquals(reads, source.reads(), "nothing is read ahead");
        loop.take();
        loop.hear();
        loop.settle();
        assertEquals(1_020_000, sink.bytes(1).length);
    }

    @Test
    void dropsWhatWasEvictedAndSaysWhy() throws IOException {
        loop.connect();
        source.inbound(1, bytes(200_000, 1));
        source.inbound(2, "stays");
        loop.step();
        int had = sink.bytes(1).length;
        source.evict(1, 190_000);
        loop.settle();
        assertEquals(1, sink.dropped.size());
        assertTrue(sink.dropped.getFirst().startsWith("1: inbound bytes from "), sink.dropped.getFirst());
        assertTrue(had > 0);
        assertTrue(loop.heard().getLast().startsWith("dropped 1 inbound bytes from "));
        assertTrue(loop.sender.position(1).isEmpty());
        source.inbound(1, "more");
        source.over(1);
        source.inbound(2, " fed");
        loop.settle();
        assertEquals(Set.of(2L), sink.connections.keySet());
        assertEquals("stays fed", sink.text(2));
    }

    @Test
    void dropsWhatTheCacheForgot() throws IOException {
        source.open(1);
        loop.connect();
        loop.sender.poll(0, 0);
        source.forget(1);
        loop.settle();
        assertEquals(List.of("connected 0", "dropped 1 the cache has forgotten it before all was sent"), loop.heard());
        assertTrue(sink.told.isEmpty());
    }

    @Test
    void marksAConnectionBehindByBytesAndCaughtUp() throws IOException {
        loop.connect();
        source.inbound(1, bytes(300_000, 1));
        source.inbound(2, "small");
        loop.fill();
        loop.pass(Duration.ofMillis(10));
        assertEquals(List.of("connected 0", "behind 1 300000"), loop.heard());
        assertEquals(1, loop.sender.statistics("b").behind());
        assertTrue(loop.sender.position(1).orElseThrow().behind());
        loop.pass(Duration.ofMillis(10));
        assertEquals(List.of(), loop.heard(), "said once");
        loop.send();
        loop.take();
        loop.hear();
        loop.settle();
        loop.pass(Duration.ofMillis(10));
        assertEquals(List.of("caught up 1"), loop.heard());
        assertEquals(0, loop.sender.statistics("b").behind());
        assertEquals(0, loop.sender.statistics("b").backlogBytes());
    }

    @Test
    void marksAConnectionBehindByAge() throws IOException {
        loop.connect();
        source.inbound(1, "question");
        loop.fill();
        loop.pass(Duration.ofMillis(900));
        assertEquals(List.of("connected 0"), loop.heard());
        loop.pass(Duration.ofMillis(200));
        assertEquals(List.of("behind 1 8"), loop.heard());
        loop.send();
        loop.take();
        loop.hear();
        loop.pass(Duration.ofMillis(1));
        assertEquals(List.of("caught up 1"), loop.heard());
    }

    @Test
    void marksBehindThoughOnlyTheStateIsOld() throws IOException {
        source.open(1);
        loop.connect().settle();
        source.outbound(1, bytes(10, 1));
        loop.fill();
        loop.pass(Duration.ofMillis(1100));
        assertEquals(List.of("connected 0", "behind 1 0"), loop.heard());
    }

    @Test
    void doesNotCallAConnectionCaughtUpThatIsAlwaysLate() throws IOException {
        loop.connect();
        for (int tenth = 0; tenth < 100; tenth++) {
            // What comes now is acknowledged 1.5 s later, again and again.
            source.inbound(1, bytes(1000, tenth));
            loop.fill();
            loop.send();
            loop.pass(Duration.ofMillis(100));
            if (tenth % 15 == 14) {
                loop.take();
                loop.hear();
            }
        }
        assertEquals(List.of("connected 0", "behind 1 11000"), loop.heard());
        loop.take();
        loop.hear();
        for (int tenth = 0; tenth < 15; tenth++) {
            source.inbound(1, bytes(1000, tenth));
            loop.settle();
            loop.fill();
            source.inbound(1, bytes(1000, tenth));
            loop.pass(Duration.ofMillis(100));
        }
        assertEquals(List.of("caught up 1"), loop.heard());
    }

    @Test
    void saysBehindAlsoWhileNobodyIsConnected() throws IOException {
        source.open(1);
        loop.connect().settle();
        loop.sender.end("the cable was pulled");
        source.inbound(1, "unheard");
        source.inbound(2, "unheard");
        loop.pass(Duration.ofMillis(10));
        loop.pass(Duration.ofMillis(1100));
        loop.sender.end("can't be reached");
        assertEquals(
                List.of("connected 0", "disconnected the cable was pulled", "behind 1 7", "behind 2 7"), loop.heard());
    }

    @Test
    void waitsForTheApplicationOfOneConnectionAlone() throws IOException {
        FeedLoop narrow = new FeedLoop(source, sink, FeedLoop.LIMITS, 10_000, 1 << 15);
        narrow.connect();
        source.inbound(1, bytes(30_000, 1));
        source.inbound(2, "flows");
        narrow.settle();
        assertEquals(10_000, sink.bytes(1).length);
        assertEquals("flows", sink.text(2));
        narrow.consume(1, 100);
        narrow.hear();
        assertEquals(0, narrow.sender.position(1).orElseThrow().consumedBytes(), "too little for a frame");
        narrow.consume(1, 4000);
        narrow.hear();
        narrow.settle();
        assertEquals(14_000, sink.bytes(1).length);
        assertEquals(30_005 - 4000, narrow.sender.statistics("b").backlogBytes());
        narrow.consume(1, 14_000);
        narrow.hear();
        narrow.settle();
        narrow.consume(1, 24_000);
        narrow.hear();
        narrow.settle();
        assertArrayEquals(bytes(30_000, 1), sink.bytes(1));
        FeedPosition before = narrow.sender.position(1).orElseThrow();
        assertTrue(before.isComplete());
        assertEquals(24_000, before.consumedBytes());
        narrow.pass(Duration.ofMillis(2000));
        assertEquals(List.of("connected 0", "behind 1 6000", "behind 2 5"), narrow.heard());
        narrow.consume(1, 30_000);
        narrow.consume(2, 5);
        narrow.hear();
        narrow.pass(Duration.ofMillis(10));
        assertEquals(List.of("caught up 1", "caught up 2"), narrow.heard());
    }

    @Test
    void letsTheStandbyGiveOneUp() throws IOException {
        loop.connect();
        source.inbound(1, "a");
        source.inbound(2, "b");
        loop.settle();
        loop.taker.giveUp(1, "its output differs in byte 17");
        loop.say(loop.taker.news(1).orElseThrow());
        source.inbound(1, "on its way");
        loop.step();
        source.inbound(1, "not sent");
        source.inbound(2, "c");
        loop.settle();
        assertEquals("bc", sink.text(2));
        assertEquals(List.of("connected 0", "given up 1 its output differs in byte 17"), loop.heard());
        assertEquals("a", sink.text(1));
        assertTrue(sink.dropped.isEmpty(), "the standby knows");
        assertTrue(loop.taker.news(1).isEmpty(), "it is forgotten when the cache has confirmed");
    }

    @Test
    void refusesAFloodOfConnectionsGivenUp() throws IOException {
        loop.connect();
        assertThrows(WireException.class, () -> {
            for (long id = 0; id < 2000; id++) {
                loop.sender.take(new FeedMessage.GivenUp(id, "a flood"), 0);
            }
        });
    }

    @Test
    void letsEachConnectionFailAlone() throws IOException {
        RecordingSink picky = new RecordingSink() {
            @Override
            public void inbound(long id, long offset, ByteBuffer bytes) {
                if (id == 1) {
                    throw new IllegalStateException("no such application");
                }
                super.inbound(id, offset, bytes);
            }
        };
        FeedLoop other = new FeedLoop(source, picky, FeedLoop.LIMITS);
        source.inbound(1, "a");
        source.inbound(2, "b");
        other.connect().settle();
        assertEquals("b", picky.text(2));
        String why = "java.lang.IllegalStateException: no such application";
        assertEquals(
                List.of(
                        "problem connection 1 couldn't be taken: " + why,
                        "connected 0",
                        "given up 1 the failover host couldn't take it: " + why),
                other.heard());
    }

    @Test
    void takesNoMoreConnectionsThanItMay() throws IOException {
        FeedLimits few = new FeedLimits(
                1 << 16,
                1 << 13,
                2,
                1000,
                Duration.ofSeconds(1),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2));
        FeedLoop small = new FeedLoop(source, sink, few);
        for (long id = 1; id <= 4; id++) {
            source.open(id);
        }
        small.connect().settle();
        assertEquals(Set.of(1L, 2L), sink.connections.keySet());
        assertEquals(
                List.of("connected 0", "problem more than 2 connections are to be fed; number 3 and more aren't"),
                small.heard());
        source.over(1);
        small.settle();
        source.open(3);
        small.settle();
        assertEquals(Set.of(2L, 3L), sink.connections.keySet());
    }

    @Test
    void saysThatItLivesWhenThereIsNothingElse() throws IOException {
        loop.connect();
        loop.settle();
        assertEquals(Duration.ofSeconds(1).toNanos(), loop.sender.sleepNanos(loop.now));
        loop.now += Duration.ofSeconds(1).toNanos();
        assertTrue(loop.fill() > 0);
        loop.send();
        assertEquals(0, loop.fill());
        loop.take();
        loop.hear();
        assertEquals(1, loop.taker.sequence());
        assertEquals(0, loop.sender.statistics("b").unacknowledgedBytes());
    }

    @Test
    void measuresTheDelay() throws IOException {
        loop.connect();
        loop.settle();
        loop.now = Duration.ofSeconds(5).toNanos();
        source.change(1, c -> {
            c.capturedNanos = Duration.ofMillis(4_900).toNanos();
            c.inbound.writeBytes(new byte[10]);
        });
        loop.fill();
        loop.send();
        loop.now += Duration.ofMillis(20).toNanos();
        loop.take();
        loop.hear();
        FeedStatistics statistics = loop.sender.statistics("b");
        assertEquals(new FeedDelay(1, 100_000_000, 100_000_000, 100_000_000), statistics.sent());
        assertEquals(new FeedDelay(1, 120_000_000, 120_000_000, 120_000_000), statistics.acknowledged());
        assertEquals(10, statistics.inboundBytes());
        assertEquals("b", statistics.standby());
        assertTrue(statistics.connected());
    }

    @Test
    void refusesAStandbyThatTellsNonsense() throws IOException {
        source.inbound(1, "abc");
        loop.connect().settle();
        for (FeedMessage nonsense : List.of(
                new FeedMessage.Acknowledged(loop.taker.sequence() + 1),
                new FeedMessage.Acknowledged(loop.taker.sequence() - 1),
                new FeedMessage.Consumed(1, 4),
                new FeedMessage.Ready(),
                new FeedMessage.Heartbeat(),
                new FeedMessage.Refused("no more room"))) {
            assertThrows(WireException.class, () -> loop.sender.take(nonsense, 0), nonsense.toString());
        }
    }

    /** All that is told is exactly what was captured, whatever happens in whichever order. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void isExactUnderRandomInterleavings(long seed) throws IOException {
        Random random = new Random(seed);
        FeedLoop any = new FeedLoop(
                new FakeSource(new UUID(seed, 0)),
                new RecordingSink(),
                limits(1 << 16, Duration.ofMillis(random.nextInt(3))),
                seed % 2 == 0 ? 0 : 20_000,
                1 << 14);
        RandomCapture capture = new RandomCapture(any.source, random, 60);
        any.connect();
        for (int i = 0; i < 4000; i++) {
            switch (random.nextInt(10)) {
                case 0, 1 -> any.step();
                case 2 -> {
                    if (any.fill() > 0) {
                        any.send();
                    }
                }
                case 3 -> {
                    any.take();
                    consumeSome(any, random);
                    any.hear();
                }
                case 4 -> any.pass(Duration.ofNanos(random.nextInt(2_000_000)));
                case 5 -> {
                    if (random.nextInt(20) == 0) {
                        any.connect(random.nextInt(60_000), Long.MAX_VALUE);
                        any.settleOrBreak();
                        any.connect();
                    }
                }
                default -> capture.something();
            }
        }
        any.take();
        any.hear();
        for (int i = 0; i < 300; i++) {
            any.settle();
            for (long id : any.sink.connections.keySet()) {
                any.consume(id, any.sink.bytes(id).length);
            }
            any.hear();
            any.pass(Duration.ofMillis(5));
        }
        capture.assertTold(any.sink);
        any.source.all().stream()
                .filter(c -> !c.over)
                .forEach(c -> assertTrue(any.sender.position(c.id).orElseThrow().isComplete(), "connection " + c.id));
        assertEquals(0, any.sender.statistics("b").backlogBytes());
        assertEquals(0, any.sender.statistics("b").behind());
        assertFalse(any.sender.isHeldUp());
    }

    private static void consumeSome(FeedLoop loop, Random random) throws IOException {
        for (long id : loop.sink.connections.keySet()) {
            if (random.nextInt(4) == 0) {
                loop.consume(id, random.nextInt(loop.sink.bytes(id).length + 1));
            }
        }
    }

    private static FeedLimits limits(int windowBytes, Duration stateInterval) {
        return new FeedLimits(
                windowBytes,
                1 << 13,
                1000,
                100_000,
                Duration.ofSeconds(1),
                Duration.ZERO,
                stateInterval,
                Duration.ofSeconds(1),
                Duration.ofSeconds(10));
    }

    static byte[] bytes(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
