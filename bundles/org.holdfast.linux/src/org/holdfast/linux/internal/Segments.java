package org.holdfast.linux.internal;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.holdfast.model.net.Endpoint;
import org.holdfast.model.net.FourTuple;

/** Empty TCP segments from the service to the remote host, whole IP packets (RFC 9293 §3.1, RFC 7323 §3.2). */
public final class Segments {

    public static final int RST = 4;
    public static final int ACK = 16;

    private static final int TTL = 64;
    private static final int DONT_FRAGMENT = 0x4000;
    private static final int NOP_NOP_TIMESTAMP_10 = 0x0101080a;

    private Segments() {}

    /** A timestamps option: TSval and TSecr. */
    public record Timestamp(int value, int echo) {}

    /**
     * @param window as on the wire, scale already applied, 0 to 65535
     * @param timestamp null without the option
     */
    public static byte[] of(
            FourTuple tuple, int sequence, int acknowledgment, int flags, int window, Timestamp timestamp) {
        Endpoint from = tuple.service();
        Endpoint to = tuple.remote();
        int length = timestamp == null ? 20 : 32;
        ByteBuffer tcp = ByteBuffer.allocate(length);
        tcp.putShort((short) from.port()).putShort((short) to.port());
        tcp.putInt(sequence).putInt(acknowledgment);
        tcp.putShort((short) (length / 4 << 12 | flags)).putShort((short) window);
        tcp.putInt(0);
        if (timestamp != null) {
            tcp.putInt(NOP_NOP_TIMESTAMP_10).putInt(timestamp.value()).putInt(timestamp.echo());
        }
        tcp.putShort(16, (short) Checksum.of(from.address(), to.address(), Abi.IPPROTO_TCP, tcp.array()));
        return packet(from.address(), to.address(), tcp.array());
    }

    private static byte[] packet(InetAddress from, InetAddress to, byte[] tcp) {
        if (from instanceof Inet6Address) {
            return ipv6Header(from, to, Abi.IPPROTO_TCP, TTL, tcp.length)
                    .put(tcp)
                    .array();
        }
        ByteBuffer b = ByteBuffer.allocate(20 + tcp.length);
        b.putShort((short) 0x4500).putShort((short) (20 + tcp.length));
        b.putShort((short) 0).putShort((short) DONT_FRAGMENT);
        // The kernel fills the header checksum in, raw(7).
        b.put((byte) TTL).put((byte) Abi.IPPROTO_TCP).putShort((short) 0);
        return b.put(from.getAddress()).put(to.getAddress()).put(tcp).array();
    }

    /** A buffer with the header written and room for the payload (RFC 8200 §3). */
    static ByteBuffer ipv6Header(InetAddress from, InetAddress to, int nextHeader, int hopLimit, int payload) {
        ByteBuffer b = ByteBuffer.allocate(40 + payload);
        b.putInt(6 << 28).putShort((short) payload).put((byte) nextHeader).put((byte) hopLimit);
        return b.put(from.getAddress()).put(to.getAddress());
    }
}
