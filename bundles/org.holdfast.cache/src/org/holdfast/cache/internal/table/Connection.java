package org.holdfast.cache.internal.table;

import java.time.Duration;
import java.util.Optional;
import org.holdfast.cache.StreamCounts;
import org.holdfast.cache.internal.decode.Segment;
import org.holdfast.cache.internal.reassemble.StreamDigest;
import org.holdfast.cache.internal.remember.PacketList;
import org.holdfast.cache.internal.track.ConnectionTracker;
import org.holdfast.cache.internal.track.ControlBlocks;
import org.holdfast.cache.internal.track.VerdictRule;
import org.holdfast.model.net.FourTuple;
import org.holdfast.model.tcp.ConnectionSummary;
import org.holdfast.model.tcp.Direction;
import org.holdfast.model.tcp.TcpState;
import org.holdfast.model.tcp.Verdict;

/** One tracked connection and all that is kept of it. Not safe for threads. */
public final class Connection {

    private final long id;
    private final FlowKey key;
    private final FourTuple tuple;
    private final String service;
    private final boolean remoteIsLower;
    private final long firstSeen;
    private final ConnectionTracker tracker;
    private final StreamDigest inbound = new StreamDigest(false);
    private final StreamDigest outbound = new StreamDigest(true);
    private final PacketList packets = new PacketList();
    private long lastSeen;
    private long lastOutboundPayload = Long.MIN_VALUE;
    private long lastOutbound = Long.MIN_VALUE;
    private StallWatch stall;
    /** The mark lay in the past: what was before it has to be looked up in the stored packets. */
    private long markInPast = Long.MIN_VALUE;
    /** Whether nothing will come of it, though no packet says so. */
    private boolean givenUp;
    /** Whether the table has it among those that are over. */
    private boolean listedAsOver;

    Connection(long id, FlowKey key, FourTuple tuple, String service, boolean remoteIsLower, long firstSeen) {
        this.id = id;
        this.key = key;
        this.tuple = tuple;
        this.service = service;
        this.remoteIsLower = remoteIsLower;
        this.firstSeen = firstSeen;
        this.lastSeen = firstSeen;
        tracker = new ConnectionTracker(tuple, inbound, outbound, true);
    }

    /** Follows the next segment. */
    public void accept(Segment segment, Direction direction, long timestampNanos) {
        tracker.accept(segment, direction, timestampNanos);
        lastSeen = timestampNanos;
        if (direction == Direction.OUTBOUND) {
            lastOutbound = timestampNanos;
            if (tracker.payloadOffset() >= 0) {
                lastOutboundPayload = Math.max(lastOutboundPayload, timestampNanos);
                if (stall != null) {
                    stall.outbound(timestampNanos, tracker.carriedUnacknowledged(direction));
                }
            }
        }
    }

    /** Notes where the last segment was stored. */
    public void remember(long reference, Direction direction, int oldestSegment) {
        packets.add(reference, direction, tracker.payloadOffset(), oldestSegment);
    }

    public void markFailure(long timestampNanos) {
        stall = null;
        markInPast = Long.MIN_VALUE;
        if (lastOutboundPayload > timestampNanos) {
            markInPast = timestampNanos;
            return;
        }
        stall = new StallWatch(timestampNanos);
        if (lastOutboundPayload != Long.MIN_VALUE) {
            stall.outbound(lastOutboundPayload, false);
        }
    }

    public Optional<Duration> stall() {
        return stall == null ? Optional.empty() : stall.stall();
    }

    /** The mark that needs the stored packets, or {@link Long#MIN_VALUE}. */
    public long markInPast() {
        return markInPast;
    }

    public long id() {
        return id;
    }

    public FourTuple tuple() {
        return tuple;
    }

    long firstSeen() {
        return firstSeen;
    }

    public long lastSeen() {
        return lastSeen;
    }

    /** Time of the last packet of the service's end; {@link Long#MIN_VALUE} before the first. */
    public long lastOutbound() {
        return lastOutbound;
    }

    /** As the packets say, unless nothing more is expected of it. */
    public TcpState state() {
        return givenUp ? TcpState.CLOSED : tracker.state();
    }

    public ConnectionTracker tracker() {
        return tracker;
    }

    public PacketList packets() {
        return packets;
    }

    public StreamDigest digest(Direction direction) {
        return direction == Direction.INBOUND ? inbound : outbound;
    }

    public StreamCounts counts(Direction direction) {
        return tracker.counts(direction);
    }

    FlowKey key() {
        return key;
    }

    /** Whether nothing more is to be expected of it; a connection stays so. */
    boolean isOver() {
        return state() == TcpState.TIME_WAIT || state() == TcpState.CLOSED;
    }

    /** A later connection took its four-tuple, or the handshake was never completed. */
    void giveUp() {
        givenUp = true;
    }

    boolean isHalfOpen() {
        return state() == TcpState.SYN_RECEIVED || state() == TcpState.SYN_SENT;
    }

    /** Says true once. */
    boolean listAsOver() {
        boolean first = !listedAsOver;
        listedAsOver = true;
        return first;
    }

    /** Which way a segment goes, given whether its source is the lower end of the key. */
    Direction direction(boolean sourceIsLower) {
        return sourceIsLower == remoteIsLower ? Direction.INBOUND : Direction.OUTBOUND;
    }

    /**
     * @param oldestSegment of the packet memory
     * @param nowNanos time of the newest packet of any connection
     */
    public Verdict verdict(int oldestSegment, long nowNanos) {
        return VerdictRule.of(tracker, packets.isWhole(oldestSegment), inbound.opening(), outbound.opening(), nowNanos);
    }

    public ConnectionSummary summary(int oldestSegment, long nowNanos) {
        return new ConnectionSummary(
                id,
                tuple,
                service,
                state(),
                verdict(oldestSegment, nowNanos),
                ControlBlocks.instant(firstSeen),
                ControlBlocks.instant(lastSeen),
                tracker.traffic(Direction.INBOUND),
                tracker.traffic(Direction.OUTBOUND),
                tracker.rttMicros());
    }
}
