package org.holdfast.cache.internal.track;

import org.holdfast.cache.internal.decode.Segment;
import org.holdfast.cache.internal.reassemble.StreamMemory;
import org.holdfast.model.tcp.SequenceNumbers;

/** Takes acknowledgment numbers and windows, RFC 9293 §3.10.7.4: SND.UNA, SND.WND, SND.WL1, SND.WL2. */
final class Acknowledgments {

    /** What a segment's acknowledgment changed. */
    enum Result {
        ADVANCED,
        NOTHING_NEW,
        /** It is too far ahead to be believed at once. */
        DOUBTFUL
    }

    private Acknowledgments() {}

    /** What a segment of {@code from} acknowledges, in the stream of {@code to}. */
    static long offset(Segment segment, TcpEnd from, TcpEnd to) {
        int number = segment.acknowledgment() - to.initialNumber - 1;
        return SequenceNumbers.unwrap(number, Math.max(0, from.acknowledged));
    }

    /**
     * @param unbounded whether windows can't bound it: the handshake wasn't captured, or another segment agrees with it
     */
    static Result take(Segment segment, TcpEnd from, TcpEnd to, boolean unbounded, StreamMemory memory) {
        long acknowledged = offset(segment, from, to);
        if (acknowledged < from.acknowledged || acknowledged < 0) {
            return Result.NOTHING_NEW;
        }
        boolean advances = acknowledged > from.acknowledged;
        if (advances && !unbounded && isTooFar(acknowledged, from, to)) {
            from.oddities().doubtfulAcknowledgment = acknowledged;
            return Result.DOUBTFUL;
        }
        if (from.odditiesOrNull() != null) {
            from.odditiesOrNull().doubtfulAcknowledgment = -1;
        }
        if (advances || from.mayUpdateWindow(segment.sequence())) {
            announceWindow(segment, from, to);
        }
        if (!advances) {
            return Result.NOTHING_NEW;
        }
        from.acknowledged = acknowledged;
        to.sentUpTo(acknowledged);
        to.acknowledged(acknowledged, memory);
        return Result.ADVANCED;
    }

    /** More than a window was missed, or the number is wrong: only a second one that agrees is believed. */
    private static boolean isTooFar(long acknowledged, TcpEnd from, TcpEnd to) {
        long window = from.largestWindow();
        if (acknowledged <= to.next() + window || SegmentRule.answersDoubt(acknowledged, from, to)) {
            return false;
        }
        Oddities odd = from.odditiesOrNull();
        return odd == null
                || odd.doubtfulAcknowledgment < 0
                || Math.abs(acknowledged - odd.doubtfulAcknowledgment) > window;
    }

    private static void announceWindow(Segment segment, TcpEnd from, TcpEnd to) {
        // RFC 7323 §2.2: the window of a segment with SYN is never scaled.
        boolean scaled = !segment.isSyn() && from.windowScale() >= 0 && to.windowScale() >= 0;
        from.announceWindow(segment.window(), scaled, segment.sequence());
    }
}
