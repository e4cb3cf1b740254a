package org.holdfast.cache.internal.decode;

import java.nio.ByteBuffer;

/** Reads the options of a TCP header into a {@link Segment} (RFC 9293 §3.1, RFC 7323, RFC 2018). */
final class TcpOptionsParser {

    private static final int END = 0;
    private static final int NO_OPERATION = 1;
    private static final int MSS = 2;
    private static final int WINDOW_SCALE = 3;
    private static final int SACK_PERMITTED = 4;
    private static final int TIMESTAMPS = 8;
    private static final int MD5 = 19; // RFC 2385
    private static final int AUTHENTICATION = 29; // TCP-AO, RFC 5925
    private static final int MULTIPATH = 30; // MPTCP, RFC 8684

    private TcpOptionsParser() {}

    /** Whether the list was well formed. What stood before a fault is kept, as kernels do. */
    static boolean parse(ByteBuffer frame, int from, int end, Segment segment) {
        int at = from;
        while (at < end) {
            int kind = frame.get(at) & 0xff;
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
            int length = frame.get(at + 1) & 0xff;
            if (length < 2 || at + length > end) {
                return false;
            }
            option(frame, at, kind, length, segment);
            at += length;
        }
        return true;
    }

    private static void option(ByteBuffer frame, int at, int kind, int length, Segment segment) {
        switch (kind) {
            case MSS -> {
                if (length == 4) {
                    segment.mss = frame.getShort(at + 2) & 0xffff;
                }
            }
            case WINDOW_SCALE -> {
                if (length == 3) {
                    // RFC 7323 §2.3: a shift above 14 is used as 14.
                    segment.windowScale = Math.min(14, frame.get(at + 2) & 0xff);
                }
            }
            case SACK_PERMITTED -> segment.sackPermitted = length == 2;
            case TIMESTAMPS -> {
                if (length == 10) {
                    segment.timestamps = true;
                    segment.timestampValue = frame.getInt(at + 2);
                    segment.timestampEcho = frame.getInt(at + 6);
                }
            }
            case MD5 -> segment.unsupported |= Segment.UNSUPPORTED_MD5;
            case AUTHENTICATION -> segment.unsupported |= Segment.UNSUPPORTED_AO;
            case MULTIPATH -> segment.unsupported |= Segment.UNSUPPORTED_MPTCP;
            default -> {
                // SACK blocks, Fast Open and the rest say nothing that a takeover needs.
            }
        }
    }
}
