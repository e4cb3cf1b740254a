package org.holdfast.cache.handover.internal;

import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * Whose turn it is: connections with something to tell beside their bytes, those that have to wait a little with it, and
 * those with bytes, each of which gets its turn before any gets a second one. Not safe for threads.
 */
final class SendOrder {

    private final ControlMessages control;
    private final ArrayDeque<FedConnection> now = new ArrayDeque<>();
    private final ArrayDeque<FedConnection> later = new ArrayDeque<>();
    private final ArrayDeque<FedConnection> bytes = new ArrayDeque<>();
    /** Bytes of one connection that its application needn't have taken; 0 for no limit. */
    private long connectionWindow;

    SendOrder(ControlMessages control) {
        this.control = control;
    }

    void clear(long connectionWindow) {
        this.connectionWindow = connectionWindow;
        clear(now, c -> c.inControl = false);
        clear(later, c -> c.inLater = false);
        clear(bytes, c -> c.inBulk = false);
    }

    /** Whether what an application has taken is told apart from what the standby has. */
    boolean limitsConnections() {
        return connectionWindow > 0;
    }

    private static void clear(ArrayDeque<FedConnection> queue, Consumer<FedConnection> left) {
        queue.forEach(left);
        queue.clear();
    }

    /** Lets a connection wait wherever it has something to wait for. */
    void enqueue(FedConnection c, long nowNanos) {
        if (c.isDropped()) {
            return;
        }
        if (!c.inControl) {
            if (control.isDue(c, nowNanos)) {
                c.inControl = true;
                now.add(c);
            } else if (!c.inLater && control.isDueLater(c)) {
                c.inLater = true;
                c.laterNanos = nowNanos + control.stateNanos();
                later.add(c);
            }
        }
        if (!c.inBulk && sendable(c) > 0) {
            c.inBulk = true;
            bytes.add(c);
        }
    }

    /** Inbound bytes that may be sent of a connection now, as far as it is concerned. */
    long sendable(FedConnection c) {
        if (!c.opened) {
            return 0;
        }
        long captured = c.newest.inboundBytes() - c.sentBytes;
        return connectionWindow == 0 ? captured : Math.min(captured, c.consumedBytes + connectionWindow - c.sentBytes);
    }

    /** Moves those on whose time has come. */
    void awaken(long nowNanos) {
        // All wait equally long, so they stand in order.
        while (!later.isEmpty() && later.peek().laterNanos - nowNanos <= 0) {
            FedConnection c = later.remove();
            c.inLater = false;
            enqueue(c, nowNanos);
        }
    }

    /** Nanoseconds until {@link #awaken} has something to do; {@link Long#MAX_VALUE} when nobody waits. */
    long sleep(long nowNanos) {
        return later.isEmpty() ? Long.MAX_VALUE : Math.max(0, later.peek().laterNanos - nowNanos);
    }

    boolean hasControl() {
        return !now.isEmpty();
    }

    boolean hasBytes() {
        return !bytes.isEmpty();
    }

    int controlLength() {
        return now.size();
    }

    FedConnection nextControl() {
        FedConnection c = now.remove();
        c.inControl = false;
        return c;
    }

    FedConnection peekBytes() {
        return bytes.peek();
    }

    FedConnection nextBytes() {
        FedConnection c = bytes.remove();
        c.inBulk = false;
        return c;
    }
}
