package org.holdfast.cache.internal.track;

import java.util.Optional;
import java.util.StringJoiner;
import org.holdfast.cache.internal.decode.Segment;
import org.holdfast.model.tcp.SequenceNumbers;
import org.holdfast.model.tcp.TcpState;
import org.holdfast.model.tcp.Verdict;
import org.holdfast.model.tcp.Verdict.Reason;

/** What the capture alone says of a connection: the first reason that stops a takeover, in the order of the reasons. */
public final class VerdictRule {

    private VerdictRule() {}

    /**
     * @param remembered whether all of its packets are still stored
     * @param mayMiss whether frames were dropped of which nobody knows whether they were its
     * @param nowNanos time of the newest packet of any connection
     */
    public static Verdict of(Connection connection, boolean remembered, boolean mayMiss, long nowNanos) {
        if (connection.optionsCut()) {
            return new Verdict(Reason.SEEN_LATE, "the capture cut the options of a SYN; raise its snapshot length");
        }
        if (connection.seenLate()) {
            return new Verdict(
                    Reason.SEEN_LATE,
                    connection.remote.synSeen() ? "the service's SYN wasn't captured" : "the SYN wasn't captured");
        }
        Optional<String> missing = missing(connection, nowNanos);
        if (missing.isPresent()) {
            return new Verdict(Reason.GAP, missing.get());
        }
        if (!remembered) {
            return new Verdict(Reason.EVICTED, "some of its packets aren't stored");
        }
        if (connection.unsupported() != 0) {
            return new Verdict(Reason.UNSUPPORTED_OPTION, optionNames(connection.unsupported()));
        }
        Opening inbound = connection.remote.opening();
        if (inbound.isOpaque()) {
            return new Verdict(Reason.OPAQUE, "the remote host began with " + inbound.words());
        }
        Opening outbound = connection.service.opening();
        if (outbound.isOpaque()) {
            return new Verdict(Reason.OPAQUE, "the service began with " + outbound.words());
        }
        TcpState state = connection.stateOnTheWire();
        if (state == TcpState.SYN_RECEIVED || state == TcpState.SYN_SENT) {
            return new Verdict(
                    Reason.HALF_OPEN, connection.answered() ? "the SYN was answered" : "the SYN wasn't answered");
        }
        String remarks = remarks(connection, mayMiss);
        return remarks.isEmpty() ? Verdict.SURVIVES : new Verdict(Reason.SURVIVES, remarks);
    }

    private static Optional<String> missing(Connection connection, long nowNanos) {
        StringJoiner ranges = new StringJoiner("; ");
        describe(connection.remote, connection.service, "inbound", nowNanos, connection.rttMicros(), ranges);
        describe(connection.service, connection.remote, "outbound", nowNanos, connection.rttMicros(), ranges);
        return ranges.length() == 0 ? Optional.empty() : Optional.of(ranges.toString());
    }

    private static void describe(
            TcpEnd end, TcpEnd other, String direction, long nowNanos, long rttMicros, StringJoiner into) {
        if (end.odditiesOrNull() != null && end.odditiesOrNull().gap.isGap(nowNanos, rttMicros)) {
            long from = end.contiguous();
            long to = end.holeEnd(end.bytesAcknowledgedBy(other));
            into.add("bytes " + from + " to " + (to - 1) + " " + direction
                    + " were acknowledged but never captured (sequence number "
                    + SequenceNumbers.format(end.numberOf(from)) + ")");
        } else if (end.odditiesOrNull() != null
                && end.odditiesOrNull().sackedTo > 0
                && end.odditiesOrNull().sackGap.isGap(nowNanos, rttMicros)) {
            into.add("bytes " + end.odditiesOrNull().sackedFrom + " to "
                    + (end.odditiesOrNull().sackedTo - 1) + " " + direction
                    + " were acknowledged selectively but never captured (sequence number "
                    + SequenceNumbers.format(end.numberOf(end.odditiesOrNull().sackedFrom)) + ")");
        } else if (end.odditiesOrNull() != null && end.odditiesOrNull().wrongBytes > 0) {
            into.add(end.odditiesOrNull().wrongBytes + " bytes " + direction
                    + " were taken from a segment with a wrong checksum, and others came with a right one");
        } else if (end.odditiesOrNull() != null && end.odditiesOrNull().givenUpAt >= 0) {
            into.add("the bytes from " + end.odditiesOrNull().givenUpAt + " on " + direction
                    + " were captured so late that they had been given up");
        }
    }

    private static String remarks(Connection connection, boolean mayMiss) {
        StringJoiner remarks = new StringJoiner("; ");
        if (mayMiss) {
            remarks.add(
                    "frames were dropped before the capture while it lived, and nothing since shows that none was its");
        }
        int late = filledLate(connection.remote) + filledLate(connection.service);
        if (late > 0) {
            remarks.add(late + " missing " + (late == 1 ? "range was" : "ranges were") + " captured late");
        }
        int uncertain = uncertain(connection.remote) + uncertain(connection.service);
        if (uncertain > 0) {
            remarks.add(uncertain + (uncertain == 1 ? " byte is" : " bytes are")
                    + " known only from what may have been a keep-alive");
        }
        long conflicting = conflicting(connection.remote) + conflicting(connection.service);
        if (conflicting > 0) {
            remarks.add(conflicting + " bytes were sent twice with different content; the first copy is kept");
        }
        long damaged = damaged(connection.remote) + damaged(connection.service);
        if (damaged > 0) {
            remarks.add(damaged + " bytes came again with a wrong checksum; the first copy is kept");
        }
        return remarks.toString();
    }

    private static int filledLate(TcpEnd end) {
        return end.odditiesOrNull() == null ? 0 : end.odditiesOrNull().gap.filledLate();
    }

    private static int uncertain(TcpEnd end) {
        return end.odditiesOrNull() == null ? 0 : end.odditiesOrNull().uncertainBytes;
    }

    private static long conflicting(TcpEnd end) {
        return end.odditiesOrNull() == null ? 0 : end.odditiesOrNull().conflictingBytes;
    }

    private static long damaged(TcpEnd end) {
        return end.odditiesOrNull() == null ? 0 : end.odditiesOrNull().damagedBytes;
    }

    private static String optionNames(int unsupported) {
        StringJoiner names = new StringJoiner(", ");
        if ((unsupported & Segment.UNSUPPORTED_MD5) != 0) {
            names.add("MD5");
        }
        if ((unsupported & Segment.UNSUPPORTED_AO) != 0) {
            names.add("TCP-AO");
        }
        if ((unsupported & Segment.UNSUPPORTED_MPTCP) != 0) {
            names.add("MPTCP");
        }
        return names.toString();
    }
}
