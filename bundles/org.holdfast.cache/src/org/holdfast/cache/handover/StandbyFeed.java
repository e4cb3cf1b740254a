package org.holdfast.cache.handover;

import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.holdfast.cache.handover.internal.CaptureClock;
import org.holdfast.cache.handover.internal.FeedSender;
import org.holdfast.cache.handover.internal.FeedSession;
import org.holdfast.cache.handover.internal.FeedWatch;
import org.holdfast.cache.handover.internal.WakeUp;
import org.holdfast.cache.internal.wire.FrameWriter;

/**
 * The output queue of claim 1 in its continuous form, for {@code warm} standbys: keeps one failover host supplied with
 * the connections that it subscribed to, over one connection that is made again whenever it breaks; then the feed goes on
 * from what the standby has. The wire format is described at the package.
 *
 * <p>A thread of its own sends. It pulls from the {@link FeedSource} what the standby has room for, and keeps no bytes;
 * capture never waits for it. All methods may be called by any thread.
 */
public final class StandbyFeed implements AutoCloseable {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final int BATCH = 256 << 10;

    private final String standby;
    private final FeedSource source;
    private final ChannelSupplier channels;
    private final FeedLimits limits;
    private final CaptureClock captureClock;
    private final ReentrantLock lock = new ReentrantLock();
    private final WakeUp wake = new WakeUp();
    private final Runnable signal = wake::changed;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final FeedSender sender;
    private final Thread sending;
    private final Thread watching;
    private volatile ByteChannel channel;
    private volatile String lastProblem = "";

    /**
     * Begins at once.
     *
     * @param standby name of the failover host, for people
     * @param channels connects to its {@link FeedReceiver}; closed with the feed
     * @param captureClock the time that captured packets are stamped with; the measured delays alone depend on it
     */
    public StandbyFeed(
            String standby,
            FeedSource source,
            ChannelSupplier channels,
            FeedLimits limits,
            FeedListener listener,
            InstantSource captureClock) {
        this.standby = standby;
        this.source = source;
        this.channels = channels;
        this.limits = limits;
        this.captureClock = new CaptureClock(captureClock);
        sender = new FeedSender(source, limits, UUID.randomUUID(), System.nanoTime());
        source.addSignal(signal);
        FeedWatch watch = new FeedWatch(
                sender, lock, wake, limits, listener, this.captureClock, closed, problem -> lastProblem = problem);
        sending = Thread.ofPlatform().daemon().name(name()).start(this::feed);
        watching = Thread.ofPlatform().daemon().name(name() + "-watch").start(watch);
    }

    /** How far a connection is fed, held against what the cache has now; empty when it isn't fed. */
    public Optional<FeedPosition> position(long id) {
        Optional<FeedPosition> position = locked(() -> {
            sender.poll(System.nanoTime(), captureClock.nanos());
            return sender.position(id);
        });
        // What was found here is to be sent by the feed's thread.
        wake.changed();
        return position;
    }

    public FeedStatistics statistics() {
        return locked(() -> sender.statistics(standby));
    }

    /** What went wrong last in the listener or the cache; empty when nothing did. */
    public Optional<String> lastProblem() {
        return lastProblem.isEmpty() ? Optional.empty() : Optional.of(lastProblem);
    }

    /** Ends it and waits for its threads. The listener isn't told anything any more. */
    @Override
    public void close() throws IOException {
        source.removeSignal(signal);
        closed.countDown();
        try (channels;
                ByteChannel running = channel) {
            wake.release();
        } finally {
            join(sending);
            join(watching);
        }
    }

    private void feed() {
        FrameWriter out = new FrameWriter(BATCH);
        Duration pause = FIRST_PAUSE;
        while (!isClosed(Duration.ZERO)) {
            boolean begun = session(out);
            pause = begun ? FIRST_PAUSE : min(pause.multipliedBy(2), LONGEST_PAUSE);
            isClosed(pause);
        }
    }

    /** Feeds until the connection breaks, and says whether the standby had been ready. */
    private boolean session(FrameWriter out) {
        boolean begun = false;
        String reason = "closed";
        try {
            channel = channels.next();
            FeedSession session = new FeedSession(channel, sender, lock, wake, out, limits, captureClock);
            if (isClosed(Duration.ZERO)) {
                channel.close();
            }
            try {
                session.run(name());
            } finally {
                begun = session.hasBegun();
            }
        } catch (IOException e) {
            reason = FeedSession.why(e);
        } catch (RuntimeException e) {
            // A fault of the cache: said, and tried again, rather than ending the feed for ever without a word.
            reason = "the cache couldn't be asked: " + e;
        }
        end(reason);
        return begun;
    }

    private void end(String reason) {
        lock.lock();
        try {
            sender.end(reason);
        } finally {
            lock.unlock();
        }
    }

    private String name() {
        return "feed-" + standby;
    }

    /** Waits for that. */
    private boolean isClosed(Duration atMost) {
        try {
            return closed.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private <T> T locked(Supplier<T> question) {
        lock.lock();
        try {
            return question.get();
        } finally {
            lock.unlock();
        }
    }

    /** The listener may be the one that closes. */
    private static void join(Thread thread) {
        try {
            if (thread != Thread.currentThread()) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
