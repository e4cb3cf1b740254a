package org.holdfast.cache.handover;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.holdfast.cache.internal.wire.FeedMessage;
import org.holdfast.cache.internal.wire.FrameReader;
import org.holdfast.model.net.Endpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Cache and standby with their threads, over TCP on this host. */
@Timeout(60)
class StandbyFeedTest {

    private static final Subscription SHOP = Subscription.ofServices(FakeSource.SERVICE);
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    /** Longer than any test may take: what waits for that hangs. */
    private static final Duration LONG = Duration.ofMinutes(5);

    private static final int WINDOW = 1 << 20;

    private final FakeSource source = new FakeSource();
    private final RecordingSink sink = new RecordingSink().brief();
    private final FeedLoop.Listener listener = FeedLoop.Listener.create();
    private final Deque<AutoCloseable> toClose = new ArrayDeque<>();
    private ListeningSockets listening;

    @BeforeEach
    void listen() throws IOException {
        listening = open(new ListeningSockets(loopback()));
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable open : toClose) {
            open.close();
        }
    }

    @Test
    void feedsWhileTheCacheCaptures() {
        receiver(sink);
        StandbyFeed feed = feed(connecting());
        // What is over before isn't fed.
        untilHeard("connected 0");
        RandomCapture capture = new RandomCapture(source, new Random(5), 50);
        for (int i = 0; i < 20_000; i++) {
            capture.something();
        }
        until("all is told", () -> holds(() -> capture.assertTold(sink)));
        until("all is acknowledged", () -> feed.statistics().unacknowledgedBytes() == 0);
        FeedStatistics statistics = feed.statistics();
        assertEquals(1, statistics.sessions());
        assertTrue(statistics.acknowledged().count() > 0);
        assertEquals(List.of("connected 0"), listener.heard());
    }

    @Test
    void feedsTenThousandSmallConnections() {
        receiver(sink);
        StandbyFeed feed = feed(connecting());
        long captured = 0;
        for (int round = 0; round < 3; round++) {
            for (long id = 1; id <= 10_000; id++) {
                String message = "message " + round + " of " + id + "\n";
                source.inbound(id, message);
                captured += message.length();
            }
        }
        long all = captured;
        until("all is sent", () -> feed.statistics().inboundBytes() == all);
        until("all is acknowledged", () -> feed.statistics().backlogBytes() == 0);
        for (long id = 1; id <= 10_000; id++) {
            String told = "message 0 of " + id + "\nmessage 1 of " + id + "\nmessage 2 of " + id + "\n";
            assertEquals(told, sink.text(id));
        }
        assertEquals(10_000, feed.statistics().connections());
    }

    @Test
    void neverHoldsUpCaptureAndSaysWhoIsBehind() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        RecordingSink slow = new RecordingSink() {
            @Override
            public void inbound(long id, long offset, ByteBuffer bytes) {
                stuck.countDown();
                await(goOn);
                super.inbound(id, offset, bytes);
            }
        };
        receiver(slow.brief());
        StandbyFeed feed = feed(connecting());
        byte[] upload = FeedTest.bytes(20_000_000, 1);
        source.inbound(1, upload);
        await(stuck);
        Thread capturing = Thread.ofPlatform().start(() -> {
            for (int i = 0; i < 100_000; i++) {
                source.signal();
                source.inbound(2, "x");
            }
        });
        assertTrue(capturing.join(DEADLINE), "capture waits for the standby");
        untilHeard("behind 1 ");
        assertTrue(feed.position(1).orElseThrow().behind());
        assertTrue(feed.statistics().unacknowledgedBytes() <= WINDOW);
        goOn.countDown();
        untilHeard("caught up 1");
        until("all is told", () -> slow.length(1) == upload.length && slow.length(2) == 100_000);
        assertArrayEquals(upload, slow.bytes(1));
        assertEquals(0, feed.statistics().behind());
    }

    @Test
    void goesOnWhenTheConnectionWasCut() throws Exception {
        receiver(sink);
        FaultySockets sockets = new FaultySockets(connecting());
        StandbyFeed feed = feed(sockets);
        byte[] upload = FeedTest.bytes(3_000_000, 2);
        for (int part = 0; part < 5; part++) {
            source.inbound(1, Arrays.copyOfRange(upload, part * 600_000, (part + 1) * 600_000));
            int some = part * 600_000 + 1;
            until("some of part " + part, () -> sink.length(1) >= some);
            int given = sockets.given.get();
            sockets.cut();
            until("another connection", () -> sockets.given.get() > given);
        }
        until("all is told", () -> sink.length(1) == upload.length);
        assertArrayEquals(upload, sink.bytes(1));
        assertTrue(feed.statistics().sessions() >= 5);
        assertTrue(sink.dropped.isEmpty());
    }

    @Test
    void tellsWhyTheStandbyRefusedAndGoesOn() {
        FeedReceiver receiver = receiver(sink);
        FaultySockets sockets = new FaultySockets(connecting());
        sockets.alter.set(100_000);
        byte[] upload = FeedTest.bytes(1_000_000, 3);
        source.inbound(1, upload);
        feed(sockets);
        String reason = "a frame was altered on the way: its checksum doesn't match";
        untilHeard("disconnected it refused: " + reason);
        assertEquals("a feed was refused: " + reason, receiver.lastProblem().orElseThrow());
        until("all is told", () -> sink.length(1) == upload.length);
        assertArrayEquals(upload, sink.bytes(1));
    }

    /** Closing with unread bytes would reset the connection and lose the reason. */
    @Test
    void readsOnSoThatTheReasonArrives() throws Exception {
        receiver(sink);
        Socket sender = open(hello());
        sender.getOutputStream().write(new byte[8 << 20]);
        FrameReader answers = reader(sender);
        assertInstanceOf(FeedMessage.Welcome.class, answers.read());
        assertInstanceOf(FeedMessage.Subscribed.class, answers.read());
        assertInstanceOf(FeedMessage.Ready.class, answers.read());
        assertEquals(new FeedMessage.Refused("not a feed: the frame doesn't begin with HFCI"), answers.read());
    }

    @Test
    void saysThatAnOlderStandbyDoesNotKnowFeeds() throws Exception {
        HandOverReceiver older = open(new HandOverReceiver(loopback(), _ -> {}));
        feed(connecting(older.port()));
        untilHeard("disconnected it refused: hand-over version 2 isn't known here, only 1; install the same version");
    }

    @Test
    void saysThatAnOlderCacheDoesNotKnowFeeds() throws Exception {
        receiver(sink);
        Endpoint standby = new Endpoint(InetAddress.getLoopbackAddress(), listening.port());
        OutputQueue older = open(new OutputQueue(standby, LONG));
        IOException refused =
                assertThrows(IOException.class, () -> older.send(new HandOver(UUID.randomUUID(), List.of())));
        assertTrue(refused.getMessage().contains("feed version 1 isn't known here, only 2"), refused.getMessage());
    }

    @Test
    void saysWhoCouldNotBeReached() throws Exception {
        // Bound, but not listening: nobody else can take the port meanwhile.
        Socket reserved = open(new Socket());
        reserved.bind(loopback());
        feed(connecting(reserved.getLocalPort()));
        untilHeard("disconnected 127.0.0.1:" + reserved.getLocalPort() + " can't be reached: ");
    }

    @Test
    void givesUpAStandbyThatSaysNothing() {
        feed(connecting(), Duration.ofMillis(200));
        untilHeard("disconnected the other host was silent for 200 ms");
    }

    @Test
    void closesAStrangerThatSaysNothing() throws Exception {
        ReceiverLimits impatient = new ReceiverLimits(0, 100, Duration.ofMillis(200));
        FeedReceiver receiver = open(new FeedReceiver(listening, SHOP, impatient, sink));
        Socket stranger = open(new Socket(InetAddress.getLoopbackAddress(), listening.port()));
        assertEquals(-1, stranger.getInputStream().read());
        Optional<String> said = Optional.of("a feed broke off: the other host was silent for 200 ms");
        until("it is said", () -> receiver.lastProblem().equals(said));
    }

    @Test
    void letsANewerConnectionReplaceTheOlder() throws Exception {
        receiver(sink);
        FrameReader older = reader(open(hello()));
        assertInstanceOf(FeedMessage.Welcome.class, older.read());
        assertInstanceOf(FeedMessage.Subscribed.class, older.read());
        assertInstanceOf(FeedMessage.Ready.class, older.read());
        FrameReader newer = reader(open(hello()));
        assertInstanceOf(FeedMessage.Welcome.class, newer.read());
        assertThrows(IOException.class, older::read);
    }

    @Test
    void letsTheStandbyChooseConsumeAndGiveUp() {
        RecordingSink choosy = new RecordingSink();
        FeedReceiver receiver =
                open(new FeedReceiver(listening, Subscription.NONE, new ReceiverLimits(1000, 1000, LONG), choosy));
        StandbyFeed feed = feed(connecting());
        source.inbound(1, FeedTest.bytes(5000, 1));
        source.inbound(2, "two");
        untilHeard("connected 0");
        assertEquals(0, feed.statistics().connections());
        receiver.subscribe(SHOP);
        for (int taken = 1000; taken <= 5000; taken += 1000) {
            int next = taken;
            until("bytes up to " + next, () -> choosy.length(1) == next);
            receiver.consumed(1, taken);
        }
        until("all is consumed", () -> feed.position(1).orElseThrow().consumedBytes() == 5000);
        receiver.giveUp(2, "no such application");
        untilHeard("given up 2 no such application");
        receiver.subscribe(Subscription.NONE);
        until("the other is dropped", () -> choosy.dropped.equals(List.of("1: it isn't subscribed any more")));
    }

    @Test
    void outlivesAListenerAndACacheThatFail() {
        FeedListener failing = new FeedListener() {
            @Override
            public void connected(Subscription subscription, int resumed) {
                throw new IllegalStateException("no more disk");
            }
        };
        CountDownLatch faults = new CountDownLatch(3);
        FakeSource faulty = new FakeSource() {
            @Override
            public synchronized long changes(long since, int most, Changes changes) {
                if (faults.getCount() > 0) {
                    faults.countDown();
                    throw new IllegalStateException("a fault");
                }
                return super.changes(since, most, changes);
            }
        };
        faulty.inbound(1, "told after all");
        receiver(sink);
        StandbyFeed feed =
                open(new StandbyFeed("b", faulty, connecting(), limits(LONG), failing, InstantSource.system()));
        until("it is told", () -> sink.text(1).equals("told after all"));
        until("the listener has failed", () -> feed.lastProblem().orElse("").contains("no more disk"));
    }

    @Test
    void endsWithItsThreads() throws Exception {
        receiver(sink);
        StandbyFeed feed = feed(connecting());
        source.inbound(1, "a");
        until("it is told", () -> sink.text(1).equals("a"));
        feed.close();
        assertTrue(Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("feed-b")));
        source.inbound(1, "b");
        assertFalse(feed.statistics().connected());
    }

    private FeedReceiver receiver(FeedSink taking) {
        return open(new FeedReceiver(listening, SHOP, new ReceiverLimits(0, 100_000, LONG), taking));
    }

    private StandbyFeed feed(ChannelSupplier channels) {
        return feed(channels, LONG);
    }

    private StandbyFeed feed(ChannelSupplier channels, Duration silence) {
        return open(new StandbyFeed("b", source, channels, limits(silence), listener, InstantSource.system()));
    }

    private <T extends AutoCloseable> T open(T opened) {
        toClose.push(opened);
        return opened;
    }

    private ConnectingSockets connecting() {
        return connecting(listening.port());
    }

    private static ConnectingSockets connecting(int port) {
        return new ConnectingSockets(new Endpoint(InetAddress.getLoopbackAddress(), port), Duration.ofSeconds(5));
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /** A cache that has said who it is. */
    private Socket hello() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), listening.port());
        socket.getOutputStream()
                .write(RecordedFeed.frames(List.of(RecordedFeed.hello())).getFirst());
        return socket;
    }

    private static FrameReader reader(Socket socket) throws IOException {
        return new FrameReader(Channels.newChannel(socket.getInputStream()));
    }

    private static FeedLimits limits(Duration silence) {
        return new FeedLimits(
                WINDOW,
                32 << 10,
                100_000,
                8 << 20,
                Duration.ofSeconds(20),
                Duration.ofNanos(200_000),
                Duration.ofMillis(1),
                Duration.ofMillis(100),
                silence);
    }

    private void untilHeard(String what) {
        until("it is said: " + what, () -> listener.heard().stream().anyMatch(h -> h.startsWith(what)));
    }

    private static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                fail("not within " + DEADLINE + ": " + what);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static boolean holds(Runnable assertion) {
        try {
            assertion.run();
            return true;
        } catch (AssertionError notYet) {
            return false;
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
