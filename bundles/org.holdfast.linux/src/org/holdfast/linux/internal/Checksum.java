package org.holdfast.linux.internal;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/** The Internet checksum (RFC 1071) over the pseudo header of TCP and ICMPv6 (RFC 9293 §3.1, RFC 8200 §8.1). */
final class Checksum {

    private Checksum() {}

    /** Ones' complement of the sum of 16-bit words; an odd last byte counts as the high half of a word. */
    static int of(ByteBuffer bytes) {
        ByteBuffer b = bytes.duplicate();
        long sum = 0;
        while (b.remaining() > 1) {
            sum += b.getShort() & 0xffff;
        }
        if (b.hasRemaining()) {
            sum += (b.get() & 0xff) << 8;
        }
        while (sum >>> 16 != 0) {
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return (int) ~sum & 0xffff;
    }

    /** Over pseudo header and {@code message}, whose own checksum field must be zero. */
    static int of(InetAddress source, InetAddress destination, int protocol, byte[] message) {
        ByteBuffer b = ByteBuffer.allocate(40 + message.length);
        b.put(source.getAddress()).put(destination.getAddress());
        if (source instanceof Inet6Address) {
            b.putInt(message.length).putInt(protocol);
        } else {
            b.putShort((short) protocol).putShort((short) message.length);
        }
        return of(b.put(message).flip());
    }
}
