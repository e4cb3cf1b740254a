package org.holdfast.cache.filter;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.holdfast.model.net.AddressText;
import org.holdfast.model.net.Endpoint;

/** An address, a network, or an address with a port. Immutable. */
final class AddressRange {

    /** The port is no matter. */
    static final int ANY_PORT = -1;

    private final InetAddress address;
    private final byte[] bytes;
    private final int prefix;
    private final int port;

    private AddressRange(InetAddress address, int prefix, int port) {
        this.address = address;
        this.bytes = address.getAddress();
        this.prefix = prefix;
        this.port = port;
    }

    static AddressRange host(InetAddress address, int port) {
        return new AddressRange(address, address.getAddress().length * 8, port);
    }

    /** All addresses that share the first bits; the other bits of {@code address} are no matter. */
    static AddressRange network(InetAddress address, int prefix) {
        byte[] bytes = address.getAddress();
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] &= (byte) mask(prefix, i);
        }
        try {
            return new AddressRange(InetAddress.getByAddress(bytes), prefix, ANY_PORT);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address keeps its length", e);
        }
    }

    boolean contains(Endpoint end) {
        return (port == ANY_PORT || port == end.port()) && contains(end.address());
    }

    private boolean contains(InetAddress other) {
        if (prefix == bytes.length * 8) {
            return address.equals(other);
        }
        byte[] others = other.getAddress();
        if (others.length != bytes.length) {
            return false;
        }
        for (int i = 0; i * 8 < prefix; i++) {
            if (((bytes[i] ^ others[i]) & mask(prefix, i)) != 0) {
                return false;
            }
        }
        return true;
    }

    /** The bits of byte {@code i} that belong to the prefix. */
    private static int mask(int prefix, int i) {
        int bits = Math.clamp(prefix - 8L * i, 0, 8);
        return 0xff00 >> bits & 0xff;
    }

    /** Whether it is one address. */
    boolean isHost() {
        return prefix == bytes.length * 8;
    }

    /** The port that belongs to it, or {@link #ANY_PORT}. */
    int port() {
        return port;
    }

    /** The address, with the length of its prefix unless it is a host. */
    String addressText() {
        String literal = address.getHostAddress();
        return isHost() ? literal : literal + "/" + prefix;
    }

    void write(StringBuilder out) {
        boolean ipv6 = bytes.length == 16;
        boolean brackets = ipv6 && port != ANY_PORT;
        out.append(brackets ? "[" : "");
        AddressText.write(address, out);
        out.append(brackets ? "]" : "");
        if (port != ANY_PORT) {
            out.append(':').append(port);
        } else if (prefix != bytes.length * 8) {
            out.append('/').append(prefix);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddressRange that
                && prefix == that.prefix
                && port == that.port
                && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes) * 31 + prefix;
    }
}
