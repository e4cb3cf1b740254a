package org.holdfast.cache.internal.decode;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * IP addresses as two {@code long}s, so that comparing them allocates nothing: IPv6 in network order; IPv4 in the low
 * 32 bits of the second, the first is 0. Which family it is must be known beside.
 */
public final class Addresses {

    private Addresses() {}

    public static long high(InetAddress address) {
        return address instanceof Inet6Address
                ? ByteBuffer.wrap(address.getAddress()).getLong(0)
                : 0;
    }

    public static long low(InetAddress address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return address instanceof Inet6Address ? bytes.getLong(8) : bytes.getInt(0) & 0xffff_ffffL;
    }

    public static InetAddress toInetAddress(boolean ipv6, long high, long low) {
        try {
            if (ipv6) {
                // Not InetAddress.getByAddress: it would turn ::ffff:a.b.c.d into an IPv4 address.
                return Inet6Address.getByAddress(
                        null, ByteBuffer.allocate(16).putLong(high).putLong(low).array(), -1);
            }
            return InetAddress.getByAddress(
                    ByteBuffer.allocate(4).putInt((int) low).array());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 bytes are an address", e);
        }
    }
}
