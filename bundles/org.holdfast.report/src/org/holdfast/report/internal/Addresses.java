package org.holdfast.report.internal;

import java.net.Inet6Address;
import java.net.InetAddress;
import org.holdfast.model.net.Endpoint;

/** Addresses as people read them: IPv6 shortened as RFC 5952 §4 says. */
final class Addresses {

    private Addresses() {}

    static String format(Endpoint endpoint) {
        String host = format(endpoint.address());
        return (endpoint.address() instanceof Inet6Address ? "[" + host + "]" : host) + ":" + endpoint.port();
    }

    static String format(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address.getHostAddress();
        }
        byte[] bytes = address.getAddress();
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = (bytes[2 * i] & 0xff) << 8 | bytes[2 * i + 1] & 0xff;
        }
        int[] zeros = longestZeros(groups);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == zeros[0]) {
                text.append("::");
                i += zeros[1] - 1;
            } else {
                if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                    text.append(':');
                }
                text.append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }

    /** Begin and length of the first longest run of two or more zeros; begin -1 when there is none. */
    private static int[] longestZeros(int[] groups) {
        int[] longest = {-1, 1};
        for (int begin = 0; begin < groups.length; begin++) {
            int end = begin;
            while (end < groups.length && groups[end] == 0) {
                end++;
            }
            if (end - begin > longest[1]) {
                longest = new int[] {begin, end - begin};
            }
            begin = Math.max(begin, end - 1);
        }
        return longest;
    }
}
