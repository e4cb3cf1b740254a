package org.holdfast.cache.internal.decode;

import java.nio.ByteBuffer;

/** The options of a TCP header (RFC 9293 §3.2, RFC 7323, RFC 2018, RFC 7413). */
final class TcpOptions {

    private static final int END = 0;
    private static final int NO_OPERATION = 1;
    private static final int MSS = 2;
    private static final int WINDOW_SCALE = 3;
    private static final int SACK_PERMITTED = 4;
    private static final int SACK = 5;
    private static final int TIMESTAMPS = 8;
    private static final int MD5 = 19; // RFC 2385
    private static final int AUTHENTICATION = 29; // TCP-AO, RFC 5925
    private static final int MULTIPATH = 30; // MPTCP, RFC 8684
    private static final int FAST_OPEN = 34;
    private static final int EXPERIMENTAL = 254;
    private static final int EXPERIMENT_FAST_OPEN = 0xf989; // RFC 7413 appendix A

    /** Two no-operations and timestamps: all that most segments have. */
    private static final int USUAL = 0x0101_080a;

    private static final int USUAL_LENGTH = 12;

    private TcpOptions() {}

    /** All of them were captured. */
    static void whole(Frame frame, int from, int end) {
        ByteBuffer bytes = frame.bytes;
        if (end - from == USUAL_LENGTH && bytes.getInt(from) == USUAL) {
            timestamps(bytes, from + 2, frame.segment);
        } else if (!parse(bytes, from, end, frame.segment)) {
            frame.note(Outcome.TCP_OPTIONS);
        }
    }

    /** Only those up to the end of the capture can be read. */
    static void cut(Frame frame, int from) {
        frame.segment.remark(Segment.REMARK_OPTIONS_CUT);
        parse(frame.bytes, from, frame.end, frame.segment);
        frame.note(Outcome.TCP_OPTIONS_CUT);
    }

    /** Whether the list was well formed. What stood before a fault is kept, as kernels do. */
    private static boolean parse(ByteBuffer bytes, int from, int end, Segment segment) {
        int at = from;
        while (at < end) {
            int kind = bytes.get(at) & 0xff;
            if (kind == END) {
                return true;
            }
            if (kind == NO_OPERATION) {
                at++;
                continue;
            }
            if (at + 1 >= end) {
                return false;
            }
            int length = bytes.get(at + 1) & 0xff;
            if (length < 2 || length > end - at) {
                return false;
            }
            option(bytes, at, kind, length, segment);
            at += length;
        }
        return true;
    }

    private static void option(ByteBuffer bytes, int at, int kind, int length, Segment segment) {
        switch (kind) {
            case MSS -> {
                if (length == 4) {
                    segment.options |= Segment.OPTION_MSS;
                    segment.mss = bytes.getShort(at + 2) & 0xffff;
                }
            }
            case WINDOW_SCALE -> {
                if (length == 3) {
                    // RFC 7323 §2.3: a shift above 14 is used as 14.
                    segment.options |= Segment.OPTION_WINDOW_SCALE;
                    segment.windowScale = Math.min(14, bytes.get(at + 2) & 0xff);
                }
            }
            case SACK_PERMITTED -> {
                if (length == 2) {
                    segment.options |= Segment.OPTION_SACK_PERMITTED;
                }
            }
            case SACK -> {
                segment.options |= Segment.OPTION_SACK;
                segment.sackAt = at + 2;
                segment.sackBlocks = (length - 2) / 8;
            }
            case TIMESTAMPS -> {
                if (length == 10) {
                    timestamps(bytes, at, segment);
                }
            }
            case FAST_OPEN -> fastOpen(length - 2, segment);
            case EXPERIMENTAL -> {
                if (length >= 4 && (bytes.getShort(at + 2) & 0xffff) == EXPERIMENT_FAST_OPEN) {
                    fastOpen(length - 4, segment);
                }
            }
            case MD5 -> segment.options |= Segment.UNSUPPORTED_MD5;
            case AUTHENTICATION -> segment.options |= Segment.UNSUPPORTED_AO;
            case MULTIPATH -> segment.options |= Segment.UNSUPPORTED_MPTCP;
            default -> {
                // The rest says nothing that a takeover needs.
            }
        }
    }

    private static void timestamps(ByteBuffer bytes, int at, Segment segment) {
        segment.options |= Segment.OPTION_TIMESTAMPS;
        segment.timestampValue = bytes.getInt(at + 2);
        segment.timestampEcho = bytes.getInt(at + 6);
    }

    /** RFC 7413 §4.1.1: a cookie has an even number of bytes from 4 to 16; anything else isn't the option. */
    private static void fastOpen(int cookie, Segment segment) {
        if (cookie == 0) {
            segment.options |= Segment.OPTION_FAST_OPEN;
        } else if (cookie >= 4 && cookie <= 16 && cookie % 2 == 0) {
            segment.options |= Segment.OPTION_FAST_OPEN | Segment.OPTION_FAST_OPEN_COOKIE;
        }
    }
}
