package org.holdfast.cache.handover.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.holdfast.cache.handover.FeedSink;
import org.holdfast.cache.handover.ReceiverLimits;
import org.holdfast.cache.handover.Subscription;
import org.holdfast.cache.internal.wire.FeedMessage;
import org.holdfast.cache.internal.wire.FrameReader;
import org.holdfast.cache.internal.wire.WireException;

/**
 * The sessions of a standby with its cache, one at a time: a newer one ends the older, and begins when that has left the
 * sink.
 */
public final class TakerSessions {

    /** How much of a refused feed is read and thrown away, so that the sender gets to read why. */
    private static final int DRAIN = 64 << 20;

    private static final int DRAIN_BUFFER = 64 << 10;

    /** How often one that waits for its turn looks whether it is still wanted. */
    private static final Duration TURN = Duration.ofMillis(100);

    private final ReceiverLimits limits;
    private final FeedSink sink;
    private final FeedTaker taker;
    private final Consumer<String> problems;
    private final ReentrantLock turn = new ReentrantLock();
    private final AtomicReference<ByteChannel> newest = new AtomicReference<>();
    private volatile Subscription subscription;
    private volatile Replies replies;

    /** @param problems hears what went wrong, on any thread */
    public TakerSessions(ReceiverLimits limits, Subscription subscription, FeedSink sink, Consumer<String> problems) {
        this.limits = limits;
        this.subscription = subscription;
        this.sink = sink;
        this.problems = problems;
        taker = new FeedTaker(sink, limits.connectionWindow(), limits.connections(), problems);
    }

    /**
     * Takes what comes over a channel until that ends.
     *
     * @param known is called when a cache has said who it is, or never will
     */
    public void serve(ByteChannel channel, Runnable known) {
        try (channel;
                GuardedReads in = new GuardedReads(channel, limits.silence())) {
            FrameReader frames = new FrameReader(in);
            Replies answers = new Replies(channel);
            try {
                follow(channel, hello(frames, known), frames, answers);
            } catch (WireException e) {
                problems.accept("a feed was refused: " + e.getMessage());
                answers.say(new FeedMessage.Refused(e.getMessage()));
                drain(in);
            }
        } catch (IOException e) {
            problems.accept("a feed broke off: " + FeedSession.why(e));
        }
    }

    public void consumed(long id, long offset) {
        taker.consumed(id, offset);
        tell(id);
    }

    public void giveUp(long id, String reason) {
        taker.giveUp(id, reason);
        tell(id);
    }

    public void subscribe(Subscription wanted) {
        subscription = wanted;
        Replies connected = replies;
        if (connected != null) {
            say(connected, new FeedMessage.Subscribed(wanted));
        }
    }

    private FeedMessage.Hello hello(FrameReader frames, Runnable known) throws IOException {
        try {
            if (!(frames.read() instanceof FeedMessage.Hello hello)) {
                throw new WireException("a feed begins with another frame");
            }
            FeedTaker.check(hello);
            return hello;
        } finally {
            known.run();
        }
    }

    private void follow(ByteChannel channel, FeedMessage.Hello hello, FrameReader frames, Replies answers)
            throws IOException {
        ByteChannel older = newest.getAndSet(channel);
        if (older != null) {
            older.close();
        }
        if (awaitTurn(channel)) {
            try {
                session(hello, frames, answers);
            } finally {
                turn.unlock();
            }
        }
    }

    /** The older session may be in the sink for long; meanwhile a still newer one may come. */
    private boolean awaitTurn(ByteChannel channel) throws IOException {
        try {
            while (newest.get() == channel) {
                if (turn.tryLock(TURN.toNanos(), TimeUnit.NANOSECONDS)) {
                    return true;
                }
            }
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void session(FeedMessage.Hello hello, FrameReader frames, Replies answers) throws IOException {
        Subscription told = subscription;
        for (FeedMessage answer : taker.greet(hello, told)) {
            answers.say(answer);
        }
        String reason = "ended";
        try {
            tellSink(() -> sink.connected(hello.cache()));
            replies = answers;
            // What was said while nobody was connected is in the greeting; what came since then is told now.
            for (FeedMessage news : taker.news()) {
                answers.say(news);
            }
            if (subscription != told) {
                answers.say(new FeedMessage.Subscribed(subscription));
            }
            frames.continueAfter(taker.sequence());
            take(frames, answers);
        } catch (IOException e) {
            reason = FeedSession.why(e);
            throw e;
        } finally {
            replies = null;
            String why = reason;
            tellSink(() -> sink.disconnected(why));
        }
    }

    private void tellSink(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            problems.accept("the sink failed: " + e);
        }
    }

    private void take(FrameReader frames, Replies answers) throws IOException {
        long acknowledged = taker.sequence();
        while (true) {
            if (!frames.holdsFrame() && taker.sequence() > acknowledged) {
                acknowledged = taker.sequence();
                answers.say(new FeedMessage.Acknowledged(acknowledged));
            }
            FeedMessage message = frames.read();
            Optional<FeedMessage> answer = taker.take(message, frames.sequence());
            if (answer.isPresent()) {
                answers.say(answer.get());
            }
        }
    }

    /** Tells the cache, if one is connected, what it should know of a connection by now. */
    private void tell(long id) {
        Replies connected = replies;
        if (connected != null) {
            taker.news(id).ifPresent(news -> say(connected, news));
        }
    }

    private void say(Replies connected, FeedMessage message) {
        try {
            connected.say(message);
        } catch (IOException e) {
            problems.accept("the cache couldn't be told of " + message + ": " + e.getMessage());
        }
    }

    private static void drain(ReadableByteChannel in) throws IOException {
        ByteBuffer thrownAway = ByteBuffer.allocate(DRAIN_BUFFER);
        long drained = 0;
        int read = 0;
        while (read >= 0 && drained < DRAIN) {
            read = in.read(thrownAway.clear());
            drained += Math.max(0, read);
        }
    }
}
