package org.holdfast.cache.internal.track;

import org.holdfast.cache.internal.decode.Segment;

/** Learns the initial numbers of both ends, from their SYNs or, seen late, from the first segment there is. */
final class Handshake {

    private Handshake() {}

    /** Returns whether the segment can belong to the connection. */
    static boolean learnNumbers(Segment segment, TcpEnd from, TcpEnd to) {
        if (segment.isSyn()) {
            if (!accepts(segment, from, to)) {
                return false;
            }
            from.setInitialNumber(segment.sequence());
            if (!from.synSeen()) {
                from.takeOptions(segment);
            }
        } else if (!from.numberKnown()) {
            from.setInitialNumber(segment.sequence() - 1);
        } else if (from.packets == 1 && !from.synSeen() && SegmentRule.isFar(from.offsetOf(segment.sequence()))) {
            // Its number was only guessed from an acknowledgment, which must have been wrong.
            from.setInitialNumber(segment.sequence() - 1);
            to.acknowledged = -1;
        }
        if (segment.isAck() && !to.numberKnown()) {
            to.setInitialNumber(segment.acknowledgment() - 1);
        }
        return true;
    }

    private static boolean accepts(Segment syn, TcpEnd from, TcpEnd to) {
        if (from.numberKnown() && from.initialNumber != syn.sequence()) {
            if (to.acknowledged >= 0 || from.next() > 0) {
                return false;
            }
            // Nothing was built on the former number: an answer of a service that started anew.
            from.forgetSyn();
        }
        if (syn.isAck() && to.numberKnown()) {
            long acknowledged = to.offsetOf(syn.acknowledgment());
            return acknowledged >= 0 && acknowledged <= to.next();
        }
        return true;
    }
}
