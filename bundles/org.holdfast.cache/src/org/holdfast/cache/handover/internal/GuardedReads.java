package org.holdfast.cache.handover.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Reads from a channel, and closes it when the other host is silent for too long. Only time spent in waiting counts. The
 * watch is a virtual thread, which ends with {@link #close()}; the channel stays the caller's.
 */
public final class GuardedReads implements ReadableByteChannel {

    private static final long NOT_WAITING = Long.MAX_VALUE;

    /** Looks within the time of silence. */
    private static final int LOOKS = 8;

    private final ReadableByteChannel in;
    private final Duration silence;
    private final Thread watch;
    private volatile long waitsSince = NOT_WAITING;
    private volatile boolean closed;
    private volatile boolean expired;
    private volatile IOException closing;

    public GuardedReads(ReadableByteChannel in, Duration silence) {
        this.in = in;
        this.silence = silence;
        watch = Thread.ofVirtual().start(this::watch);
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        waitsSince = System.nanoTime();
        try {
            return in.read(into);
        } catch (ClosedChannelException e) {
            if (expired) {
                IOException silent = new IOException("the other host was silent for " + silence.toMillis() + " ms", e);
                if (closing != null) {
                    silent.addSuppressed(closing);
                }
                throw silent;
            }
            throw e;
        } finally {
            waitsSince = NOT_WAITING;
        }
    }

    @Override
    public boolean isOpen() {
        return !closed && in.isOpen();
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(watch);
    }

    private void watch() {
        while (!closed && !expired) {
            LockSupport.parkNanos(this, Math.max(1, silence.toNanos() / LOOKS));
            long since = waitsSince;
            if (since != NOT_WAITING && System.nanoTime() - since > silence.toNanos()) {
                expired = true;
                closeSilent();
            }
        }
    }

    private void closeSilent() {
        try {
            in.close();
        } catch (IOException e) {
            closing = e;
        }
    }
}
