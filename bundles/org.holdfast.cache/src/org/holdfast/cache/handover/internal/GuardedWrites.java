package org.holdfast.cache.handover.internal;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes to a socket, and closes it when the other host takes nothing for too long: a socket's own time-out is for
 * reading only, and a host that hangs or is gone would hold the writer for many minutes. Only time spent in writing
 * counts. The watch is a virtual thread, which ends with {@link #close()}. One thread writes.
 */
public final class GuardedWrites extends FilterOutputStream {

    private static final long NOT_WRITING = Long.MAX_VALUE;

    /** Looks within the time. */
    private static final int LOOKS = 8;

    private final Socket socket;
    private final Duration patience;
    private final Thread watch;
    private volatile long writesSince = NOT_WRITING;
    private volatile boolean closed;
    private volatile boolean expired;
    private volatile IOException closing;

    /** @param patience for one call of {@code write}; best with a buffer before it */
    public GuardedWrites(Socket socket, Duration patience) throws IOException {
        super(socket.getOutputStream());
        this.socket = socket;
        this.patience = patience;
        watch = Thread.ofVirtual().start(this::watch);
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        writesSince = System.nanoTime();
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            if (!expired) {
                throw e;
            }
            IOException stuck = new IOException("it took nothing for " + patience.toMillis() + " ms", e);
            if (closing != null) {
                stuck.addSuppressed(closing);
            }
            throw stuck;
        } finally {
            writesSince = NOT_WRITING;
        }
    }

    /** Ends the watch; the socket stays the caller's. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(watch);
    }

    private void watch() {
        while (!closed && !expired) {
            LockSupport.parkNanos(this, Math.max(1, patience.toNanos() / LOOKS));
            long since = writesSince;
            if (since != NOT_WRITING && System.nanoTime() - since > patience.toNanos()) {
                expired = true;
                closeStuck();
            }
        }
    }

    private void closeStuck() {
        try {
            socket.close();
        } catch (IOException e) {
            closing = e;
        }
    }
}
