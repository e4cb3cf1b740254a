package org.holdfast.benchmarks;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.holdfast.cache.handover.FeedSink;
import org.holdfast.cache.handover.OutboundDigests;
import org.holdfast.cache.handover.StreamEnd;
import org.holdfast.model.tcp.ControlBlock;
import org.holdfast.model.tcp.Verdict;

/** A standby that takes everything at once and only counts it. */
final class CountingSink implements FeedSink {

    private final AtomicLong bytes = new AtomicLong();
    private volatile boolean connected;
    /** Why a connection was dropped; empty while none was. */
    private volatile String dropped = "";

    void awaitConnected(Duration limit) throws InterruptedException {
        await("the standby to be connected", limit, () -> connected);
    }

    void awaitBytes(long expected, Duration limit) throws InterruptedException {
        await(expected + " bytes at the standby", limit, () -> bytes.get() >= expected);
    }

    private void await(String what, Duration limit, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (!dropped.isEmpty()) {
                throw new IllegalStateException("not all will come: " + dropped);
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("waited in vain for " + what + "; it has " + bytes.get());
            }
            Thread.sleep(1);
        }
    }

    @Override
    public void connected(UUID cache) {
        connected = true;
    }

    @Override
    public void inbound(long id, long offset, ByteBuffer taken) {
        bytes.addAndGet(taken.remaining());
    }

    @Override
    public void opened(long id, String service, ControlBlock state) {}

    @Override
    public void state(long id, ControlBlock state) {}

    @Override
    public void outbound(long id, OutboundDigests digests) {}

    @Override
    public void ended(long id, StreamEnd end) {}

    @Override
    public void verdict(long id, Verdict verdict) {}

    @Override
    public void over(long id) {}

    @Override
    public void dropped(long id, String reason) {
        dropped = "connection " + id + " was dropped: " + reason;
    }
}
