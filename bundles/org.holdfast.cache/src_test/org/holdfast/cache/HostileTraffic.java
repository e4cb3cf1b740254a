package org.holdfast.cache;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.holdfast.cache.internal.decode.SampleFrame;
import org.holdfast.cache.internal.decode.SampleFrames;

/** Whatever somebody may put on the wire to hurt the cache, by chance but repeatable. */
final class HostileTraffic {

    private static final List<SampleFrame> SAMPLES = SampleFrames.all().toList();
    private static final byte[] SERVICE = {10, 77, 0, 100};
    private static final int CONVERSATIONS = 40;
    private static final int ETHERNET = 1;
    private static final long HOUR = 3_600_000_000_000L;

    private final FrameSink sink;
    private final Random random;
    private final int[] remoteNumbers = new int[CONVERSATIONS];
    private final int[] serviceNumbers = new int[CONVERSATIONS];
    private long now;

    HostileTraffic(FrameSink sink, Random random) {
        this.sink = sink;
        this.random = random;
        for (int i = 0; i < CONVERSATIONS; i++) {
            // Half of them wrap soon.
            remoteNumbers[i] = random.nextBoolean() ? -random.nextInt(5000) : random.nextInt();
            serviceNumbers[i] = random.nextBoolean() ? -random.nextInt(5000) : random.nextInt();
        }
    }

    /**
     * One input: a frame, or some that belong together.
     *
     * @param nanos time of capture, from which single frames stray
     * @param victim a connection that must not suffer
     */
    void input(long nanos, TcpTalk victim) {
        now = nanos;
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> changedSample();
            case 3 -> synFlood();
            case 4 -> fragments();
            case 5 -> forged(victim);
            default -> overlapping(random.nextInt(CONVERSATIONS));
        }
    }

    private void changedSample() {
        SampleFrame sample = SAMPLES.get(random.nextInt(SAMPLES.size()));
        byte[] bytes = sample.bytes();
        for (int change = random.nextInt(6); change > 0; change--) {
            bytes[random.nextInt(bytes.length)] = (byte) (random.nextInt(3) == 0 ? 0xff : random.nextInt());
        }
        byte[] cut = random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length * 5 / 4)) : bytes;
        int linkType = random.nextInt(8) == 0 ? random.nextInt(300) : sample.linkType();
        send(linkType, cut, random.nextInt(8) == 0 ? random.nextInt() : cut.length + random.nextInt(3) * 20);
    }

    private void synFlood() {
        for (int i = random.nextInt(60); i >= 0; i--) {
            byte[] source = {(byte) (1 + random.nextInt(200)), (byte) i, (byte) random.nextInt(), 1};
            int flags = random.nextInt(4) == 0 ? random.nextInt(256) : 0x02;
            send(tcp(
                    source,
                    random.nextInt(65536),
                    SERVICE,
                    80,
                    random.nextInt(),
                    random.nextInt(),
                    flags,
                    options(),
                    0));
        }
    }

    /** A conversation that knows no rules: pieces that overlap, differ, lie ahead, and close in any way. */
    private void overlapping(int number) {
        byte[] remote = {(byte) 198, 51, 100, (byte) number};
        for (int i = random.nextInt(8); i >= 0; i--) {
            boolean inbound = random.nextBoolean();
            int sequence = inbound ? remoteNumbers[number] : serviceNumbers[number];
            int acknowledgment = inbound ? serviceNumbers[number] : remoteNumbers[number];
            int flags = switch (random.nextInt(16)) {
                case 0 -> 0x02;
                case 1 -> 0x12;
                case 2 -> 0x11;
                case 3 -> random.nextInt(3) == 0 ? 0x04 : 0x10;
                case 4 -> random.nextInt(256);
                default -> 0x10;
            };
            int length = random.nextInt(4) == 0 ? 0 : random.nextInt(1400);
            int stray = random.nextInt(6) == 0 ? random.nextInt(200_000) - 100_000 : random.nextInt(1500) - 700;
            int far = random.nextInt(10) == 0 ? random.nextInt() : random.nextInt(1500);
            byte[] frame = inbound
                    ? tcp(remote, 4000, SERVICE, 80, sequence + stray, acknowledgment + far, flags, options(), length)
                    : tcp(SERVICE, 80, remote, 4000, sequence + stray, acknowledgment + far, flags, options(), length);
            int captured = random.nextInt(10) == 0 ? random.nextInt(frame.length) : frame.length;
            send(ETHERNET, Arrays.copyOf(frame, captured), frame.length);
            if (inbound) {
                remoteNumbers[number] += random.nextInt(1500);
            } else {
                serviceNumbers[number] += random.nextInt(1500);
            }
        }
    }

    private void fragments() {
        byte[] source = {(byte) 192, 0, 2, (byte) random.nextInt(4)};
        byte[] whole = tcp(source, 5000, SERVICE, 80, random.nextInt(), random.nextInt(), 0x10, options(), 1200);
        int datagram = random.nextInt(4);
        for (int i = random.nextInt(8); i >= 0; i--) {
            int from = random.nextInt(150) * 8;
            int length = Math.min(whole.length - 34 - from, 8 + random.nextInt(100) * 8);
            if (length <= 0) {
                continue;
            }
            ByteBuffer b = ByteBuffer.allocate(34 + length);
            b.put(whole, 0, 34).put(whole, 34 + from, length);
            boolean more = random.nextInt(5) > 0;
            b.putShort(16, (short) (20 + length)).putShort(18, (short) datagram);
            b.putShort(20, (short) ((more ? 0x2000 : 0) | from / 8));
            send(b.array());
        }
    }

    /** Between the ends of a living connection: anything outside of its window, and SYNs with other numbers. */
    private void forged(TcpTalk victim) {
        int away = (70_000 + random.nextInt(1 << 30)) * (random.nextBoolean() ? 1 : -1);
        boolean inbound = random.nextBoolean();
        int sequence = (inbound ? victim.remoteNext() : victim.serviceNext()) + away;
        TcpTalk.Seg segment = (inbound ? victim.inbound() : victim.outbound()).seq(sequence);
        if (random.nextBoolean()) {
            segment.ack(random.nextInt());
        }
        int flags = switch (random.nextInt(6)) {
            case 0 -> 0x04;
            case 1 -> 0x14;
            case 2 -> inbound ? 0x02 : 0x12;
            case 3 -> 0x11;
            default -> 0x10;
        };
        segment.flags(flags).window(random.nextInt(65536)).data(new byte[random.nextInt(30)]);
        switch (random.nextInt(3)) {
            case 0 -> segment.options("0101080a %08x 00000000".formatted(random.nextInt()));
            case 1 -> segment.options("1312 000102030405060708090a0b0c0d0e0f 0101");
            default -> {}
        }
        send(segment.bytes());
    }

    private byte[] options() {
        byte[] options = new byte[random.nextInt(3) > 0 ? 0 : 4 * random.nextInt(11)];
        random.nextBytes(options);
        byte[] known = {2, 3, 4, 5, 8, 19, 29, 30, 34, (byte) 254};
        for (int at = 0; at + 1 < options.length && random.nextInt(8) > 0; at += Math.max(2, options[at + 1] & 0x1f)) {
            options[at] = known[random.nextInt(known.length)];
            options[at + 1] = (byte) random.nextInt(14);
        }
        return options;
    }

    private byte[] tcp(
            byte[] source,
            int sourcePort,
            byte[] destination,
            int destinationPort,
            int sequence,
            int acknowledgment,
            int flags,
            byte[] options,
            int length) {
        ByteBuffer b = ByteBuffer.allocate(54 + options.length + length);
        b.put(HexFormat.of().parseHex("0200000000010200000000020800"));
        b.putShort((short) 0x4500)
                .putShort((short) (40 + options.length + length))
                .putInt(0x00004000);
        b.putInt(0x40060000).put(source).put(destination);
        b.putShort((short) sourcePort)
                .putShort((short) destinationPort)
                .putInt(sequence)
                .putInt(acknowledgment);
        b.put((byte) (5 + options.length / 4 << 4))
                .put((byte) flags)
                .putShort((short) random.nextInt())
                .putInt(0);
        b.put(options);
        byte[] payload = new byte[length];
        random.nextBytes(payload);
        return b.put(payload).array();
    }

    private void send(byte[] frame) {
        send(ETHERNET, frame, frame.length);
    }

    private void send(int linkType, byte[] frame, int onWire) {
        long time = random.nextInt(20) == 0 ? now + random.nextLong(2 * HOUR) - HOUR : now;
        sink.frame(time, linkType, ByteBuffer.wrap(frame), onWire);
    }
}
