package org.holdfast.cache.handover;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.holdfast.cache.handover.internal.FeedSender;
import org.holdfast.cache.handover.internal.FeedTaker;
import org.holdfast.cache.handover.internal.Greeting;
import org.holdfast.cache.internal.wire.FeedMessage;
import org.holdfast.cache.internal.wire.FrameReader;
import org.holdfast.cache.internal.wire.FrameWriter;

/** Both sides of a feed without threads: bytes go through arrays, time is set, either way can be cut at any byte. */
final class FeedLoop {

    static final FeedLimits LIMITS = new FeedLimits(
            1 << 16,
            1 << 13,
            1000,
            100_000,
            Duration.ofSeconds(1),
            Duration.ZERO,
            Duration.ZERO,
            Duration.ofSeconds(1),
            Duration.ofSeconds(10));

    /** One way of a connection. */
    static final class Pipe implements ReadableByteChannel, WritableByteChannel {
        private ByteBuffer bytes = ByteBuffer.allocate(1 << 20).flip();
        private long left;
        private long passed;

        private Pipe(long left) {
            this.left = left;
        }

        boolean isEmpty() {
            return !bytes.hasRemaining();
        }

        /** Bytes that went in. */
        long passed() {
            return passed;
        }

        @Override
        public int write(ByteBuffer from) {
            int length = from.remaining();
            int through = (int) Math.min(length, left);
            bytes.compact().put(from.slice(from.position(), through)).flip();
            from.position(from.limit());
            left -= through;
            passed += length;
            return length;
        }

        @Override
        public int read(ByteBuffer into) {
            int length = Math.min(into.remaining(), bytes.remaining());
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

    final FakeSource source;
    final RecordingSink sink;
    final List<String> heard = new ArrayList<>();
    final FeedLimits limits;
    FeedSender sender;
    FeedTaker taker;
    Subscription subscription = Subscription.ofServices(FakeSource.SERVICE);
    long now;

    private final FrameWriter batch;
    private FrameWriter answers;
    private FrameReader atStandby;
    private FrameReader atCache;
    private Pipe forth;
    private Pipe back;

    FeedLoop(FakeSource source, RecordingSink sink, FeedLimits limits) {
        this(source, sink, limits, 0, 1 << 15);
    }

    FeedLoop(FakeSource source, RecordingSink sink, FeedLimits limits, long connectionWindow, int batchBytes) {
        this.source = source;
        this.sink = sink;
        this.limits = limits;
        batch = new FrameWriter(batchBytes);
        newSender();
        newTaker(connectionWindow);
    }

    FeedLoop() {
        this(new FakeSource(), new RecordingSink(), LIMITS);
    }

    /** The cache's process forgets what it knew of the standby. */
    void newSender() {
        newSender(source);
    }

    /** Another cache. */
    void newSender(FakeSource from) {
        sender = new FeedSender(from, limits, UUID.randomUUID(), now);
    }

    /** The standby's process starts again. */
    void newTaker(long connectionWindow) {
        taker = new FeedTaker(sink, connectionWindow, 1000, problem -> heard.add("problem " + problem));
    }

    FeedLoop connect() throws IOException {
        connect(Long.MAX_VALUE, Long.MAX_VALUE);
        return this;
    }

    /** @param forthBytes that pass from the cache, and {@code backBytes} from the standby, before the cut */
    void connect(long forthBytes, long backBytes) throws IOException {
        forth = new Pipe(forthBytes);
        back = new Pipe(backBytes);
        atStandby = new FrameReader(forth);
        atCache = new FrameReader(back);
        answers = FrameWriter.forAnyMessage();
        batch.continueAfter(0);
        batch.add(sender.hello());
        batch.writeTo(forth);
        FeedMessage.Hello hello = (FeedMessage.Hello) atStandby.read();
        FeedTaker.check(hello);
        for (FeedMessage answer : taker.greet(hello, subscription)) {
            say(answer);
        }
        Greeting greeting = new Greeting(limits.connections());
        // Even if what the cache hears is cut, the standby expects the feed to go on from there.
        atStandby.continueAfter(taker.sequence());
        while (!greeting.isReady()) {
            greeting.take(atCache.read());
        }
        sender.begin(greeting, batch, now);
    }

    /** What the cache would send now, without time passing. */
    int fill() {
        sender.poll(now, now);
        return fillWithoutLooking();
    }

    /** The same, of what the cache had when it was looked at last. */
    int fillWithoutLooking() {
        sender.fill(batch, now);
        return batch.size();
    }

    void send() throws IOException {
        batch.writeTo(forth);
        sender.written(now);
    }

    /** The standby takes what came, and says so. */
    void take() throws IOException {
        boolean any = false;
        while (!forth.isEmpty() || atStandby.holdsFrame()) {
            FeedMessage message = atStandby.read();
            var answer = taker.take(message, atStandby.sequence());
            if (answer.isPresent()) {
                say(answer.get());
            }
            any = true;
        }
        if (any) {
            say(new FeedMessage.Acknowledged(taker.sequence()));
        }
    }

    void say(FeedMessage message) throws IOException {
        answers.add(message);
        answers.writeTo(back);
    }

    /** The application has taken so much. */
    void consume(long id, long offset) throws IOException {
        taker.consumed(id, offset);
        var news = taker.news(id);
        if (news.isPresent()) {
            say(news.get());
        }
    }

    /** The cache takes what the standby said. */
    void hear() throws IOException {
        while (!back.isEmpty() || atCache.holdsFrame()) {
            sender.take(atCache.read(), now);
        }
        listen();
    }

    /** One batch there, its acknowledgment back. */
    int step() throws IOException {
        int size = fill();
        send();
        take();
        hear();
        return size;
    }

    /** Until nothing is left to send. */
    void settle() throws IOException {
        int steps = 0;
        while (step() > 0) {
            assertTrue(++steps < 1_000_000, "no end of it");
        }
    }

    /** Feeds until it is cut. */
    void settleOrBreak() {
        try {
            settle();
        } catch (EOFException e) {
            heard.add("cut: " + e.getMessage());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        sender.end("cut");
        listen();
    }

    void pass(Duration time) {
        now += time.toNanos();
        sender.watch(now, now, 0);
        listen();
    }

    List<String> heard() {
        listen();
        List<String> all = List.copyOf(heard);
        heard.clear();
        return all;
    }

    private void listen() {
        sender.events().take().forEach(event -> event.accept(new Listener(heard)));
    }

    Pipe forth() {
        return forth;
    }

    Pipe back() {
        return back;
    }

    /** Writes down what it hears. */
    record Listener(List<String> heard) implements FeedListener {

        static Listener create() {
            return new Listener(new CopyOnWriteArrayList<>());
        }

        @Override
        public void connected(Subscription subscription, int resumed) {
            heard.add("connected " + resumed);
        }

        @Override
        public void disconnected(String reason) {
            heard.add("disconnected " + reason);
        }

        @Override
        public void standbyBehind(long id, long backlogBytes) {
            heard.add("behind " + id + " " + backlogBytes);
        }

        @Override
        public void caughtUp(long id) {
            heard.add("caught up " + id);
        }

        @Override
        public void restarted(long id, String reason) {
            heard.add("restarted " + id + " " + reason);
        }

        @Override
        public void dropped(long id, String reason) {
            heard.add("dropped " + id + " " + reason);
        }

        @Override
        public void givenUp(long id, String reason) {
            heard.add("given up " + id + " " + reason);
        }

        @Override
        public void problem(String text) {
            heard.add("problem " + text);
        }
    }
}
