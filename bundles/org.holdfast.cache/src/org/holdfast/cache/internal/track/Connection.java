package org.holdfast.cache.internal.track;

import java.net.InetAddress;
import org.holdfast.cache.StreamCounts;
import org.holdfast.cache.StreamSink;
import org.holdfast.cache.internal.decode.Addresses;
import org.holdfast.cache.internal.decode.Segment;
import org.holdfast.model.net.Endpoint;
import org.holdfast.model.net.FourTuple;
import org.holdfast.model.tcp.Direction;
import org.holdfast.model.tcp.TcpState;
import org.holdfast.model.tcp.Traffic;

/**
 * One connection, followed from its segments alone, in the order of capture. There may be millions, so it is small:
 * what is rarely needed is made when it is. Not safe for threads.
 */
public final class Connection {

    /** How long a gap may be filled late before the bytes behind it are given up. */
    private static final long GAP_GIVEN_UP_NANOS = 1_000_000_000L;

    /** What a packet may take to the remote host and back while no better is known: RFC 6298 §2's first timeout. */
    private static final long UNKNOWN_RTT_NANOS = 1_000_000_000L;

    private static final int UNSUPPORTED_MASK = 7;
    private static final int RESET = 8;
    /** The service's first FIN answered the remote host's: LAST-ACK, not CLOSING. */
    private static final int CLOSED_SECOND = 16;
    /** Nothing will come of it, though no packet says so. */
    private static final int GIVEN_UP = 32;

    private static final int TIMING_RTT = 64;
    private static final int CHALLENGED = 128;
    private static final int LISTED_AS_OVER = 256;
    private static final int REMOVED = 512;

    final TcpEnd remote = new TcpEnd();
    final TcpEnd service = new TcpEnd();
    private final long id;
    private final Ends6 ends6;
    private final int remote4;
    private final int service4;
    private final short remotePort;
    private final short servicePort;
    private short flags;

    private final long firstSeen;
    private long lastSeen;
    private long lastOutboundPayload = Long.MIN_VALUE;

    /** Number that the remote host must reach with its acknowledgment for the round trip to be over. */
    private int rttAwaited;

    private int rttMicros = -1;
    /** The lower 32 bits of the time, µs. */
    private int rttStartedMicros;

    private String serviceName;
    private Kept kept;

    /** Addresses of 128 bits. */
    private record Ends6(long remoteHigh, long remoteLow, long serviceHigh, long serviceLow) {}

    /**
     * @param segment its first one
     * @param sourceServes whether the segment's source is the service's end
     * @param serviceName name of the service that covers it, or empty
     */
    public Connection(long id, Segment segment, boolean sourceServes, String serviceName, long nowNanos) {
        this.id = id;
        this.serviceName = serviceName;
        firstSeen = nowNanos;
        lastSeen = nowNanos;
        remotePort = (short) (sourceServes ? segment.destinationPort() : segment.sourcePort());
        servicePort = (short) (sourceServes ? segment.sourcePort() : segment.destinationPort());
        long remoteLow = sourceServes ? segment.destinationLow() : segment.sourceLow();
        long serviceLow = sourceServes ? segment.sourceLow() : segment.destinationLow();
        if (segment.ipv6()) {
            long remoteHigh = sourceServes ? segment.destinationHigh() : segment.sourceHigh();
            long serviceHigh = sourceServes ? segment.sourceHigh() : segment.destinationHigh();
            ends6 = new Ends6(remoteHigh, remoteLow, serviceHigh, serviceLow);
            remote4 = 0;
            service4 = 0;
        } else {
            ends6 = null;
            remote4 = (int) remoteLow;
            service4 = (int) serviceLow;
        }
    }

    /** The same ends and name, and nothing followed yet: to follow the stored packets again. */
    public Connection(Connection other) {
        id = other.id;
        serviceName = other.serviceName;
        firstSeen = other.firstSeen;
        lastSeen = other.firstSeen;
        remotePort = other.remotePort;
        servicePort = other.servicePort;
        ends6 = other.ends6;
        remote4 = other.remote4;
        service4 = other.service4;
    }

    /** Which way a segment of this connection goes; null when it isn't one. */
    public Direction directionOf(Segment s) {
        int source = s.sourcePort();
        int destination = s.destinationPort();
        int mine = remotePort & 0xffff;
        int its = servicePort & 0xffff;
        if (source == mine && destination == its && connects(s, false)) {
            return Direction.INBOUND;
        }
        return source == its && destination == mine && connects(s, true) ? Direction.OUTBOUND : null;
    }

    private boolean connects(Segment s, boolean sourceServes) {
        if (s.ipv6() != (ends6 != null)) {
            return false;
        }
        if (ends6 == null) {
            return sourceServes
                    ? (int) s.sourceLow() == service4 && (int) s.destinationLow() == remote4
                    : (int) s.sourceLow() == remote4 && (int) s.destinationLow() == service4;
        }
        return sourceServes
                ? s.sourceLow() == ends6.serviceLow
                        && s.destinationLow() == ends6.remoteLow
                        && s.sourceHigh() == ends6.serviceHigh
                        && s.destinationHigh() == ends6.remoteHigh
                : s.sourceLow() == ends6.remoteLow
                        && s.destinationLow() == ends6.serviceLow
                        && s.sourceHigh() == ends6.remoteHigh
                        && s.destinationHigh() == ends6.serviceHigh;
    }

    /** Whether the other one is between the same ends, whichever of them serves. */
    public boolean hasEndsOf(Connection other) {
        if (ipv6() != other.ipv6()) {
            return false;
        }
        boolean same = remotePort == other.remotePort
                && servicePort == other.servicePort
                && remoteLow() == other.remoteLow()
                && serviceLow() == other.serviceLow()
                && remoteHigh() == other.remoteHigh()
                && serviceHigh() == other.serviceHigh();
        return same
                || remotePort == other.servicePort
                        && servicePort == other.remotePort
                        && remoteLow() == other.serviceLow()
                        && serviceLow() == other.remoteLow()
                        && remoteHigh() == other.serviceHigh()
                        && serviceHigh() == other.remoteHigh();
    }

    /** Takes the next segment of this connection. */
    public void accept(Segment segment, Direction direction, long nowNanos, TrackingContext context) {
        TcpEnd from = end(direction);
        TcpEnd to = end(direction.opposite());
        context.taken = false;
        context.payloadOffset = -1;
        context.payloadEnd = -1;
        lastSeen = nowNanos;
        from.packets++;
        if (segment.isRst()) {
            // RFC 9293 §3.10.7: what an RST carries is a remark, not a part of the stream.
            from.countExtraPayload(segment.payloadLength());
            if (ResetRule.isValid(segment, from, to)) {
                flags |= RESET;
                context.taken = true;
            }
            return;
        }
        if (!segment.isAck() && !segment.isSyn() || !Handshake.learnNumbers(segment, from, to)) {
            from.countExtraPayload(segment.payloadLength());
            return;
        }
        long offset = segment.isSyn() ? -1 : from.offsetOf(segment.sequence());
        SegmentRule.Judgment judgment =
                segment.isSyn() ? SegmentRule.Judgment.TAKEN : SegmentRule.judge(segment, offset, from, to, seenLate());
        switch (judgment) {
            case REFUSED -> {
                from.countExtraPayload(segment.payloadLength());
                return;
            }
            case OLD -> {
                from.countRepeat(segment.payloadLength());
                return;
            }
            case JUMP -> from.sentUpTo(offset);
            case TAKEN -> {}
        }
        context.taken = true;
        flags &= ~GIVEN_UP;
        from.heard(nowNanos);
        if (segment.unsupported() != 0 && (from == service || !segment.isSyn())) {
            // A SYN only offers; what the service's end answers counts.
            flags |= (short) (segment.unsupported() & UNSUPPORTED_MASK);
        }
        if (segment.timestamps()) {
            from.noteTimestamp(segment.timestampValue(), nowNanos);
        }
        if (segment.isAck()) {
            boolean unbounded = judgment == SegmentRule.Judgment.JUMP || seenLate();
            acknowledge(segment, from, to, unbounded, nowNanos, context);
        }
        if (segment.sackBlocks() > 0) {
            SelectiveAcknowledgments.take(segment, from, to);
        }
        if ((segment.flags() & (Segment.ECE | Segment.CWR)) != 0 && !segment.isSyn()) {
            from.noteCongestion(segment.flags());
        }
        if (from.holdsSynData() && !segment.isSyn()) {
            // Only what was taken isn't sent again.
            from.judgeSynData(offset, context.streams);
        }
        payload(segment, segment.isSyn() ? 0 : offset, from, to, nowNanos, context);
        if (segment.isFin()) {
            fin((segment.isSyn() ? 0 : offset) + segment.payloadLength(), from, to);
        }
        watchForGap(remote, service, nowNanos, context);
        watchForGap(service, remote, nowNanos, context);
        if (direction == Direction.OUTBOUND && context.payloadOffset >= 0) {
            outboundPayload(nowNanos, context.payloadEnd);
        }
    }

    private void acknowledge(
            Segment segment, TcpEnd from, TcpEnd to, boolean unbounded, long nowNanos, TrackingContext context) {
        if (Acknowledgments.take(segment, from, to, unbounded, context.streams) == Acknowledgments.Result.ADVANCED) {
            if (to.holdsSynData()) {
                to.judgeSynData(from.acknowledged, context.streams);
            }
            if (from == remote) {
                endRtt(nowNanos);
            }
        }
    }

    private void payload(Segment segment, long offset, TcpEnd from, TcpEnd to, long nowNanos, TrackingContext context) {
        int length = segment.payloadLength();
        boolean probe = isProbe(segment, offset, to);
        if (probe && length == 1 && offset == from.contiguous() && from.fin() < 0) {
            // Perhaps a repeat whose first copy wasn't captured; then this is the byte.
            from.oddities().uncertainBytes++;
        } else if (probe) {
            Oddities odd = from.oddities();
            if (to.window() == 0) {
                odd.zeroWindowProbes++;
            } else {
                odd.keepAlives++;
            }
            odd.retransmittedBytes += length;
            from.countExtraPayload(length);
            return;
        }
        if (length == 0) {
            if (segment.isSyn() && from == service) {
                timeRtt(-1, 0, from.packets == 1, nowNanos);
            }
            return;
        }
        if (length == 1 && to.window() == 0 && offset == to.acknowledged) {
            from.oddities().zeroWindowProbes++;
        }
        if (segment.isSyn() && to.acknowledged < 0) {
            // RFC 7413: the other end may take it or not.
            context.payloadOffset = 0;
            context.payloadEnd = length;
            if (!from.holdsSynData() && from.contiguous() == 0) {
                from.holdSynData(segment, context.streams);
            }
            from.countExtraPayload(length);
            from.sentUpTo(length);
            return;
        }
        if (from.fin() >= 0 && !from.finCaptured() && offset == from.contiguous() && offset + length > from.fin()) {
            from.forgetFin();
        }
        int inStream = (int) (from.fin() < 0 ? length : Math.clamp(from.fin() - offset, 0, length));
        from.countExtraPayload(length - inStream);
        if (inStream == 0) {
            return;
        }
        long end = offset + inStream;
        context.payloadOffset = offset;
        context.payloadEnd = end;
        if (from == service) {
            timeRtt(offset, end, offset >= from.next(), nowNanos);
        }
        from.payload(segment, offset, inStream, context.streams);
    }

    /** RFC 9293 §3.8.4: a number just before what the other end awaits, with no byte or one of no meaning. */
    private static boolean isProbe(Segment segment, long offset, TcpEnd to) {
        return segment.payloadLength() <= 1
                && !segment.isSyn()
                && !segment.isFin()
                && to.acknowledged >= 0
                && offset == to.acknowledged - 1;
    }

    private void fin(long offset, TcpEnd from, TcpEnd to) {
        // One less: the acknowledgment of the FIN may have been captured first.
        boolean isNew = from.fin() < 0 || !from.finCaptured() && offset == from.contiguous();
        if (isNew && offset >= to.acknowledged - 1) {
            from.setFin(offset);
            if (from == service && remote.finAcknowledgedBy(service)) {
                flags |= CLOSED_SECOND;
            }
        }
    }

    private void watchForGap(TcpEnd end, TcpEnd other, long nowNanos, TrackingContext context) {
        long acknowledged = end.bytesAcknowledgedBy(other);
        if (end.odditiesOrNull() == null && acknowledged <= end.contiguous()) {
            return;
        }
        GapWatch gap = end.oddities().gap;
        gap.observe(end.contiguous(), acknowledged, nowNanos, rttMicros);
        if (end.oddities().sackedTo > 0) {
            SelectiveAcknowledgments.watch(end, nowNanos, rttMicros);
        }
        if (end.hasEarly() && gap.isMissingFor(GAP_GIVEN_UP_NANOS, nowNanos)) {
            end.giveUp(context.streams);
        }
    }

    /** Karn: one measurement at a time, none over what went out twice. */
    private void timeRtt(long offset, long end, boolean isNew, long nowNanos) {
        if (isNew) {
            if (!has(TIMING_RTT)) {
                flags |= TIMING_RTT;
                rttAwaited = service.numberOf(end);
                rttStartedMicros = (int) (nowNanos / 1000);
            }
        } else if (has(TIMING_RTT) && service.numberOf(offset) - rttAwaited < 0) {
            flags &= ~TIMING_RTT;
        }
    }

    /** The remote host acknowledged something; smoothed as RFC 6298 §2 does. */
    private void endRtt(long nowNanos) {
        if (!has(TIMING_RTT) || service.numberOf(remote.acknowledged) - rttAwaited < 0) {
            return;
        }
        flags &= ~TIMING_RTT;
        int sample = (int) (nowNanos / 1000) - rttStartedMicros;
        if (sample >= 0) {
            rttMicros = rttMicros < 0 ? sample : rttMicros + (sample - rttMicros) / 8;
        }
    }

    private void outboundPayload(long nowNanos, long end) {
        lastOutboundPayload = Math.max(lastOutboundPayload, nowNanos);
        if (kept != null && kept.stall != null) {
            kept.stall.outbound(nowNanos, end > Math.max(0, remote.acknowledged));
        }
    }

    /** Begins to measure the stall around a failure. */
    public void markFailure(long timestampNanos) {
        boolean inPast = lastOutboundPayload > timestampNanos;
        StallWatch stall = new StallWatch(timestampNanos, inPast);
        if (!inPast && lastOutboundPayload != Long.MIN_VALUE) {
            stall.outbound(lastOutboundPayload, false);
        }
        keep().stall = stall;
    }

    /** State of the service's end, RFC 9293 §3.3.2: as the packets say, unless nothing more is expected of it. */
    public TcpState state() {
        return has(GIVEN_UP) ? TcpState.CLOSED : stateOnTheWire();
    }

    /** State of the service's end as the packets alone say. */
    TcpState stateOnTheWire() {
        if (has(RESET)) {
            return TcpState.CLOSED;
        }
        if (!remote.numberKnown()) {
            return TcpState.SYN_SENT;
        }
        if (!service.numberKnown() || service.synSeen() && remote.acknowledged < 0) {
            return TcpState.SYN_RECEIVED;
        }
        boolean finReceived = remote.finCaptured() || remote.finAcknowledgedBy(service);
        boolean finSent = service.fin() >= 0;
        boolean finAcknowledged = service.finAcknowledgedBy(remote);
        if (!finSent) {
            return finReceived ? TcpState.CLOSE_WAIT : TcpState.ESTABLISHED;
        }
        if (has(CLOSED_SECOND)) {
            return finAcknowledged ? TcpState.CLOSED : TcpState.LAST_ACK;
        }
        if (finReceived) {
            return finAcknowledged ? TcpState.TIME_WAIT : TcpState.CLOSING;
        }
        return finAcknowledged ? TcpState.FIN_WAIT_2 : TcpState.FIN_WAIT_1;
    }

    public long id() {
        return id;
    }

    public FourTuple tuple() {
        return new FourTuple(
                new Endpoint(remoteAddress(), remotePort & 0xffff),
                new Endpoint(serviceAddress(), servicePort & 0xffff));
    }

    public InetAddress remoteAddress() {
        return ends6 == null
                ? Addresses.toInetAddress(false, 0, remote4 & 0xffff_ffffL)
                : Addresses.toInetAddress(true, ends6.remoteHigh, ends6.remoteLow);
    }

    public InetAddress serviceAddress() {
        return ends6 == null
                ? Addresses.toInetAddress(false, 0, service4 & 0xffff_ffffL)
                : Addresses.toInetAddress(true, ends6.serviceHigh, ends6.serviceLow);
    }

    public boolean ipv6() {
        return ends6 != null;
    }

    /** See {@link Addresses}. */
    public long remoteHigh() {
        return ends6 == null ? 0 : ends6.remoteHigh;
    }

    public long remoteLow() {
        return ends6 == null ? remote4 & 0xffff_ffffL : ends6.remoteLow;
    }

    public long serviceHigh() {
        return ends6 == null ? 0 : ends6.serviceHigh;
    }

    public long serviceLow() {
        return ends6 == null ? service4 & 0xffff_ffffL : ends6.serviceLow;
    }

    public int remotePort() {
        return remotePort & 0xffff;
    }

    public int servicePort() {
        return servicePort & 0xffff;
    }

    /** Name of the service that covers it, or empty. */
    public String serviceName() {
        return serviceName;
    }

    /** The selector was changed. */
    public void setServiceName(String name) {
        serviceName = name;
    }

    public long firstSeen() {
        return firstSeen;
    }

    public long lastSeen() {
        return lastSeen;
    }

    /** Time of the service's last packet; 0 before the first. */
    public long lastOutbound() {
        return service.stampNanos;
    }

    /** What is kept of it beside its state; null while nothing is. */
    public Kept kept() {
        return kept;
    }

    public Kept keep() {
        if (kept == null) {
            kept = new Kept();
        }
        return kept;
    }

    /** Has one direction delivered from now on. */
    public void deliver(Direction direction, StreamSink sink, TrackingContext context) {
        end(direction).deliverTo(sink, context.streams);
    }

    /** Repeats of what isn't acknowledged won't come any more. */
    public void forgetRepeats(TrackingContext context) {
        remote.acknowledged(Long.MAX_VALUE, context.streams);
        service.acknowledged(Long.MAX_VALUE, context.streams);
    }

    /** Gives back what its streams remember; what was counted and proven stays. */
    public void release(TrackingContext context) {
        if (kept != null) {
            kept.finishDigests();
        }
        remote.forget(context.streams);
        service.forget(context.streams);
    }

    /**
     * Notes that a stored packet isn't a part of the stream.
     *
     * @param number of the packet, ascending
     * @return false when too many are noted
     */
    public boolean noteForeign(Direction direction, long number) {
        return end(direction).oddities().foreign().add(number);
    }

    /** What reports ask of one direction. */
    public StreamView view(Direction direction) {
        return new StreamView(end(direction), end(direction.opposite()));
    }

    /** Bytes captured without a hole. */
    public long contiguous(Direction direction) {
        return end(direction).contiguous();
    }

    public Traffic traffic(Direction direction) {
        return end(direction).traffic(end(direction.opposite()));
    }

    public StreamCounts counts(Direction direction) {
        Oddities odd = end(direction).odditiesOrNull();
        return odd == null
                ? StreamCounts.NONE
                : new StreamCounts(
                        odd.retransmittedSegments,
                        odd.outOfOrderSegments,
                        odd.keepAlives,
                        odd.zeroWindowProbes,
                        odd.sackSegments,
                        odd.congestionEchoes,
                        odd.windowReductions,
                        odd.conflictingBytes,
                        odd.damagedBytes);
    }

    /** Smoothed round-trip time between here and the remote host, µs; -1 while unknown. */
    public long rttMicros() {
        return rttMicros;
    }

    /** Bits {@code UNSUPPORTED_…} of {@link Segment} that are in use. */
    int unsupported() {
        return flags & UNSUPPORTED_MASK;
    }

    /** Whether this is the number that follows the remote host's SYN. */
    public boolean followsRemoteSyn(int number) {
        return remote.numberKnown() && number == remote.initialNumber + 1;
    }

    /** Whether a SYN or another segment of the remote host was seen. */
    public boolean remoteKnown() {
        return remote.numberKnown();
    }

    /** Whether a number or an option had to be guessed because its SYN wasn't captured, or not all of it. */
    public boolean seenLate() {
        return remote.numberKnown() && !remote.synSeen() || service.numberKnown() && !service.synSeen() || optionsCut();
    }

    /** Whether the capture cut the options of a SYN. */
    boolean optionsCut() {
        return remote.optionsCut() || service.optionsCut();
    }

    /** Initial number of the remote host, if known. */
    public boolean startsWith(int remoteInitialNumber) {
        return remote.numberKnown() && remote.initialNumber == remoteInitialNumber;
    }

    /** Initial number of the service, if known. */
    public boolean answersWith(int serviceInitialNumber) {
        return service.numberKnown() && service.initialNumber == serviceInitialNumber;
    }

    /** Whether the service's number is known. */
    public boolean answered() {
        return service.numberKnown();
    }

    /** Whether both ends were heard and agree, so that it isn't somebody's invention from afar. */
    public boolean isConfirmed() {
        return remote.acknowledged >= 0 && service.acknowledged >= 0;
    }

    /** Whether nothing more is to be expected of it. */
    public boolean isOver() {
        TcpState state = state();
        return state == TcpState.TIME_WAIT || state == TcpState.CLOSED;
    }

    /**
     * Whether what was heard of both ends after a moment shows that nothing from before it is missing: by then each has
     * said how far it received the other's stream, and all of that was captured.
     */
    boolean isWholeSince(long nanos) {
        if (remote.isCompleteFor(service) && service.isCompleteFor(remote)) {
            return true;
        }
        long onTheWay = nanos + (rttMicros < 0 ? UNKNOWN_RTT_NANOS : rttMicros * 1000L);
        return remote.stampNanos > onTheWay
                && service.stampNanos > onTheWay
                && remote.bytesAcknowledgedBy(service) <= remote.contiguous()
                && service.bytesAcknowledgedBy(remote) <= service.contiguous();
    }

    /** Whether a valid RST ended it. */
    public boolean isReset() {
        return has(RESET);
    }

    /** A later connection took its four-tuple, or the handshake wasn't completed; the next segment shows it lives. */
    public void giveUp() {
        flags |= GIVEN_UP;
    }

    /** Says true once. */
    public boolean listAsOver() {
        boolean first = !has(LISTED_AS_OVER);
        flags |= LISTED_AS_OVER;
        return first;
    }

    /** Says true once, when it was listed as over but goes on. */
    public boolean unlistAsOver() {
        boolean goesOn = has(LISTED_AS_OVER) && !isOver();
        if (goesOn) {
            flags &= ~LISTED_AS_OVER;
        }
        return goesOn;
    }

    /** What its streams had to remember was given back already: from here on they are only counted. */
    public void giveUpContent(TrackingContext context) {
        remote.giveUp(context.streams);
        service.giveUp(context.streams);
    }

    /** Whether another connection with the same ends waits for the service's answer. */
    public boolean isChallenged() {
        return has(CHALLENGED);
    }

    public void setChallenged(boolean challenged) {
        flags = (short) (challenged ? flags | CHALLENGED : flags & ~CHALLENGED);
    }

    /** Whether the table has dropped it. */
    public boolean isRemoved() {
        return has(REMOVED);
    }

    public void setRemoved() {
        flags |= REMOVED;
    }

    TcpEnd end(Direction direction) {
        return direction == Direction.INBOUND ? remote : service;
    }

    private boolean has(int flag) {
        return (flags & flag) != 0;
    }
}
