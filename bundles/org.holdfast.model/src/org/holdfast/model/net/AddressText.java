package org.holdfast.model.net;

import java.net.InetAddress;

/** Addresses as people read them, everywhere the same: IPv6 in the short form of RFC 5952 §4. */
public final class AddressText {

    private static final int GROUPS = 8;

    private AddressText() {}

    /** {@code 10.0.0.1} or {@code 2001:db8::1}. */
    public static String of(InetAddress address) {
        StringBuilder text = new StringBuilder();
        write(address, text);
        return text.toString();
    }

    /** Appends {@code 10.0.0.1:80} or {@code [2001:db8::1]:80}. */
    public static void write(Endpoint end, StringBuilder out) {
        byte[] bytes = end.address().getAddress();
        if (bytes.length == 4) {
            writeIpv4(bytes, out);
        } else {
            out.append('[');
            writeIpv6(bytes, out);
            out.append(']');
        }
        out.append(':').append(end.port());
    }

    /** Appends {@code 10.0.0.1} or {@code 2001:db8::1}. */
    public static void write(InetAddress address, StringBuilder out) {
        byte[] bytes = address.getAddress();
        if (bytes.length == 4) {
            writeIpv4(bytes, out);
        } else {
            writeIpv6(bytes, out);
        }
    }

    private static void writeIpv4(byte[] bytes, StringBuilder out) {
        for (int i = 0; i < bytes.length; i++) {
            if (i > 0) {
                out.append('.');
            }
            out.append(bytes[i] & 0xff);
        }
    }

    private static void writeIpv6(byte[] bytes, StringBuilder out) {
        int from = longestZeros(bytes);
        int to = from < 0 ? -1 : zerosEnd(bytes, from);
        for (int i = 0; i < GROUPS; i++) {
            if (i == from) {
                out.append("::");
                i = to - 1;
                continue;
            }
            if (i > 0 && i != to) {
                out.append(':');
            }
            writeHex(group(bytes, i), out);
        }
    }

    /** The first of the longest rows of zero groups; -1 when none has two (RFC 5952 §4.2). */
    private static int longestZeros(byte[] bytes) {
        int best = -1;
        int length = 1;
        for (int i = 0; i < GROUPS; i++) {
            int end = zerosEnd(bytes, i);
            if (end - i > length) {
                best = i;
                length = end - i;
            }
        }
        return best;
    }

    private static int zerosEnd(byte[] bytes, int from) {
        int end = from;
        while (end < GROUPS && group(bytes, end) == 0) {
            end++;
        }
        return end;
    }

    private static int group(byte[] bytes, int i) {
        return (bytes[2 * i] & 0xff) << 8 | bytes[2 * i + 1] & 0xff;
    }

    private static void writeHex(int group, StringBuilder out) {
        boolean leading = true;
        for (int shift = 12; shift >= 0; shift -= 4) {
            int digit = group >> shift & 0xf;
            leading &= digit == 0 && shift > 0;
            if (!leading) {
                out.append(Character.forDigit(digit, 16));
            }
        }
    }
}
