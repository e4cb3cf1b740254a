package org.holdfast.model.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;

/**
 * One end of a TCP connection.
 *
 * @param address IPv4 or IPv6, without scope
 * @param port 0 to 65535
 */
public record Endpoint(InetAddress address, int port) {

    public Endpoint {
        Objects.requireNonNull(address, "address");
        if (port < 0 || port > 0xffff) {
            throw new IllegalArgumentException("port " + port + " is not between 0 and 65535");
        }
    }

    /**
     * Reads what {@link #toString()} writes.
     *
     * @param text {@code 10.0.0.1:80} or {@code [2001:db8::1]:80}
     * @throws IllegalArgumentException when the text has no such form; host names are refused
     */
    public static Endpoint parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("'" + text + "' is not address:port");
        }
        String host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            throw new IllegalArgumentException("'" + text + "': an IPv6 address stands in brackets, [address]:port");
        }
        try {
            return new Endpoint(InetAddress.ofLiteral(host), Integer.parseInt(text.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "': the port is not a number", e);
        }
    }

    public InetSocketAddress toSocketAddress() {
        return new InetSocketAddress(address, port);
    }

    /** {@code 10.0.0.1:80} or {@code [2001:db8::1]:80}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        AddressText.write(this, text);
        return text.toString();
    }
}
