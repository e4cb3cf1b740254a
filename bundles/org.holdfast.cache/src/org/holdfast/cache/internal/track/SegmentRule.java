package org.holdfast.cache.internal.track;

import org.holdfast.cache.internal.decode.Segment;

/**
 * Whether a segment can belong to its connection: RFC 9293 §3.10.7.4 wants its number in the receiver's window, RFC 5961
 * §5 its acknowledgment near what the other end sent. What fails isn't taken, neither bytes nor FIN, acknowledgment,
 * timestamps or options, so that nobody who doesn't know the numbers can speak for an end.
 *
 * <p>The receiver's window is known only as far as the capture missed nothing. So a segment that fails is noted, and
 * an answer of the other end that agrees with it is believed, if no segment that passes comes first.
 */
final class SegmentRule {

    /** The most that a window can be, RFC 7323 §2.3; without the handshake the scale is unknown. */
    private static final long FARTHEST = 1L << 30;

    /** What becomes of a segment. */
    enum Judgment {
        TAKEN,
        /** It fails alone, but agrees with one of the other end: the capture missed what lies between. */
        JUMP,
        /** A repeat of what the receiver has long had: counted, and nothing else. */
        OLD,
        REFUSED
    }

    private SegmentRule() {}

    /** Whether an offset is too far from what is known to belong to any stream. */
    static boolean isFar(long distance) {
        return Math.abs(distance) > FARTHEST;
    }

    /**
     * @param segment one without SYN or RST
     * @param offset of its number in the stream of {@code from}
     * @param late whether windows aren't known because the handshake wasn't captured
     */
    static Judgment judge(Segment segment, long offset, TcpEnd from, TcpEnd to, boolean late) {
        if (offset == from.contiguous()) {
            forgetDoubt(from);
            return Judgment.TAKEN;
        }
        if (late) {
            return isFar(offset - from.next()) ? Judgment.REFUSED : Judgment.TAKEN;
        }
        long window = to.largestWindow();
        long known = Math.max(from.contiguous(), to.acknowledged);
        long acknowledged = Acknowledgments.offset(segment, from, to);
        boolean inWindow =
                offset >= Math.max(0, to.acknowledged) - window && offset <= Math.max(known, from.next()) + window;
        boolean answers = acknowledged >= from.acknowledged - from.largestWindow()
                && acknowledged <= to.next() + from.largestWindow();
        if (inWindow && answers) {
            forgetDoubt(from);
            return Judgment.TAKEN;
        }
        if (offset + segment.payloadLength() <= from.contiguous() && !isFar(offset - known)) {
            return Judgment.OLD;
        }
        if (isFar(offset - known) || isFar(acknowledged - to.next())) {
            return Judgment.REFUSED;
        }
        if (answersDoubt(acknowledged, from, to) && Math.abs(offset - to.odditiesOrNull().doubtfulAnswer) <= window) {
            forgetDoubt(from);
            forgetDoubt(to);
            return Judgment.JUMP;
        }
        Oddities odd = from.oddities();
        odd.doubtfulOffset = offset;
        odd.doubtfulAnswer = acknowledged;
        return Judgment.REFUSED;
    }

    /** Whether an acknowledgment of {@code from} is what a segment of the other end that wasn't believed calls for. */
    static boolean answersDoubt(long acknowledged, TcpEnd from, TcpEnd to) {
        Oddities noted = to.odditiesOrNull();
        return noted != null
                && noted.doubtfulOffset != Oddities.NO_DOUBT
                && Math.abs(acknowledged - noted.doubtfulOffset) <= from.largestWindow();
    }

    private static void forgetDoubt(TcpEnd end) {
        if (end.odditiesOrNull() != null) {
            end.odditiesOrNull().doubtfulOffset = Oddities.NO_DOUBT;
        }
    }
}
