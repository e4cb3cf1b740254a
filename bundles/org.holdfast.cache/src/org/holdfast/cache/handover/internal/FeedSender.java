package org.holdfast.cache.handover.internal;

import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;
import org.holdfast.cache.handover.ConnectionProgress;
import org.holdfast.cache.handover.FeedLimits;
import org.holdfast.cache.handover.FeedPosition;
import org.holdfast.cache.handover.FeedSource;
import org.holdfast.cache.handover.FeedStatistics;
import org.holdfast.cache.handover.OutboundDigests;
import org.holdfast.cache.handover.Subscription;
import org.holdfast.cache.internal.wire.FeedMessage;
import org.holdfast.cache.internal.wire.FrameWriter;
import org.holdfast.cache.internal.wire.Frames;
import org.holdfast.cache.internal.wire.ResumePoint;
import org.holdfast.cache.internal.wire.WireException;

/**
 * The cache's side of a feed without its threads: decides what is sent next, and knows what the standby has. Time is a
 * parameter, on a clock that never goes back. Not safe for threads.
 */
public final class FeedSender implements ConnectionPoll.Progress, InFlight.Taken {

    private final FeedSource source;
    private final FeedLimits limits;
    private final UUID feed;
    private final FeedEvents events = new FeedEvents();
    private final FeedMeter meter;
    private final ConnectionPoll poll;
    private final SendOrder order;
    private final InFlight inFlight;
    private final BehindWatch behind;
    private final Drops drops;
    private final Resumption resumption;
    private final BatchFiller filler;
    private boolean connected;
    private boolean toldDisconnected;
    private boolean full;
    private long now;
    private long captureNow;
    private long polledNanos;

    /** @param feed made anew for each sender */
    public FeedSender(FeedSource source, FeedLimits limits, UUID feed, long nowNanos) {
        this.source = source;
        this.limits = limits;
        this.feed = feed;
        polledNanos = nowNanos;
        meter = new FeedMeter(nowNanos);
        poll = new ConnectionPoll(source, limits.connections(), this);
        ControlMessages control =
                new ControlMessages(source, limits.stateInterval().toNanos());
        order = new SendOrder(control);
        inFlight = new InFlight(limits.windowBytes());
        behind = new BehindWatch(limits, events);
        drops = new Drops(poll, behind, events);
        resumption = new Resumption(drops, events);
        filler = new BatchFiller(source, limits, control, order, drops, inFlight, meter);
    }

    /** The first frame of a session. */
    public FeedMessage.Hello hello() {
        return new FeedMessage.Hello(
                Frames.FEED_VERSION, Frames.FEED_VERSION, source.identity(), feed, OutboundDigests.BLOCK);
    }

    /**
     * Begins a session where the standby left off.
     *
     * @param out its frames go on from the last one that the standby took
     */
    public void begin(Greeting greeting, FrameWriter out, long nowNanos) throws WireException {
        now = nowNanos;
        long last = greeting.welcome().lastSequence();
        inFlight.continueAfter(last, this);
        out.continueAfter(last);
        subscribe(greeting.subscription());
        drops.clear();
        order.clear(greeting.welcome().connectionWindow());
        filler.begin(nowNanos);
        meter.session();
        connected = true;
        toldDisconnected = false;
        int resumed = greeting.points().size();
        for (FedConnection c : new ArrayList<>(poll.connections().values())) {
            resumption.resume(c, greeting.points().remove(c.id));
            goOn(c);
        }
        poll.resume(greeting.points());
        Subscription subscription = greeting.subscription();
        events.add(listener -> listener.connected(subscription, resumed));
    }

    /** The standby isn't connected, or not any more. What it has stays known, and is asked for at {@link #begin}. */
    public void end(String reason) {
        connected = false;
        if (!toldDisconnected) {
            toldDisconnected = true;
            events.add(listener -> listener.disconnected(reason));
        }
    }

    /**
     * Looks at the cache.
     *
     * @param captureNanos the same time on the clock of the capture
     */
    public void poll(long nowNanos, long captureNanos) {
        now = nowNanos;
        captureNow = captureNanos;
        polledNanos = nowNanos;
        poll.poll();
        if (connected) {
            poll.unknownPoints().keySet().forEach(drops::unknown);
        }
    }

    /** Whether the cache has changes that weren't looked at. */
    public boolean isPollDue() {
        return poll.isDue();
    }

    /** Adds the frames that may be sent now, as many as fit. */
    public void fill(FrameWriter out, long nowNanos) {
        now = nowNanos;
        filler.fill(out, nowNanos);
    }

    /** What {@link #fill} added was given to the network. */
    public void written(long nowNanos) {
        inFlight.written(c -> c.mark.advance(c, nowNanos, meter));
    }

    /** Whether something waits that only an acknowledgment lets go, after {@link #fill} added nothing. */
    public boolean isHeldUp() {
        return filler.isHeldUp();
    }

    /** How long {@link #fill} has nothing to do, if nothing changes. */
    public long sleepNanos(long nowNanos) {
        return filler.sleepNanos(nowNanos);
    }

    /** Takes what the standby says amid a session. */
    public void take(FeedMessage message, long nowNanos) throws WireException {
        now = nowNanos;
        switch (message) {
            case FeedMessage.Acknowledged m -> inFlight.acknowledge(m.sequence(), this);
            case FeedMessage.Consumed m -> consumed(m);
            case FeedMessage.GivenUp m -> givenUp(m);
            case FeedMessage.Subscribed m -> subscribe(m.subscription());
            case FeedMessage.Refused m -> throw new WireException("it refused: " + m.reason());
            default -> throw new WireException("it sent " + message.getClass().getSimpleName() + " amid the feed");
        }
    }

    /**
     * Finds connections that are behind. To be called several times within the age that makes them so.
     *
     * @param captureNanos the same time on the clock of the capture
     * @param intervalNanos looks at the cache, too, if nobody has for so long
     */
    public void watch(long nowNanos, long captureNanos, long intervalNanos) {
        if (nowNanos - polledNanos >= intervalNanos) {
            poll(nowNanos, captureNanos);
        }
        behind.check(nowNanos);
        meter.tick(nowNanos);
    }

    public FeedEvents events() {
        return events;
    }

    /** Empty when it isn't fed. */
    public Optional<FeedPosition> position(long id) {
        return Optional.ofNullable(poll.connections().get(id))
                .filter(c -> !c.isDropped())
                .map(FedConnection::position);
    }

    public FeedStatistics statistics(String standby) {
        return new FeedStatistics(
                standby,
                connected,
                (int) poll.connections().values().stream()
                        .filter(c -> !c.isDropped())
                        .count(),
                behind.behind(),
                behind.backlogBytes(),
                inFlight.bytes(),
                meter.inboundBytes(),
                meter.wireBytes(),
                meter.frames(),
                meter.bytesPerSecond(),
                meter.framesPerSecond(),
                meter.sessions(),
                meter.sentDelay(),
                meter.acknowledgedDelay());
    }

    @Override
    public void progressed(FedConnection c, boolean isNew, ResumePoint point) {
        if (c.isDropped()) {
            if (c.newest.over()) {
                poll.finish(c);
            }
            return;
        }
        if (isNew) {
            c.restart();
        }
        boolean bytes = c.newest.inboundBytes() > c.takenBytes;
        c.mark.set(c, bytes, now, Math.max(0, captureNow - c.newest.capturedNanos()));
        if (point != null) {
            resumption.resume(c, point);
        }
        goOn(c);
    }

    @Override
    public void noRoomFor(ConnectionProgress progress) {
        if (!full) {
            full = true;
            events.add(listener -> listener.problem("more than " + limits.connections()
                    + " connections are to be fed; number " + progress.id() + " and more aren't"));
        }
    }

    @Override
    public void taken(FedConnection c, InFlight.Kind kind, long value) {
        c.held = true;
        switch (kind) {
            case STATE -> c.takenVersion = Math.max(c.takenVersion, value);
            case BYTES -> {
                c.takenBytes = value;
                if (!order.limitsConnections()) {
                    c.consumedBytes = value;
                }
            }
            case OVER -> drops.finished(c);
            case OTHER -> {}
        }
        full &= kind != InFlight.Kind.OVER;
        c.mark.advance(c, now, meter);
    }

    private void subscribe(Subscription subscription) {
        poll.subscribe(subscription);
        for (FedConnection c : new ArrayList<>(poll.connections().values())) {
            if (!subscription.selects(c.id, c.newest.service())) {
                drops.unwanted(c);
            }
        }
    }

    private void goOn(FedConnection c) {
        behind.look(c);
        if (connected) {
            order.enqueue(c, now);
        }
    }

    private void givenUp(FeedMessage.GivenUp m) throws WireException {
        if (drops.size() > limits.connections()) {
            throw new WireException("it gives up more connections than are fed");
        }
        drops.givenUp(m.id(), m.reason());
    }

    private void consumed(FeedMessage.Consumed m) throws WireException {
        FedConnection c = poll.connections().get(m.id());
        if (c == null || c.isDropped()) {
            return;
        }
        if (m.offset() > c.sentBytes) {
            throw new WireException("connection " + m.id() + " has consumed " + m.offset() + " bytes where "
                    + c.sentBytes + " were sent");
        }
        c.consumedBytes = Math.max(c.consumedBytes, m.offset());
        c.mark.advance(c, now, meter);
        order.enqueue(c, now);
    }
}
