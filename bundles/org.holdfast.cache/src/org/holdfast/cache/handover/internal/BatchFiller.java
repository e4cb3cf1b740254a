package org.holdfast.cache.handover.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.holdfast.cache.handover.FeedLimits;
import org.holdfast.cache.handover.FeedSource;
import org.holdfast.cache.internal.wire.FeedMessage;
import org.holdfast.cache.internal.wire.FrameWriter;

/**
 * Makes the frames of the next batch: control before bytes, and of the bytes a quantum of each connection in turn, as far
 * as batch and window have room. Bytes go from the packet memory straight into the batch. Not safe for threads.
 */
final class BatchFiller {

    /** A piece of a stream isn't cut smaller than this to fill what is left of a window or a batch. */
    private static final int SMALLEST_PIECE = 4096;

    private final FeedSource source;
    private final int quantum;
    private final long heartbeatNanos;
    private final ControlMessages control;
    private final SendOrder order;
    private final Drops drops;
    private final InFlight inFlight;
    private final FeedMeter meter;
    private long lastFrameNanos;
    private long now;

    BatchFiller(
            FeedSource source,
            FeedLimits limits,
            ControlMessages control,
            SendOrder order,
            Drops drops,
            InFlight inFlight,
            FeedMeter meter) {
        this.source = source;
        quantum = limits.quantumBytes();
        heartbeatNanos = limits.heartbeat().toNanos();
        this.control = control;
        this.order = order;
        this.drops = drops;
        this.inFlight = inFlight;
        this.meter = meter;
    }

    void begin(long nowNanos) {
        lastFrameNanos = nowNanos;
    }

    void fill(FrameWriter out, long nowNanos) {
        now = nowNanos;
        order.awaken(nowNanos);
        // One that begins again is dropped before it is opened.
        fillDrops(out);
        if (drops.isEmpty()) {
            fillControl(out);
            fillBytes(out);
            fillDrops(out);
        }
        if (out.size() == 0 && nowNanos - lastFrameNanos >= heartbeatNanos && hasRoom(out, 0)) {
            send(out, new FeedMessage.Heartbeat(), null, InFlight.Kind.OTHER, 0);
        }
    }

    boolean isHeldUp() {
        return !drops.isEmpty() || order.hasControl() || order.hasBytes();
    }

    long sleepNanos(long nowNanos) {
        long heartbeat = lastFrameNanos + heartbeatNanos - nowNanos;
        // One that is overdue had no room: an acknowledgment ends that, not time.
        return Math.min(heartbeat > 0 ? heartbeat : heartbeatNanos, order.sleep(nowNanos));
    }

    private void fillDrops(FrameWriter out) {
        while (!drops.isEmpty() && hasRoom(out, 0)) {
            send(out, drops.remove(), null, InFlight.Kind.OTHER, 0);
        }
    }

    /** Control goes first, but while bytes wait, it leaves them half of the batch. */
    private void fillControl(FrameWriter out) {
        int keep = order.hasBytes() ? out.room() / 2 : 0;
        for (int left = order.controlLength(); left > 0 && hasRoom(out, keep); left--) {
            FedConnection c = order.nextControl();
            if (!c.isDropped()) {
                tell(out, c, keep);
                order.enqueue(c, now);
            }
        }
    }

    private void tell(FrameWriter out, FedConnection c, int keep) {
        while (hasRoom(out, keep)) {
            FeedMessage message = control.next(c, now);
            switch (message) {
                case null -> {
                    if (c.isDropped()) {
                        drops.dropped(c, c.droppedWhy);
                    }
                    return;
                }
                case FeedMessage.Opened _, FeedMessage.State _ ->
                    send(out, message, c, InFlight.Kind.STATE, c.sentVersion);
                case FeedMessage.Over _ -> send(out, message, c, InFlight.Kind.OVER, 0);
                default -> send(out, message, c, InFlight.Kind.OTHER, 0);
            }
        }
    }

    private boolean hasRoom(FrameWriter out, int keep) {
        return out.room() - keep >= FrameWriter.LARGEST_CONTROL && inFlight.room() >= FrameWriter.LARGEST_CONTROL;
    }

    private void fillBytes(FrameWriter out) {
        while (order.hasBytes()) {
            long wanted = Math.min(order.sendable(order.peekBytes()), quantum);
            long room = Math.min(out.room(), inFlight.roomForBytes()) - FrameWriter.INBOUND_OVERHEAD;
            if (room < Math.min(wanted, SMALLEST_PIECE)) {
                return;
            }
            FedConnection c = order.nextBytes();
            if (!c.isDropped() && wanted > 0) {
                sendBytes(out, c, (int) Math.min(wanted, room));
                order.enqueue(c, now);
            }
        }
    }

    private void sendBytes(FrameWriter out, FedConnection c, int most) {
        int before = out.size();
        ByteBuffer into = out.beginInbound(c.id, c.sentBytes, most);
        int read = 0;
        try {
            read = source.read(c.cursor(), into);
            if (read <= 0) {
                drops.dropped(c, "inbound bytes from " + c.sentBytes + " on aren't stored any more");
            }
        } catch (IOException e) {
            drops.dropped(c, "inbound bytes from " + c.sentBytes + " on can't be read: " + e.getMessage());
        } finally {
            out.endInbound(read);
        }
        if (read > 0) {
            c.sentBytes += read;
            meter.inbound(read);
            sent(out, before, c, InFlight.Kind.BYTES, c.sentBytes);
        }
    }

    private void send(FrameWriter out, FeedMessage message, FedConnection c, InFlight.Kind kind, long value) {
        int before = out.size();
        out.add(message);
        sent(out, before, c, kind, value);
    }

    private void sent(FrameWriter out, int before, FedConnection c, InFlight.Kind kind, long value) {
        int size = out.size() - before;
        inFlight.add(out.sequence(), c, kind, value, size);
        meter.frame(size);
        lastFrameNanos = now;
    }
}
