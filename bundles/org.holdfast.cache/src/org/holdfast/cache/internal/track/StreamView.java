package org.holdfast.cache.internal.track;

import org.holdfast.cache.internal.reassemble.StreamAssembler;
import org.holdfast.model.tcp.SequenceNumbers;

/** What reports ask of one end of a connection. */
public final class StreamView {

    private final TcpEnd end;
    private final TcpEnd other;

    StreamView(TcpEnd end, TcpEnd other) {
        this.end = end;
        this.other = other;
    }

    public boolean numberKnown() {
        return end.numberKnown();
    }

    /** ISN, unsigned. */
    public long initialNumber() {
        return Integer.toUnsignedLong(end.initialNumber);
    }

    /** The offset of a sequence number that lies nearest to another offset. */
    public long offsetNear(long offset, int sequenceNumber) {
        return SequenceNumbers.unwrap(sequenceNumber - end.initialNumber - 1, offset);
    }

    /** Whether a stored packet wasn't taken, so that its bytes aren't the stream's. */
    public boolean isForeign(long packet) {
        return end.odditiesOrNull() != null && end.odditiesOrNull().isForeign(packet);
    }

    /** Whether its SYN was captured, and with it the options. */
    public boolean synSeen() {
        return end.synSeen();
    }

    /** Whether the capture cut the options of its SYN, so that those that seem absent may have been there. */
    public boolean optionsCut() {
        return end.optionsCut();
    }

    /** 0 when it named none. */
    public int mss() {
        return end.mss();
    }

    /** -1 without the option. */
    public int windowScale() {
        return end.windowScale();
    }

    public boolean sackPermitted() {
        return end.sackPermitted();
    }

    public boolean timestamps() {
        return end.timestamps();
    }

    /** Whether its FIN was captured and all before it. */
    public boolean finCaptured() {
        return end.finCaptured();
    }

    public long contiguous() {
        return end.contiguous();
    }

    /** Takes each range that was acknowledged, or has captured bytes behind it, but wasn't captured. */
    public void forEachGap(StreamAssembler.RangeSink gaps) {
        long[] at = {end.contiguous()};
        end.forEachEarly((from, to) -> {
            if (from > at[0]) {
                gaps.range(at[0], from);
            }
            at[0] = to;
        });
        long acknowledged = end.bytesAcknowledgedBy(other);
        if (acknowledged > at[0]) {
            gaps.range(at[0], acknowledged);
        }
    }
}
