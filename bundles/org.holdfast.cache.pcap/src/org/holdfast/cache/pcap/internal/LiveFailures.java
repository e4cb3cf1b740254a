package org.holdfast.cache.pcap.internal;

import java.io.IOException;

/** What to tell a person when an interface can't be captured on; the same whatever captures. */
final class LiveFailures {

    private LiveFailures() {}

    static IOException noInterface(String interfaceName, Exception cause) {
        return because("there is no interface " + interfaceName + "; 'ip link' lists those there are", cause);
    }

    static IOException notAllowed(String interfaceName, Exception cause) {
        return because(
                "this process may not capture on " + interfaceName
                        + "; give it the capabilities CAP_NET_RAW and CAP_NET_ADMIN, or run it as root",
                cause);
    }

    static IOException cantOpen(String interfaceName, Exception cause) {
        return because("the interface " + interfaceName + " can't be opened for capture", cause);
    }

    static IOException badFilter(String filter, Exception cause) {
        return new IOException(
                "the filter '" + filter + "' isn't understood by libpcap: " + cause.getMessage()
                        + ". See pcap-filter(7) for its form.",
                cause);
    }

    static IOException cantFilter(String filter, Exception cause) {
        return new IOException(
                "the filter '" + filter + "' can't be applied: " + cause.getMessage() + ". The one before stays.",
                cause);
    }

    static IOException failed(String interfaceName, Exception cause) {
        return new IOException(
                "capturing on " + interfaceName + " failed: " + cause.getMessage()
                        + ". Check that the interface is up, then start the capture again.",
                cause);
    }

    static IOException noLibrary(LinkageError cause) {
        return new IOException(
                "libpcap can't be loaded; install it (Debian: libpcap0.8, Windows: Npcap) (" + cause.getMessage() + ")",
                cause);
    }

    static IOException cantList(Exception cause) {
        return new IOException("the interfaces can't be listed: " + cause.getMessage(), cause);
    }

    private static IOException because(String what, Exception cause) {
        return new IOException(
                what + " (libpcap: " + String.valueOf(cause.getMessage()).strip() + ")", cause);
    }
}
