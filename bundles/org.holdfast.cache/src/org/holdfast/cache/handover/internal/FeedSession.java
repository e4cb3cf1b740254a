package org.holdfast.cache.handover.internal;

import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import org.holdfast.cache.handover.FeedLimits;
import org.holdfast.cache.internal.wire.FeedMessage;
import org.holdfast.cache.internal.wire.FrameReader;
import org.holdfast.cache.internal.wire.FrameWriter;

/**
 * A feed over one connection, from its beginning until it breaks. The calling thread sends; another one takes what the
 * standby says. The sender's state is theirs under a lock that nobody holds while he writes or waits for the network.
 */
public final class FeedSession {

    /** How long after a failed write the standby's reason is waited for. */
    private static final Duration REASON = Duration.ofSeconds(1);

    private final ByteChannel channel;
    private final FeedSender sender;
    private final Lock lock;
    private final WakeUp wake;
    private final FrameWriter out;
    private final FeedLimits limits;
    private final CaptureClock captureClock;
    private volatile IOException heard;
    private volatile boolean begun;

    /**
     * @param sender guarded by {@code lock}
     * @param out used by this session alone for as long as it runs
     */
    public FeedSession(
            ByteChannel channel,
            FeedSender sender,
            Lock lock,
            WakeUp wake,
            FrameWriter out,
            FeedLimits limits,
            CaptureClock captureClock) {
        this.channel = channel;
        this.sender = sender;
        this.lock = lock;
        this.wake = wake;
        this.out = out;
        this.limits = limits;
        this.captureClock = captureClock;
    }

    /** Whether the standby ever was ready to be fed. */
    public boolean hasBegun() {
        return begun;
    }

    /**
     * Feeds until the connection breaks or is closed.
     *
     * @throws IOException always, saying why
     */
    public void run(String name) throws IOException {
        try (channel;
                GuardedReads guarded = new GuardedReads(channel, limits.silence())) {
            FrameReader in = new FrameReader(guarded);
            greet(in);
            Thread listening =
                    Thread.ofPlatform().daemon().name(name + "-acknowledgments").start(() -> listen(in));
            try {
                send();
            } catch (IOException e) {
                throw reason(listening, e);
            } finally {
                channel.close();
                join(listening);
            }
        }
    }

    private void greet(FrameReader in) throws IOException {
        out.continueAfter(0);
        out.add(sender.hello());
        out.writeTo(channel);
        Greeting greeting = new Greeting(limits.connections());
        while (!greeting.isReady()) {
            greeting.take(in.read());
        }
        lock.lock();
        try {
            sender.begin(greeting, out, System.nanoTime());
        } finally {
            lock.unlock();
        }
        begun = true;
    }

    private void send() throws IOException {
        long pace = limits.pace().toNanos();
        long nextPoll = System.nanoTime();
        while (channel.isOpen()) {
            wake.reset();
            long now = System.nanoTime();
            boolean polls = now - nextPoll >= 0;
            boolean heldUp;
            boolean pollDue;
            long sleep;
            lock.lock();
            try {
                // Nothing else happened since the last batch was written.
                sender.written(now);
                if (polls) {
                    sender.poll(now, captureClock.nanos());
                }
                sender.fill(out, now);
                heldUp = sender.isHeldUp();
                pollDue = sender.isPollDue();
                sleep = sender.sleepNanos(now);
            } finally {
                lock.unlock();
            }
            nextPoll = polls ? now + pace : nextPoll;
            if (out.size() > 0) {
                out.writeTo(channel);
            } else if (heldUp) {
                wake.awaitRelease(sleep);
            } else if (pollDue) {
                LockSupport.parkNanos(this, nextPoll - now);
            } else {
                wake.await(sleep);
            }
        }
        throw heard != null ? heard : new ClosedChannelException();
    }

    private void listen(FrameReader in) {
        try {
            while (true) {
                FeedMessage message = in.read();
                lock.lock();
                try {
                    sender.take(message, System.nanoTime());
                } finally {
                    lock.unlock();
                }
                wake.release();
            }
        } catch (IOException e) {
            heard = e;
        } catch (RuntimeException e) {
            heard = new IOException("what the standby said couldn't be taken: " + e, e);
        }
        closeAfter(heard);
        wake.release();
    }

    private void closeAfter(IOException e) {
        try {
            channel.close();
        } catch (IOException closing) {
            e.addSuppressed(closing);
        }
    }

    /** Why a connection broke, for people. */
    public static String why(IOException e) {
        return e instanceof ClosedChannelException || e.getMessage() == null
                ? "the connection was closed on this host"
                : e.getMessage();
    }

    /** A standby that closed may have said why. */
    private IOException reason(Thread listening, IOException broken) {
        try {
            listening.join(REASON);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        IOException said = heard;
        if (said == null || said == broken) {
            return broken;
        }
        said.addSuppressed(broken);
        return said;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
