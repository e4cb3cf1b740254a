package org.holdfast.cache.internal.track;

import org.holdfast.cache.internal.decode.Segment;

/**
 * Whether an RST ends a connection: RFC 9293 §3.10.7 and RFC 5961 §3.2 want exactly the number that its receiver
 * awaits. Which one that is, is known only within bounds: not before its last acknowledgment, not after what was sent
 * to it. An RST elsewhere in the window is answered with a challenge and changes nothing.
 */
final class ResetRule {

    private ResetRule() {}

    static boolean isValid(Segment rst, TcpEnd from, TcpEnd to) {
        if (from.numberKnown()) {
            long offset = from.offsetOf(rst.sequence());
            long first = Math.max(0, to.acknowledged);
            long last = Math.max(0, from.next());
            long known = Math.max(first, from.contiguous() + (from.finCaptured() ? 1 : 0));
            // What lies beyond the window was found again behind bytes that were missed: that is no place to be exact.
            return offset >= first && offset <= (last <= known + to.largestWindow() ? last : known);
        }
        // The answer to a SYN that nobody listens for has no number of its own, only the right acknowledgment.
        long acknowledged = to.offsetOf(rst.acknowledgment());
        return !to.numberKnown() || rst.isAck() && acknowledged >= 0 && acknowledged <= to.next();
    }
}
