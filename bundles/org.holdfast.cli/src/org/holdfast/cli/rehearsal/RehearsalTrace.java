package org.holdfast.cli.rehearsal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes a capture file of everyday traffic: many short connections at a time over IPv4 and IPv6, four-tuples that are
 * used again, and a few long downloads in which segments are missing, early and repeated. Not for tests: nothing in it
 * is unusual.
 */
final class RehearsalTrace {

    private static final int ETHERNET = 1;
    private static final int MICROSECONDS = 0xa1b2c3d4;
    private static final int START_SECONDS = 1_767_225_600;
    private static final int SYN = 0x02;
    private static final int ACK = 0x10;
    private static final int FIN_ACK = 0x11;
    private static final int SYN_ACK = 0x12;
    private static final int PUSH_ACK = 0x18;
    private static final int SEGMENT_SIZE = 1428;
    private static final byte[] PAYLOAD =
            "GET / HTTP/1.1\r\nHost: example\r\n\r\n".repeat(SEGMENT_SIZE / 32).getBytes(StandardCharsets.US_ASCII);
    /** Short connections that are open at the same time. */
    private static final int AT_ONCE = 64;

    private final FileChannel file;
    private final ByteBuffer out = ByteBuffer.allocateDirect(1 << 20);
    private long micros;

    private RehearsalTrace(FileChannel file) {
        this.file = file;
    }

    /**
     * Writes the file.
     *
     * @param shortConnections how many short ones, of about 12 packets each
     * @param segments of each of four downloads
     */
    static void write(Path path, int shortConnections, int segments) throws IOException {
        try (FileChannel file =
                FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            RehearsalTrace trace = new RehearsalTrace(file);
            trace.out
                    .putInt(MICROSECONDS)
                    .putShort((short) 2)
                    .putShort((short) 4)
                    .putLong(0);
            trace.out.putInt(262_144).putInt(ETHERNET);
            trace.shortConnections(shortConnections);
            trace.downloads(segments);
            trace.flush();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** One end of a connection, and where its stream is. */
    private final class End {

        private final boolean ipv6;
        private final int host;
        private final int port;
        private int next;
        private End other;

        End(boolean ipv6, int host, int port, int initialSequenceNumber) {
            this.ipv6 = ipv6;
            this.host = host;
            this.port = port;
            next = initialSequenceNumber;
        }

        void send(int flags, int length) {
            sendAt(next, flags, length);
            next += length + ((flags & (SYN | 1)) == 0 ? 0 : 1);
        }

        void sendAt(int sequence, int flags, int length) {
            int options = (flags & SYN) != 0 ? 20 : 12;
            int tcp = 20 + options + length;
            int captured = 14 + (ipv6 ? 40 : 20) + tcp;
            if (out.remaining() < 16 + captured) {
                flush();
            }
            micros += 3;
            out.putInt(START_SECONDS + (int) (micros / 1_000_000)).putInt((int) (micros % 1_000_000));
            out.putInt(captured).putInt(captured);
            out.putLong(0x0200_0000_0002_0200L).putInt(1).putShort((short) (ipv6 ? 0x86dd : 0x0800));
            if (ipv6) {
                out.putInt(0x6000_0000).putShort((short) tcp).putShort((short) 0x0640);
                out.putLong(0x2001_0db8_0000_0000L)
                        .putLong(host)
                        .putLong(0x2001_0db8_0000_0000L)
                        .putLong(other.host);
            } else {
                out.putShort((short) 0x4500)
                        .putShort((short) (20 + tcp))
                        .putInt(0x4000)
                        .putInt(0x4006_0000);
                out.putInt(0x0a00_0000 | host).putInt(0x0a00_0000 | other.host);
            }
            out.putShort((short) port).putShort((short) other.port).putInt(sequence);
            out.putInt(flags == SYN ? 0 : other.next);
            out.put((byte) (20 + options << 2))
                    .put((byte) flags)
                    .putShort((short) 501)
                    .putInt(0);
            if ((flags & SYN) != 0) {
                out.putInt(0x0204_0594).putShort((short) 0x0402);
            } else {
                out.putShort((short) 0x0101);
            }
            out.putShort((short) 0x080a).putInt((int) (micros / 1000)).putInt(1);
            if ((flags & SYN) != 0) {
                out.putInt(0x0103_0307);
            }
            out.put(PAYLOAD, 0, length);
        }
    }

    private End connect(boolean ipv6, int host, int port, int number) {
        End client = new End(ipv6, host, port, number * 7_919);
        client.other = new End(ipv6, 200, 80, number * 104_729);
        client.other.other = client;
        client.send(SYN, 0);
        client.other.send(SYN_ACK, 0);
        client.send(ACK, 0);
        return client;
    }

    private void shortConnections(int count) {
        End[] open = new End[AT_ONCE];
        for (int number = 0; number < count; number += AT_ONCE) {
            for (int i = 0; i < AT_ONCE; i++) {
                int which = number + i;
                open[i] = connect((which & 1) == 0, 1 + which % 50, 20_000 + which / 100, which);
            }
            for (int round = 0; round < 2; round++) {
                for (End client : open) {
                    client.send(PUSH_ACK, 120);
                    client.other.send(PUSH_ACK, 700);
                    client.send(ACK, 0);
                }
            }
            for (End client : open) {
                client.send(FIN_ACK, 0);
                client.other.send(FIN_ACK, 0);
                client.send(ACK, 0);
            }
        }
    }

    private void downloads(int segments) {
        End[] clients = new End[4];
        for (int i = 0; i < clients.length; i++) {
            clients[i] = connect((i & 1) == 0, 60 + i, 50_000, i);
        }
        for (int segment = 1; segment <= segments; segment++) {
            for (End client : clients) {
                End server = client.other;
                if (segment % 1000 == 0) {
                    // One is late, comes after the next one, and once more.
                    int late = server.next;
                    server.sendAt(late + SEGMENT_SIZE, ACK, SEGMENT_SIZE);
                    client.send(ACK, 0);
                    server.sendAt(late, ACK, SEGMENT_SIZE);
                    server.sendAt(late, ACK, SEGMENT_SIZE);
                    server.next = late + 2 * SEGMENT_SIZE;
                } else {
                    server.send(ACK, SEGMENT_SIZE);
                }
                if (segment % 8 == 0) {
                    client.send(ACK, 0);
                }
            }
        }
    }

    private void flush() {
        out.flip();
        try {
            while (out.hasRemaining()) {
                file.write(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.clear();
    }
}
