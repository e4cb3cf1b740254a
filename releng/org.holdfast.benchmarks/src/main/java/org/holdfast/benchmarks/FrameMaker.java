package org.holdfast.benchmarks;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;

/**
 * TCP segments in Ethernet frames as Linux sends them: with time stamps, and with right checksums. Connections have a
 * number; every other one is IPv6. The server is always the same.
 */
final class FrameMaker {

    static final int LINKTYPE_ETHERNET = 1;

    static final int FIN = 0x01;
    static final int SYN = 0x02;
    static final int PSH = 0x08;
    static final int ACK = 0x10;

    /** Larger than any frame that is made here. */
    private static final int LARGEST = 1 << 11;

    private static final int ETHERNET_BYTES = 14;
    private static final int TCP_BYTES = 32;
    private static final int PROTOCOL_TCP = 6;
    private static final int SERVER_PORT = 80;
    private static final int FIRST_CLIENT_PORT = 1024;
    private static final int CLIENT_PORTS = 60_000;

    private static final byte[] BYTES = new byte[0xfff + LARGEST];

    static {
        new SplittableRandom(77).nextBytes(BYTES);
    }

    private FrameMaker() {}

    /** Room for any frame that is made here. */
    static ByteBuffer buffer() {
        return ByteBuffer.allocateDirect(LARGEST);
    }

    /**
     * Writes a frame; it lies between position 0 and the limit then.
     *
     * @param connection 0 or more
     * @param fromClient who sends it
     * @param flags of {@link #SYN} and the like
     * @param payload number of bytes, at most 1428
     */
    static void write(
            ByteBuffer frame,
            int connection,
            boolean fromClient,
            int flags,
            int sequence,
            int acknowledgment,
            int payload) {
        boolean ipv6 = connection % 2 == 1;
        frame.clear().order(ByteOrder.BIG_ENDIAN);
        putEthernet(frame, fromClient, ipv6);
        int tcpAt = ETHERNET_BYTES + (ipv6 ? 40 : 20);
        int tcpBytes = TCP_BYTES + payload;
        if (ipv6) {
            putIpv6(frame, connection, fromClient, tcpBytes);
        } else {
            putIpv4(frame, connection, fromClient, tcpBytes);
        }
        int clientPort = FIRST_CLIENT_PORT + connection / 2 % CLIENT_PORTS;
        frame.putShort((short) (fromClient ? clientPort : SERVER_PORT))
                .putShort((short) (fromClient ? SERVER_PORT : clientPort))
                .putInt(sequence)
                .putInt(acknowledgment)
                .put((byte) (TCP_BYTES / 4 << 4))
                .put((byte) flags)
                .putShort((short) 502)
                .putInt(0);
        putTimestamps(frame, sequence, acknowledgment);
        frame.put(BYTES, sequence & 0xfff, payload);
        frame.flip();
        int addressesAt = ETHERNET_BYTES + (ipv6 ? 8 : 12);
        int pseudoHeader = sum(frame, addressesAt, tcpAt) + PROTOCOL_TCP + tcpBytes;
        frame.putShort(tcpAt + 16, checksum(pseudoHeader + sum(frame, tcpAt, frame.limit())));
    }

    private static void putEthernet(ByteBuffer frame, boolean fromClient, boolean ipv6) {
        long client = 0x0278_0000_0001L;
        long server = 0x0278_0000_0002L;
        putMac(frame, fromClient ? server : client);
        putMac(frame, fromClient ? client : server);
        frame.putShort((short) (ipv6 ? 0x86dd : 0x0800));
    }

    private static void putMac(ByteBuffer frame, long mac) {
        frame.putShort((short) (mac >> 32)).putInt((int) mac);
    }

    private static void putIpv4(ByteBuffer frame, int connection, boolean fromClient, int tcpBytes) {
        int client = 0x0a00_0001 + connection / 2 / CLIENT_PORTS;
        int server = 0x0ac8_0001;
        int at = frame.position();
        frame.putShort((short) 0x4500)
                .putShort((short) (20 + tcpBytes))
                .putInt(0x4000) // no identification, don't fragment
                .putShort((short) (64 << 8 | PROTOCOL_TCP))
                .putShort((short) 0)
                .putInt(fromClient ? client : server)
                .putInt(fromClient ? server : client);
        frame.putShort(at + 10, checksum(sum(frame, at, at + 20)));
    }

    private static void putIpv6(ByteBuffer frame, int connection, boolean fromClient, int tcpBytes) {
        long client = 1 + connection / 2 / CLIENT_PORTS;
        long server = 0xc8;
        long prefix = 0xfd00_0078_0000_0000L;
        frame.putInt(0x6000_0000)
                .putShort((short) tcpBytes)
                .putShort((short) (PROTOCOL_TCP << 8 | 64))
                .putLong(prefix)
                .putLong(fromClient ? client : server)
                .putLong(prefix)
                .putLong(fromClient ? server : client);
    }

    private static void putTimestamps(ByteBuffer frame, int value, int echo) {
        frame.putInt(0x0101_080a).putInt(value).putInt(echo);
    }

    private static int sum(ByteBuffer frame, int from, int to) {
        int sum = 0;
        int at = from;
        for (; at + 1 < to; at += 2) {
            sum += frame.getShort(at) & 0xffff;
        }
        return at < to ? sum + ((frame.get(at) & 0xff) << 8) : sum;
    }

    private static short checksum(int sum) {
        int folded = (sum & 0xffff) + (sum >>> 16);
        folded = (folded & 0xffff) + (folded >>> 16);
        return (short) ~folded;
    }
}
