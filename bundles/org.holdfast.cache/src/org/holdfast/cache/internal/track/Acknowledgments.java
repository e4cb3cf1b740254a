package org.holdfast.cache.internal.track;

import org.holdfast.cache.internal.decode.Segment;
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

    /**
     * @param offset of the segment in its own stream
     * @param late whether windows can't be known because the handshake wasn't captured
     */
    static Result take(Segment segment, long offset, TcpEnd from, TcpEnd to, boolean late) {
        int number = segment.acknowledgment() - to.initialNumber - 1;
        long acknowledged = SequenceNumbers.unwrap(number, Math.max(0, from.acknowledged));
        if (acknowledged < from.acknowledged || acknowledged < 0) {
            return Result.NOTHING_NEW;
        }
        if (!late && acknowledged > to.next + from.largestWindow && !confirmsDoubtful(acknowledged, from)) {
            from.doubtfulAcknowledgment = acknowledged;
            return Result.DOUBTFUL;
        }
        from.doubtfulAcknowledgment = -1;
        boolean advances = acknowledged > from.acknowledged;
        if (advances || offset >= from.windowUpdateOffset) {
            announceWindow(segment, from, to);
            from.windowUpdateOffset = Math.max(from.windowUpdateOffset, offset);
        }
        if (!advances) {
            return Result.NOTHING_NEW;
        }
        from.acknowledged = acknowledged;
        to.next = Math.max(to.next, acknowledged);
        to.stream.acknowledged(acknowledged);
        return Result.ADVANCED;
    }

    /** More than a window was missed, or the number is wrong: only a second one that agrees is believed. */
    private static boolean confirmsDoubtful(long acknowledged, TcpEnd from) {
        return from.doubtfulAcknowledgment >= 0
                && Math.abs(acknowledged - from.doubtfulAcknowledgment) <= from.largestWindow;
    }

    private static void announceWindow(Segment segment, TcpEnd from, TcpEnd to) {
        // RFC 7323 §2.2: the window of a segment with SYN is never scaled.
        boolean scaled = !segment.isSyn() && from.windowScale >= 0 && to.windowScale >= 0;
        from.window = scaled ? (long) segment.window() << from.windowScale : segment.window();
        from.largestWindow = Math.max(from.largestWindow, from.window);
    }
}
