package org.holdfast.cache;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.holdfast.model.tcp.Direction;

/**
 * A conversation between a remote host and a service, told segment by segment and delivered as Ethernet frames. Each
 * side keeps count of what it sent, so that a test names only what is unusual.
 */
public final class TcpTalk {

    public static final long START = 1_700_000_000_000_000_000L;
    public static final long MILLISECOND = 1_000_000L;

    private final FrameSink sink;
    private final InetAddress remoteAddress;
    private final int remotePort;
    private final InetAddress serviceAddress;
    private final int servicePort;
    private int remoteNext;
    private int serviceNext;
    private long now = START;
    private long step = MILLISECOND;
    private String remoteOptions = "";
    private String serviceOptions = "";

    public TcpTalk(FrameSink sink, String remote, int remotePort, String service, int servicePort) {
        this.sink = sink;
        this.remoteAddress = InetAddress.ofLiteral(remote);
        this.remotePort = remotePort;
        this.serviceAddress = InetAddress.ofLiteral(service);
        this.servicePort = servicePort;
        numbers(1000, 5000);
    }

    public TcpTalk(FrameSink sink) {
        this(sink, "203.0.113.7", 51234, "10.77.0.100", 80);
    }

    /** Initial sequence numbers. */
    public TcpTalk numbers(int remote, int service) {
        remoteNext = remote;
        serviceNext = service;
        return this;
    }

    /** Options of both SYNs, hexadecimal. */
    public TcpTalk options(String remote, String service) {
        remoteOptions = remote;
        serviceOptions = service;
        return this;
    }

    public TcpTalk later(long milliseconds) {
        now += milliseconds * MILLISECOND;
        return this;
    }

    public TcpTalk at(long nanos) {
        now = nanos;
        return this;
    }

    public TcpTalk stepNanos(long nanos) {
        step = nanos;
        return this;
    }

    public long now() {
        return now;
    }

    public int remoteNext() {
        return remoteNext;
    }

    public int serviceNext() {
        return serviceNext;
    }

    public TcpTalk handshake() {
        syn();
        synAck();
        return inbound().send();
    }

    public TcpTalk syn() {
        return inbound().flags(0x02).options(remoteOptions).send();
    }

    public TcpTalk synAck() {
        return outbound().flags(0x12).options(serviceOptions).send();
    }

    public TcpTalk in(String data) {
        return inbound().data(data).send();
    }

    public TcpTalk out(String data) {
        return outbound().data(data).send();
    }

    /** The remote host acknowledges all. */
    public TcpTalk inAck() {
        return inbound().send();
    }

    /** The service acknowledges all. */
    public TcpTalk outAck() {
        return outbound().send();
    }

    public TcpTalk inFin() {
        return inbound().flags(0x11).send();
    }

    public TcpTalk outFin() {
        return outbound().flags(0x11).send();
    }

    public Seg inbound() {
        return new Seg(Direction.INBOUND);
    }

    public Seg outbound() {
        return new Seg(Direction.OUTBOUND);
    }

    /** One segment; continues the stream and acknowledges all unless told otherwise. */
    public final class Seg {
        private final boolean in;
        private int flags = 0x10;
        private int seq;
        private int ack;
        private int window = 65535;
        private byte[] options = {};
        private byte[] data = {};
        private int cut = -1;
        private boolean damaged;

        private Seg(Direction direction) {
            in = direction == Direction.INBOUND;
            seq = in ? remoteNext : serviceNext;
            ack = in ? serviceNext : remoteNext;
        }

        public Seg flags(int bits) {
            flags = bits;
            return this;
        }

        public Seg seq(int number) {
            seq = number;
            return this;
        }

        public Seg ack(int number) {
            ack = number;
            return this;
        }

        public Seg window(int bytes) {
            window = bytes;
            return this;
        }

        public Seg options(String hex) {
            options = HexFormat.of().parseHex(hex.replace(" ", ""));
            return this;
        }

        public Seg data(String text) {
            return data(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        public Seg data(byte[] bytes) {
            data = bytes;
            return this;
        }

        /** The capture keeps only so many bytes of payload. */
        public Seg cutTo(int bytes) {
            cut = bytes;
            return this;
        }

        /** Its checksum is wrong. */
        public Seg damaged() {
            damaged = true;
            return this;
        }

        /** The other end, or the mirror, never sees it. */
        public TcpTalk lose() {
            count();
            return TcpTalk.this;
        }

        public TcpTalk send() {
            count();
            byte[] frame = bytes();
            int captured = cut < 0 ? frame.length : frame.length - data.length + cut;
            sink.frame(now, 1, ByteBuffer.wrap(frame, 0, captured), frame.length);
            now += step;
            return TcpTalk.this;
        }

        public byte[] bytes() {
            int header = 20 + (options.length + 3) / 4 * 4;
            boolean v6 = remoteAddress.getAddress().length == 16;
            int tcpLength = header + data.length;
            ByteBuffer b = ByteBuffer.allocate(14 + (v6 ? 40 : 20) + tcpLength);
            b.put(HexFormat.of().parseHex("020000000001020000000002")).putShort((short) (v6 ? 0x86dd : 0x0800));
            InetAddress source = in ? remoteAddress : serviceAddress;
            InetAddress destination = in ? serviceAddress : remoteAddress;
            if (v6) {
                b.putInt(0x60000000).putShort((short) tcpLength).put((byte) 6).put((byte) 64);
            } else {
                b.put((byte) 0x45)
                        .put((byte) 0)
                        .putShort((short) (20 + tcpLength))
                        .putInt(0x00004000);
                b.put((byte) 64).put((byte) 6).putShort((short) 0);
            }
            b.put(source.getAddress()).put(destination.getAddress());
            b.putShort((short) (in ? remotePort : servicePort)).putShort((short) (in ? servicePort : remotePort));
            b.putInt(seq).putInt((flags & 0x10) != 0 ? ack : 0);
            b.put((byte) (header << 2))
                    .put((byte) flags)
                    .putShort((short) window)
                    .putInt(0);
            b.put(options);
            b.position(b.capacity() - data.length);
            b.put(data);
            int tcpAt = b.capacity() - tcpLength;
            int sum = checksum(b, tcpAt, tcpLength, source, destination);
            b.putShort(tcpAt + 16, (short) (damaged ? sum + 1 : sum));
            return b.array();
        }

        /** RFC 9293 §3.1, with the pseudo-header. */
        private static int checksum(ByteBuffer frame, int at, int length, InetAddress source, InetAddress destination) {
            ByteBuffer pseudo = ByteBuffer.allocate(34 + 6 + length + (length & 1));
            pseudo.put(source.getAddress()).put(destination.getAddress());
            pseudo.putShort((short) 6).putShort((short) length).put(frame.array(), at, length);
            long sum = 0;
            for (int i = 0; i < pseudo.capacity(); i += 2) {
                sum += pseudo.getShort(i) & 0xffff;
            }
            while (sum >>> 16 != 0) {
                sum = (sum & 0xffff) + (sum >>> 16);
            }
            return (int) ~sum & 0xffff;
        }

        private void count() {
            int end = seq + data.length + ((flags & 0x02) != 0 ? 1 : 0) + ((flags & 0x01) != 0 ? 1 : 0);
            if ((flags & 0x04) != 0) {
                return;
            }
            if (in && end - remoteNext > 0) {
                remoteNext = end;
            } else if (!in && end - serviceNext > 0) {
                serviceNext = end;
            }
        }
    }
}
