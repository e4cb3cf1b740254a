package org.holdfast.cache.internal.track;

import org.holdfast.cache.internal.decode.Segment;
import org.holdfast.cache.internal.reassemble.ContiguousSink;
import org.holdfast.cache.internal.reassemble.GapWatch;
import org.holdfast.cache.internal.reassemble.StreamAssembler;
import org.holdfast.model.tcp.SequenceNumbers;
import org.holdfast.model.tcp.Traffic;

/**
 * What one end of a connection sent. Positions in its stream are offsets of 64 bits: -1 is the SYN, 0 the first byte,
 * and a FIN takes one after the last byte.
 */
final class TcpEnd {

    final StreamAssembler stream;
    /** Watches whether this end's stream was captured as far as the other end acknowledged it. */
    final GapWatch gap = new GapWatch();

    boolean numberKnown;
    int initialNumber;
    /** Whether its SYN was captured, and with it the options. */
    boolean synSeen;

    int mss = -1;
    int windowScale = -1;
    boolean sackPermitted;
    boolean timestamps;

    /** Offset after all that it sent, as far as seen; SYN and FIN counted. */
    long next = -1;
    /** Offset of its FIN, -1 while none was seen. */
    long fin = -1;
    /** How far it acknowledged the other end's stream; -1 before it acknowledged the SYN. */
    long acknowledged = -1;
    /** An acknowledgment too far ahead to be believed at once; -1 when there is none. */
    long doubtfulAcknowledgment = -1;

    /** What it announced last, bytes. */
    long window;

    long largestWindow = 65535;
    /** Offset of the segment that updated the window last, SND.WL1. */
    long windowUpdateOffset = Long.MIN_VALUE;

    boolean timestampSeen;
    int timestampValue;
    long timestampNanos;
    long lastNanos;

    long packets;
    long payloadBytes;
    long retransmittedBytes;
    long retransmittedSegments;
    long outOfOrderSegments;
    long keepAlives;
    long zeroWindowProbes;

    TcpEnd(ContiguousSink sink, boolean compareRepeats) {
        stream = new StreamAssembler(sink, compareRepeats, StreamAssembler.HOLD_LIMIT);
    }

    void setInitialNumber(int number) {
        initialNumber = number;
        numberKnown = true;
        next = Math.max(next, 0);
    }

    void takeOptions(Segment syn) {
        synSeen = true;
        mss = syn.mss();
        windowScale = syn.windowScale();
        sackPermitted = syn.sackPermitted();
        timestamps = syn.timestamps();
    }

    /** Stream offset of a sequence number of this end. */
    long offsetOf(int sequenceNumber) {
        return SequenceNumbers.unwrap(sequenceNumber - initialNumber - 1, Math.max(0, next));
    }

    /** The 32-bit number of a stream offset of this end. */
    int numberOf(long offset) {
        return initialNumber + 1 + (int) offset;
    }

    boolean finCaptured() {
        return fin >= 0 && stream.contiguous() >= fin;
    }

    /** The number after everything of this end that was captured without a hole. */
    int nextNumber() {
        return numberKnown ? numberOf(stream.contiguous() + (finCaptured() ? 1 : 0)) : 0;
    }

    /** Bytes of this end's stream that the other end has, a FIN not counted. */
    long bytesAcknowledgedBy(TcpEnd other) {
        long acknowledged = Math.max(0, other.acknowledged);
        return fin >= 0 ? Math.min(acknowledged, fin) : acknowledged;
    }

    boolean finAcknowledgedBy(TcpEnd other) {
        return fin >= 0 && other.acknowledged > fin;
    }

    void noteTimestamp(int value, long nowNanos) {
        // An older value belongs to a segment that was overtaken.
        if (!timestampSeen || !SequenceNumbers.isBefore(value, timestampValue)) {
            timestampSeen = true;
            timestampValue = value;
            timestampNanos = nowNanos;
        }
    }

    Traffic traffic(TcpEnd other) {
        return new Traffic(packets, payloadBytes, retransmittedBytes, stream.contiguous(), bytesAcknowledgedBy(other));
    }
}
