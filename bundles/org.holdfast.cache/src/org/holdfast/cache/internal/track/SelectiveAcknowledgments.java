package org.holdfast.cache.internal.track;

import org.holdfast.cache.internal.decode.Segment;
import org.holdfast.model.tcp.SequenceNumbers;

/**
 * Takes SACK blocks (RFC 2018): a range that its receiver has but that wasn't captured is known to be missing before all
 * up to it is acknowledged.
 */
final class SelectiveAcknowledgments {

    private SelectiveAcknowledgments() {}

    static void take(Segment segment, TcpEnd from, TcpEnd to) {
        from.oddities().sackSegments++;
        for (int i = 0; i < segment.sackBlocks(); i++) {
            long left = offset(segment.sackLeft(i), from, to);
            long right = offset(segment.sackRight(i), from, to);
            // What was acknowledged already tells of a repeat (RFC 2883).
            boolean tellsMore = right > from.acknowledged && right <= to.next() + from.largestWindow();
            if (tellsMore && left >= 0 && left < right) {
                long missing = to.firstMissing(left, right);
                if (missing < right) {
                    to.oddities().noteSacked(missing, right);
                }
            }
        }
    }

    /** Looks after a packet of the connection whether what was missing came. */
    static void watch(TcpEnd end, long nowNanos, long rttMicros) {
        Oddities odd = end.oddities();
        boolean captured = end.firstMissing(odd.sackedFrom, odd.sackedTo) == odd.sackedTo;
        odd.sackGap.observe(captured ? 1 : 0, 1, nowNanos, rttMicros);
        if (captured) {
            odd.sackedTo = 0;
        }
    }

    private static long offset(int number, TcpEnd from, TcpEnd to) {
        return SequenceNumbers.unwrap(number - to.initialNumber - 1, Math.max(0, from.acknowledged));
    }
}
