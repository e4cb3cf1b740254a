package org.holdfast.cache.handover;

import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.holdfast.cache.handover.internal.TakerSessions;

/**
 * Takes a feed on the standby, and tells the cache where to go on when it is connected again. What isn't whole and right
 * is refused with a reason, and the sink doesn't see it. One cache at a time: a newer connection replaces the older one.
 * Threads of its own; the methods may be called by any.
 */
public final class FeedReceiver implements AutoCloseable {

    /** Connections of which the first frame is awaited; more are closed. */
    private static final int STRANGERS = 8;

    private static final Duration ACCEPT_PAUSE = Duration.ofMillis(100);

    private final ChannelSupplier channels;
    private final TakerSessions sessions;
    private final Semaphore strangers = new Semaphore(STRANGERS);
    private final Set<ByteChannel> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;
    private volatile String lastProblem = "";

    /**
     * Begins at once.
     *
     * @param channels accepts connections from the cache; closed with the receiver
     * @param subscription what the standby wants at first
     */
    public FeedReceiver(ChannelSupplier channels, Subscription subscription, ReceiverLimits limits, FeedSink sink) {
        this.channels = channels;
        sessions = new TakerSessions(limits, subscription, sink, problem -> lastProblem = problem);
        Thread.ofPlatform().daemon().name("feed-receiver-" + channels.name()).start(this::accept);
    }

    /**
     * The application has taken the inbound stream of a connection up to an offset. Only with a window per connection;
     * may be called as often as bytes are taken, and from within the sink.
     */
    public void consumed(long id, long offset) {
        sessions.consumed(id, offset);
    }

    /** The standby wants no more of a connection: its copy of the application can't follow, or its output differs. */
    public void giveUp(long id, String reason) {
        sessions.giveUp(id, reason);
    }

    /** The standby wants something else from now on. What it doesn't want any more is dropped. */
    public void subscribe(Subscription wanted) {
        sessions.subscribe(wanted);
    }

    /** Why a feed was refused or broke off last, or what the sink couldn't take. */
    public Optional<String> lastProblem() {
        return lastProblem.isEmpty() ? Optional.empty() : Optional.of(lastProblem);
    }

    /** Stops listening and breaks off what is running; a call of the sink may still be under way. */
    @Override
    public void close() throws IOException {
        closed = true;
        channels.close();
        for (ByteChannel channel : open) {
            channel.close();
        }
    }

    private void accept() {
        while (!closed) {
            try {
                ByteChannel channel = channels.next();
                if (strangers.tryAcquire()) {
                    open.add(channel);
                    Thread.ofPlatform()
                            .daemon()
                            .name("feed-from-" + channels.name())
                            .start(() -> serve(channel));
                } else {
                    channel.close();
                    lastProblem = "a connection was closed because " + STRANGERS + " others haven't said who they are";
                }
            } catch (IOException e) {
                if (!closed) {
                    lastProblem = "a cache couldn't be accepted: " + e.getMessage();
                    // Most likely no file descriptor is free: that passes, but not at once.
                    LockSupport.parkNanos(ACCEPT_PAUSE.toNanos());
                }
            }
        }
    }

    private void serve(ByteChannel channel) {
        try {
            if (closed) {
                channel.close();
            }
            sessions.serve(channel, strangers::release);
        } catch (IOException e) {
            lastProblem = "a connection couldn't be closed: " + e.getMessage();
        } finally {
            open.remove(channel);
        }
    }
}
