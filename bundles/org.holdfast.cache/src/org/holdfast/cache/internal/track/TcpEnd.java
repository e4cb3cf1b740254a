package org.holdfast.cache.internal.track;

import java.nio.ByteBuffer;
import org.holdfast.cache.internal.decode.Segment;
import org.holdfast.cache.internal.decode.TcpChecksum;
import org.holdfast.cache.internal.reassemble.StreamAssembler;
import org.holdfast.cache.internal.reassemble.StreamMemory;
import org.holdfast.cache.internal.reassemble.SynData;
import org.holdfast.model.tcp.SequenceNumbers;
import org.holdfast.model.tcp.Traffic;

/**
 * What one end of a connection sent. Positions in its stream are offsets of 64 bits: -1 is the SYN, 0 the first byte,
 * and a FIN takes one after the last byte. Two of these make most of a connection, so each field counts: 64 bytes.
 */
final class TcpEnd extends StreamAssembler {

    private static final int NUMBER_KNOWN = 1;
    private static final int SYN_SEEN = 2;
    private static final int SACK_PERMITTED = 4;
    private static final int TIMESTAMPS = 8;
    private static final int TIMESTAMP_SEEN = 16;
    private static final int FIN_SEEN = 32;
    private static final int WINDOW_SEEN = 64;
    private static final int WINDOW_SCALED = 128;
    private static final int OPTIONS_CUT = 256;
    /** Over Ethernet. A SYN can't carry more than one segment; one of a larger link says so in its own option. */
    private static final int USUAL_MSS = 1460;

    /** RFC 7323 §5.5: 24 days, after which the fastest clock allowed can't be compared any more. */
    private static final long TIMESTAMP_AGE_NANOS = 24L * 86_400_000_000_000L;

    private static final int NO_SCALE = 15;
    private static final int UNSCALED_BITS = 16;

    /** How far it acknowledged the other end's stream; -1 before it acknowledged the SYN. */
    long acknowledged = -1;
    /** When it sent the newest timestamp, or, without the option, anything. */
    long stampNanos;

    int initialNumber;
    int timestampValue;
    int packets;
    /** Number of the segment that updated the window last, SND.WL1. */
    private int windowUpdateNumber;

    private short mss;
    /** What it announced last, before scaling. */
    private char window;

    /**
     * The lower half: the scale of windows. The upper: the largest window it announced was below 2 to the power of
     * {@value #UNSCALED_BITS} more than this.
     */
    private byte scales = NO_SCALE;

    private byte opening;
    private short flags;

    private Oddities oddities;

    boolean numberKnown() {
        return has(NUMBER_KNOWN);
    }

    /** Whether its SYN was captured, and with it the options. */
    boolean synSeen() {
        return has(SYN_SEEN);
    }

    /** Whether the capture cut the options of its SYN, so that those that weren't seen may have been there. */
    boolean optionsCut() {
        return has(OPTIONS_CUT);
    }

    boolean sackPermitted() {
        return has(SACK_PERMITTED);
    }

    /** Whether its SYN had the timestamps option. */
    boolean timestamps() {
        return has(TIMESTAMPS);
    }

    boolean timestampSeen() {
        return has(TIMESTAMP_SEEN);
    }

    /** 0 when it named none. */
    int mss() {
        return mss & 0xffff;
    }

    /** -1 without the option. */
    int windowScale() {
        int scale = scales & 0xf;
        return scale == NO_SCALE ? -1 : scale;
    }

    /** What it announced last, bytes. */
    long window() {
        return has(WINDOW_SCALED) ? (long) window << windowScale() : window;
    }

    /** At least the largest window that it announced. */
    long largestWindow() {
        return 1L << UNSCALED_BITS + (scales >> 4 & 0xf);
    }

    void setInitialNumber(int number) {
        initialNumber = number;
        flags |= NUMBER_KNOWN;
    }

    /** Nothing was built on its number: the next SYN is the first one. */
    void forgetSyn() {
        flags &= ~SYN_SEEN;
    }

    void takeOptions(Segment syn) {
        flags |= SYN_SEEN;
        flags = (short) (syn.optionsCut() ? flags | OPTIONS_CUT : flags & ~OPTIONS_CUT);
        flags = (short) (syn.sackPermitted() ? flags | SACK_PERMITTED : flags & ~SACK_PERMITTED);
        flags = (short) (syn.timestamps() ? flags | TIMESTAMPS : flags & ~TIMESTAMPS);
        mss = (short) Math.max(0, syn.mss());
        int scale = syn.windowScale();
        scales = (byte) (scales & 0xf0 | (scale < 0 ? NO_SCALE : scale));
        flags &= ~WINDOW_SCALED;
    }

    /** Offset after all that it sent, as far as seen; SYN and FIN counted; -1 before the SYN. */
    long next() {
        if (!numberKnown()) {
            return -1;
        }
        long next = oddities == null ? contiguous() : Math.max(contiguous(), oddities.next);
        return has(FIN_SEEN) ? Math.max(next, fin() + 1) : next;
    }

    /** Something was sent or acknowledged up to here, captured or not. */
    void sentUpTo(long offset) {
        if (offset > next()) {
            oddities().next = offset;
        }
    }

    /** Offset of its FIN, -1 while none was seen. */
    long fin() {
        if (!has(FIN_SEEN)) {
            return -1;
        }
        return oddities != null && oddities.earlyFin >= 0 ? oddities.earlyFin : contiguous();
    }

    void setFin(long offset) {
        flags |= FIN_SEEN;
        if (offset != contiguous()) {
            oddities().earlyFin = offset;
        } else if (oddities != null) {
            oddities.earlyFin = -1;
        }
    }

    /** Its stream goes on where it was said to end. */
    void forgetFin() {
        flags &= ~FIN_SEEN;
        oddities().earlyFin = -1;
    }

    /** Whether its FIN was captured and all before it. */
    boolean finCaptured() {
        return has(FIN_SEEN) && contiguous() >= fin();
    }

    /** Stream offset of a sequence number of this end. */
    long offsetOf(int sequenceNumber) {
        return SequenceNumbers.unwrap(sequenceNumber - initialNumber - 1, Math.max(0, next()));
    }

    /** The 32-bit number of a stream offset of this end. */
    int numberOf(long offset) {
        return initialNumber + 1 + (int) offset;
    }

    /** The number after everything of this end that was captured without a hole. */
    int nextNumber() {
        return numberKnown() ? numberOf(contiguous() + (finCaptured() ? 1 : 0)) : 0;
    }

    /** Bytes of this end's stream that the other end has, a FIN not counted. */
    long bytesAcknowledgedBy(TcpEnd other) {
        long acknowledgedByOther = Math.max(0, other.acknowledged);
        return has(FIN_SEEN) ? Math.min(acknowledgedByOther, fin()) : acknowledgedByOther;
    }

    boolean finAcknowledgedBy(TcpEnd other) {
        return has(FIN_SEEN) && other.acknowledged > fin();
    }

    /** Whether all of its stream was captured, and the other end has it. */
    boolean isCompleteFor(TcpEnd other) {
        return finCaptured() && finAcknowledgedBy(other);
    }

    /** A segment of this end was taken. */
    void heard(long nowNanos) {
        if (!timestampSeen()) {
            stampNanos = nowNanos;
        }
    }

    void noteTimestamp(int value, long nowNanos) {
        // An older value belongs to a segment that was overtaken, unless the clock may have gone halfway round.
        if (!timestampSeen()
                || !SequenceNumbers.isBefore(value, timestampValue)
                || nowNanos - stampNanos > TIMESTAMP_AGE_NANOS) {
            flags |= TIMESTAMP_SEEN;
            timestampValue = value;
            stampNanos = nowNanos;
        }
    }

    /** Whether a segment that begins here may tell the window. */
    boolean mayUpdateWindow(int sequenceNumber) {
        return !has(WINDOW_SEEN) || !SequenceNumbers.isBefore(sequenceNumber, windowUpdateNumber);
    }

    /**
     * Takes a window.
     *
     * @param announced as in the header, 16 bits
     * @param scaled whether it counts in units of the {@linkplain #windowScale() scale}
     */
    void announceWindow(int announced, boolean scaled, int sequenceNumber) {
        window = (char) announced;
        flags = (short) (scaled ? flags | WINDOW_SCALED : flags & ~WINDOW_SCALED);
        int bits = Long.SIZE - Long.numberOfLeadingZeros(window()) - UNSCALED_BITS;
        scales = (byte) (Math.max(scales >> 4 & 0xf, bits) << 4 | scales & 0xf);
        if (mayUpdateWindow(sequenceNumber)) {
            windowUpdateNumber = sequenceNumber;
        }
        flags |= WINDOW_SEEN;
    }

    /**
     * Takes payload of this end.
     *
     * @param offset of its first byte; may lie before the stream
     * @param length on the wire
     */
    void payload(Segment segment, long offset, int length, StreamMemory memory) {
        long before = contiguous();
        int captured = Math.min(length, segment.payloadCaptured());
        if (opening == 0 && offset < Opening.LENGTH) {
            noteOpening(segment.frame(), segment.payloadAt(), offset, captured);
        }
        if (offset == before && captured == length && oddities == null && !segment.damaged()) {
            accept(offset, segment.frame(), segment.payloadAt(), length, memory);
            return;
        }
        if (offset > before) {
            oddities().outOfOrderSegments++;
        }
        // What the capture cut off is not in the stream: a hole until it is sent again.
        int sum = offset > before || hasEarly() ? TcpChecksum.awaitedSum(segment) : TcpChecksum.UNKNOWN_SUM;
        int repeated = accept(offset, segment.frame(), segment.payloadAt(), captured, sum, memory);
        if (segment.damaged() && contiguous() > before) {
            oddities().noteDamaged(Math.max(before, offset), offset + captured);
        }
        if (repeated > 0) {
            oddities().retransmittedBytes += repeated;
            oddities().retransmittedSegments++;
            noteConflicts(segment, offset, memory.takeConflicts());
        }
        countExtraPayload(length - (contiguous() - before));
        sentUpTo(offset + length);
    }

    /** Bytes of a segment differ from what was captured first. Only now its checksum is looked at: that takes time. */
    private void noteConflicts(Segment segment, long offset, int differing) {
        if (differing == 0) {
            return;
        }
        if (TcpChecksum.of(segment) == TcpChecksum.WRONG) {
            oddities().damagedBytes += differing;
        } else if (oddities().isDamaged(offset, offset + segment.payloadLength())) {
            oddities.wrongBytes += differing;
        } else {
            oddities().conflictingBytes += differing;
        }
    }

    /** Payload was captured again after the other end acknowledged all of it. */
    void countRepeat(int length) {
        if (length > 0) {
            oddities().retransmittedSegments++;
            oddities.retransmittedBytes += length;
            oddities.extraPayloadBytes += length;
        }
    }

    void noteCongestion(int flagsOfSegment) {
        if ((flagsOfSegment & Segment.ECE) != 0) {
            oddities().congestionEchoes++;
        }
        if ((flagsOfSegment & Segment.CWR) != 0) {
            oddities().windowReductions++;
        }
    }

    /** Keeps what came with the SYN (RFC 7413) until the other end says whether it took it. */
    void holdSynData(Segment syn, StreamMemory memory) {
        if (syn.payloadCaptured() <= Math.max(USUAL_MSS, syn.mss())) {
            oddities().synData = new SynData(syn.frame(), syn.payloadAt(), syn.payloadCaptured(), memory);
        }
    }

    /** The other end has taken so much of what came with the SYN, and no more. */
    void judgeSynData(long takenBytes, StreamMemory memory) {
        byte[] data = oddities.synData.take(memory);
        oddities.synData = null;
        int taken = (int) Math.clamp(takenBytes, 0, data.length);
        if (contiguous() == 0 && taken > 0) {
            ByteBuffer buffer = ByteBuffer.wrap(data);
            noteOpening(buffer, 0, 0, taken);
            accept(0, buffer, 0, taken, memory);
            countExtraPayload(-contiguous());
        }
    }

    /** Gives back all memory; what was counted stays. */
    void forget(StreamMemory memory) {
        release(memory);
        if (holdsSynData()) {
            oddities.synData.take(memory);
            oddities.synData = null;
        }
    }

    boolean holdsSynData() {
        return oddities != null && oddities.synData != null;
    }

    /** The hole was waited for long enough: the stream's content ends there. */
    void giveUp(StreamMemory memory) {
        giveUpContent(memory);
        if (oddities().givenUpAt < 0) {
            oddities.givenUpAt = contiguous();
        }
    }

    /** Payload was captured that didn't move the stream on by its length. */
    void countExtraPayload(long bytes) {
        if (bytes != 0) {
            oddities().extraPayloadBytes += bytes;
        }
    }

    long payloadBytes() {
        return contiguous() + (oddities == null ? 0 : oddities.extraPayloadBytes);
    }

    Traffic traffic(TcpEnd other) {
        return new Traffic(
                Integer.toUnsignedLong(packets),
                payloadBytes(),
                oddities == null ? 0 : oddities.retransmittedBytes,
                contiguous(),
                bytesAcknowledgedBy(other));
    }

    /** What happened out of the ordinary; null when nothing did. */
    Oddities odditiesOrNull() {
        return oddities;
    }

    Oddities oddities() {
        if (oddities == null) {
            oddities = new Oddities();
        }
        return oddities;
    }

    /** What its first bytes say. */
    Opening opening() {
        if (opening == 0 && oddities != null) {
            int known = Integer.numberOfLeadingZeros(~(oddities.openingKnown << 24));
            return Opening.of(oddities.opening, known);
        }
        return Opening.of(opening);
    }

    private void noteOpening(ByteBuffer frame, int at, long offset, int captured) {
        if (offset == 0 && captured >= Opening.LENGTH) {
            opening = (byte) Opening.of(frame, at).ordinal();
            return;
        }
        Oddities noted = oddities();
        for (long o = Math.max(0, offset); o < Math.min(Opening.LENGTH, offset + captured); o++) {
            int shift = 56 - 8 * (int) o;
            if ((noted.openingKnown & 0x80 >> o) == 0) {
                noted.openingKnown |= 0x80 >> o;
                noted.opening |= (frame.get(at + (int) (o - offset)) & 0xffL) << shift;
            }
        }
        if (noted.openingKnown == 0xff) {
            opening = (byte) Opening.of(noted.opening, Opening.LENGTH).ordinal();
        }
    }

    private boolean has(int flag) {
        return (flags & flag) != 0;
    }
}
