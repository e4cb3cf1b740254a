package org.holdfast.cache.internal.remember;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The thread that writes. It looks every 100 ms whether there is something to write, and at once when it's woken. It
 * also makes the chunks of the ring ahead of time.
 */
final class Spiller {

    private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(100);

    private final SegmentTable table;
    private final ChunkRing ring;
    /** Null when packets are kept in memory only. */
    private final Spill spill;

    private final Trouble trouble;
    private final Thread thread;
    private final AtomicLong asked = new AtomicLong();
    private final Object monitor = new Object();
    private long served;
    private volatile boolean closing;

    Spiller(SegmentTable table, ChunkRing ring, Spill spill, Trouble trouble) {
        this.table = table;
        this.ring = ring;
        this.spill = spill;
        this.trouble = trouble;
        thread = Thread.ofPlatform().daemon().name("holdfast-packets").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** There is something to do. Cheap; for any thread. */
    void wake() {
        LockSupport.unpark(thread);
    }

    /**
     * Waits until all that was appended before this call is in the files, or writing failed, or waits for room. For any
     * thread; goes on waiting when it's interrupted.
     */
    void await() {
        long ticket = asked.incrementAndGet();
        wake();
        boolean interrupted = false;
        synchronized (monitor) {
            while (served < ticket) {
                try {
                    monitor.wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes what is left, and ends. */
    void close() {
        closing = true;
        wake();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            // The first packet shouldn't have to wait for it.
            ring.prepare();
            long done = 0;
            while (!closing) {
                if (asked.get() == done) {
                    LockSupport.parkNanos(this, INTERVAL);
                }
                long ticket = asked.get();
                pass(ticket > done);
                done = ticket;
                serve(ticket);
            }
            pass(true);
        } finally {
            if (!closing) {
                trouble.stopped();
            }
            // Nobody may wait for a thread that isn't there.
            serve(Long.MAX_VALUE);
        }
    }

    private void serve(long ticket) {
        synchronized (monitor) {
            served = ticket;
            monitor.notifyAll();
        }
    }

    /** @param asked now, however long ago the last failure was */
    private void pass(boolean asked) {
        StoredSegment newest = table.newest();
        if (newest == null) {
            return;
        }
        if (!closing && newest.end() > ring.chunkBytes() / 2) {
            ring.prepare();
        }
        if (spill == null || !asked && trouble.isTooEarly(newest.newestNanos())) {
            return;
        }
        try {
            spill.pass(asked);
            trouble.over();
            if (newest.isWritten()) {
                trouble.caughtUp();
            }
        } catch (IOException e) {
            spill.abandon(e);
            trouble.failed(e, newest.newestNanos());
        }
    }
}
