package org.holdfast.linux.scenario;

import java.net.InetAddress;

/** Addresses of the scenarios, for one family. */
enum Net {
    V4("10.77.0.", "/24"),
    V6("fd77::", "/64");

    private final String prefix;
    private final String length;

    Net(String prefix, String length) {
        this.prefix = prefix;
        this.length = length;
    }

    /** The owned address. */
    InetAddress owned() {
        return address(100);
    }

    InetAddress address(int host) {
        return InetAddress.ofLiteral(prefix + host);
    }

    /** As {@code ip address add} wants it. */
    String withLength(int host) {
        return prefix + host + length;
    }
}
