package org.holdfast.cache.internal.track;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.StringJoiner;
import org.holdfast.cache.internal.decode.Segment;
import org.holdfast.model.tcp.SequenceNumbers;
import org.holdfast.model.tcp.TcpState;
import org.holdfast.model.tcp.Verdict;
import org.holdfast.model.tcp.Verdict.Reason;

/** What the capture alone says of a connection: the first reason that stops a takeover, in the order of the reasons. */
public final class VerdictRule {

    private static final int TLS_HANDSHAKE_RECORD = 0x16;
    private static final byte[] SSH = "SSH-".getBytes(StandardCharsets.US_ASCII);

    private VerdictRule() {}

    /**
     * @param remembered whether all of its packets are still stored
     * @param inboundOpening first bytes of the remote host, up to 8
     * @param outboundOpening first bytes of the service, up to 8
     * @param nowNanos time of the newest packet of any connection
     */
    public static Verdict of(
            ConnectionTracker tracker,
            boolean remembered,
            byte[] inboundOpening,
            byte[] outboundOpening,
            long nowNanos) {
        if (tracker.seenLate()) {
            return new Verdict(
                    Reason.SEEN_LATE,
                    tracker.remote.synSeen ? "the service's SYN wasn't captured" : "the SYN wasn't captured");
        }
        Optional<String> missing = missing(tracker, nowNanos);
        if (missing.isPresent()) {
            return new Verdict(Reason.GAP, missing.get());
        }
        if (!remembered) {
            return new Verdict(Reason.EVICTED, "some of its packets aren't stored");
        }
        if (tracker.unsupported() != 0) {
            return new Verdict(Reason.UNSUPPORTED_OPTION, optionNames(tracker.unsupported()));
        }
        if (isTls(inboundOpening)) {
            return new Verdict(Reason.OPAQUE, "the remote host began with a TLS handshake");
        }
        if (isSsh(inboundOpening) || isSsh(outboundOpening)) {
            return new Verdict(Reason.OPAQUE, "it began with an SSH banner");
        }
        TcpState state = tracker.state();
        if (state == TcpState.SYN_RECEIVED || state == TcpState.SYN_SENT) {
            return new Verdict(
                    Reason.HALF_OPEN, tracker.answered() ? "the SYN was answered" : "the SYN wasn't answered");
        }
        String remarks = remarks(tracker);
        return remarks.isEmpty() ? Verdict.SURVIVES : new Verdict(Reason.SURVIVES, remarks);
    }

    private static Optional<String> missing(ConnectionTracker tracker, long nowNanos) {
        StringJoiner ranges = new StringJoiner("; ");
        describe(tracker.remote, tracker.service, "inbound", nowNanos, ranges);
        describe(tracker.service, tracker.remote, "outbound", nowNanos, ranges);
        return ranges.length() == 0 ? Optional.empty() : Optional.of(ranges.toString());
    }

    private static void describe(TcpEnd end, TcpEnd other, String direction, long nowNanos, StringJoiner into) {
        if (end.gap.isGap(nowNanos)) {
            long from = end.stream.contiguous();
            long to = end.stream.holeEnd(end.bytesAcknowledgedBy(other));
            into.add("bytes " + from + " to " + (to - 1) + " " + direction
                    + " were acknowledged but never captured (sequence number "
                    + SequenceNumbers.format(end.numberOf(from)) + ")");
        }
    }

    private static String remarks(ConnectionTracker tracker) {
        StringJoiner remarks = new StringJoiner("; ");
        int late = tracker.remote.gap.filledLate() + tracker.service.gap.filledLate();
        if (late > 0) {
            remarks.add(late + " missing " + (late == 1 ? "range was" : "ranges were") + " captured late");
        }
        long conflicting = tracker.remote.stream.conflictingBytes() + tracker.service.stream.conflictingBytes();
        if (conflicting > 0) {
            remarks.add(conflicting + " bytes were sent twice with different content; the first copy is kept");
        }
        return remarks.toString();
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

    /** A handshake record of SSL 3.0 to TLS 1.3: type 22, version 3.0 to 3.4 (RFC 8446 §5.1). */
    private static boolean isTls(byte[] opening) {
        return opening.length >= 3 && opening[0] == TLS_HANDSHAKE_RECORD && opening[1] == 3 && opening[2] <= 4;
    }

    /** RFC 4253 §4.2. */
    private static boolean isSsh(byte[] opening) {
        if (opening.length < SSH.length) {
            return false;
        }
        for (int i = 0; i < SSH.length; i++) {
            if (opening[i] != SSH[i]) {
                return false;
            }
        }
        return true;
    }
}
