package org.holdfast.cache.internal.decode;

import java.nio.ByteBuffer;

/** The options of an IPv4 header (RFC 791 §3.1), of which one changes the destination. */
final class Ipv4Options {

    private static final int END = 0;
    private static final int NO_OPERATION = 1;
    private static final int LOOSE_ROUTE = 131;
    private static final int STRICT_ROUTE = 137;

    private Ipv4Options() {}

    /** As long as a source route isn't used up, its last address is the one that TCP is sent to. */
    static void route(Frame frame, int from, int end) {
        ByteBuffer bytes = frame.bytes;
        int at = from;
        while (at + 2 < end) {
            int kind = bytes.get(at) & 0xff;
            if (kind == END) {
                return;
            }
            int length = kind == NO_OPERATION ? 1 : bytes.get(at + 1) & 0xff;
            if (length == 0 || length > end - at) {
                return;
            }
            if ((kind == LOOSE_ROUTE || kind == STRICT_ROUTE) && length >= 7) {
                int next = bytes.get(at + 2) & 0xff;
                if (next <= length) {
                    frame.segment.destinationLow = bytes.getInt(at + length - 4) & 0xffff_ffffL;
                }
                return;
            }
            at += length;
        }
    }
}
