package org.holdfast.cache.internal.track;

import org.holdfast.cache.StreamCounts;
import org.holdfast.cache.internal.decode.Segment;
import org.holdfast.cache.internal.reassemble.ContiguousSink;
import org.holdfast.model.net.FourTuple;
import org.holdfast.model.tcp.Direction;
import org.holdfast.model.tcp.TcpState;
import org.holdfast.model.tcp.Traffic;

/**
 * Follows one connection. Everything is derived from the segments alone, in the order of capture. Not safe for threads.
 */
public final class ConnectionTracker {

    /** Segments further from what is known than this don't belong to the stream. */
    private static final long PLAUSIBLE_DISTANCE = 1L << 30;

    final FourTuple tuple;
    final TcpEnd remote;
    final TcpEnd service;
    private final RttEstimator rtt = new RttEstimator();
    private boolean reset;
    /** Whether the service's first FIN answered the remote host's: LAST-ACK, not CLOSING. */
    private boolean closedSecond;

    private int unsupported;
    private long unacceptable;
    private long payloadOffset;
    private long newPayloadEnd;

    /**
     * @param tuple both ends
     * @param inbound takes the remote host's stream
     * @param outbound takes the service's stream
     * @param compareRepeats whether repeated bytes are compared with the first copy
     */
    public ConnectionTracker(FourTuple tuple, ContiguousSink inbound, ContiguousSink outbound, boolean compareRepeats) {
        this.tuple = tuple;
        remote = new TcpEnd(inbound, compareRepeats);
        service = new TcpEnd(outbound, compareRepeats);
    }

    /** Takes the next segment of this connection. */
    public void accept(Segment segment, Direction direction, long nowNanos) {
        TcpEnd from = direction == Direction.INBOUND ? remote : service;
        TcpEnd to = direction == Direction.INBOUND ? service : remote;
        payloadOffset = -1;
        newPayloadEnd = -1;
        from.packets++;
        from.lastNanos = nowNanos;
        if (segment.isRst()) {
            // RFC 9293 §3.10.7: what an RST carries is a remark, not a part of the stream.
            from.payloadBytes += segment.payloadLength();
            if (ResetRule.isValid(segment, from, to)) {
                reset = true;
            } else {
                unacceptable++;
            }
            return;
        }
        if (!segment.isAck() && !segment.isSyn() || !Handshake.learnNumbers(segment, from, to)) {
            unacceptable++;
            return;
        }
        if (segment.unsupported() != 0 && (from == service || !segment.isSyn())) {
            // A SYN only offers; what the service's end answers counts.
            unsupported |= segment.unsupported();
        }
        if (segment.timestamps()) {
            from.noteTimestamp(segment.timestampValue(), nowNanos);
        }
        long offset = segment.isSyn() ? -1 : from.offsetOf(segment.sequence());
        if (Math.abs(offset - from.next) > PLAUSIBLE_DISTANCE) {
            unacceptable++;
            return;
        }
        if (segment.isAck()) {
            acknowledge(segment, offset, from, to, nowNanos);
        }
        payload(segment, segment.isSyn() ? 0 : offset, from, to, nowNanos);
        if (segment.isFin()) {
            fin((segment.isSyn() ? 0 : offset) + segment.payloadLength(), from, to);
        }
        remote.gap.observe(remote.stream.contiguous(), remote.bytesAcknowledgedBy(service), nowNanos);
        service.gap.observe(service.stream.contiguous(), service.bytesAcknowledgedBy(remote), nowNanos);
    }

    /** State of the service's end, RFC 9293 §3.3.2. */
    public TcpState state() {
        if (reset) {
            return TcpState.CLOSED;
        }
        if (!remote.numberKnown) {
            return TcpState.SYN_SENT;
        }
        if (!service.numberKnown || service.synSeen && remote.acknowledged < 0) {
            return TcpState.SYN_RECEIVED;
        }
        boolean finReceived = remote.finCaptured() || remote.finAcknowledgedBy(service);
        boolean finSent = service.fin >= 0;
        boolean finAcknowledged = service.finAcknowledgedBy(remote);
        if (!finSent) {
            return finReceived ? TcpState.CLOSE_WAIT : TcpState.ESTABLISHED;
        }
        if (closedSecond) {
            return finAcknowledged ? TcpState.CLOSED : TcpState.LAST_ACK;
        }
        if (finReceived) {
            return finAcknowledged ? TcpState.TIME_WAIT : TcpState.CLOSING;
        }
        return finAcknowledged ? TcpState.FIN_WAIT_2 : TcpState.FIN_WAIT_1;
    }

    /** Where the payload of the last segment stands in its stream; -1 when it had none that belongs there. */
    public long payloadOffset() {
        return payloadOffset;
    }

    /** Whether the last segment carried bytes that its receiver hadn't acknowledged before. */
    public boolean carriedUnacknowledged(Direction direction) {
        return newPayloadEnd > Math.max(0, end(direction.opposite()).acknowledged);
    }

    /** Bytes captured without a hole. */
    public long contiguous(Direction direction) {
        return end(direction).stream.contiguous();
    }

    public Traffic traffic(Direction direction) {
        return end(direction).traffic(end(direction.opposite()));
    }

    public StreamCounts counts(Direction direction) {
        TcpEnd end = end(direction);
        return new StreamCounts(
                end.retransmittedSegments,
                end.outOfOrderSegments,
                end.keepAlives,
                end.zeroWindowProbes,
                end.stream.conflictingBytes());
    }

    /** Smoothed round-trip time between here and the remote host, µs; -1 while unknown. */
    public long rttMicros() {
        return rtt.micros();
    }

    /** Bits {@code UNSUPPORTED_…} of {@link Segment} that are in use. */
    int unsupported() {
        return unsupported;
    }

    /** Segments whose numbers fit nothing that is known; an RST outside of the window counts here. */
    long unacceptable() {
        return unacceptable;
    }

    /** Whether this is the number that follows the remote host's SYN. */
    public boolean followsRemoteSyn(int number) {
        return remote.numberKnown && number == remote.initialNumber + 1;
    }

    /** Whether a SYN or another segment of the remote host was seen. */
    public boolean remoteKnown() {
        return remote.numberKnown;
    }

    /** Whether a number had to be guessed because its SYN wasn't captured. */
    public boolean seenLate() {
        return remote.numberKnown && !remote.synSeen || service.numberKnown && !service.synSeen;
    }

    /** Initial number of the remote host, if known. */
    public boolean startsWith(int remoteInitialNumber) {
        return remote.numberKnown && remote.initialNumber == remoteInitialNumber;
    }

    /** Initial number of the service, if known. */
    public boolean answersWith(int serviceInitialNumber) {
        return service.numberKnown && service.initialNumber == serviceInitialNumber;
    }

    /** Whether the service's number is known. */
    public boolean answered() {
        return service.numberKnown;
    }

    TcpEnd end(Direction direction) {
        return direction == Direction.INBOUND ? remote : service;
    }

    private void acknowledge(Segment segment, long offset, TcpEnd from, TcpEnd to, long nowNanos) {
        switch (Acknowledgments.take(segment, offset, from, to, seenLate())) {
            case ADVANCED -> {
                if (from == remote) {
                    rtt.acknowledged(from.acknowledged, nowNanos);
                }
            }
            case DOUBTFUL -> unacceptable++;
            case NOTHING_NEW -> {
                // At most a window update.
            }
        }
    }

    private void payload(Segment segment, long offset, TcpEnd from, TcpEnd to, long nowNanos) {
        int length = segment.payloadLength();
        from.payloadBytes += length;
        if (isProbe(segment, offset, to)) {
            if (to.window == 0) {
                from.zeroWindowProbes++;
            } else {
                from.keepAlives++;
            }
            from.retransmittedBytes += length;
            return;
        }
        long end = offset + length;
        if (length == 0) {
            if (segment.isSyn() && from == service) {
                timeRtt(-1, 0, from.packets == 1, nowNanos);
            }
            return;
        }
        if (length == 1 && to.window == 0 && offset == to.acknowledged) {
            from.zeroWindowProbes++;
        }
        payloadOffset = offset;
        newPayloadEnd = end;
        if (from == service) {
            timeRtt(offset, end, offset >= from.next, nowNanos);
        }
        if (offset > from.stream.contiguous()) {
            from.outOfOrderSegments++;
        }
        // What the capture cut off is not in the stream: a hole until it is sent again.
        int repeated = from.stream.accept(offset, segment.frame(), segment.payloadAt(), segment.payloadCaptured());
        if (repeated > 0) {
            from.retransmittedBytes += repeated;
            from.retransmittedSegments++;
        }
        from.next = Math.max(from.next, end);
    }

    private void timeRtt(long offset, long end, boolean isNew, long nowNanos) {
        if (isNew) {
            rtt.sent(end, nowNanos);
        } else {
            rtt.sentAgain(offset);
        }
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
        if (from.fin < 0 && offset >= to.acknowledged - 1) {
            from.fin = offset;
            from.next = Math.max(from.next, offset + 1);
            if (from == service) {
                closedSecond = remote.finAcknowledgedBy(service);
            }
        }
    }
}
