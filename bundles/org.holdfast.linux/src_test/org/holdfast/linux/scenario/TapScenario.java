package org.holdfast.linux.scenario;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.holdfast.linux.LinuxException;
import org.holdfast.linux.PacketListener;
import org.holdfast.linux.PacketTap;
import org.holdfast.linux.TapInterface;
import org.holdfast.linux.TapSettings;
import org.holdfast.linux.internal.Abi;
import org.holdfast.linux.internal.Failures;
import org.holdfast.linux.internal.Libc;
import org.holdfast.linux.internal.Platform;

/** A tap on one end of a cable, with a host on the other end. Argument: the name of one of the methods. */
public final class TapScenario {

    /** A busy machine may stop this process for two seconds, and nothing is dropped. */
    private static final TapSettings SETTINGS = new TapSettings(64 << 20, 262_144, 10);

    private static final InetAddress HERE = InetAddress.ofLiteral("10.77.0.1");
    private static final String PORT = "hflx-port";
    /** Ethernet, IPv4 and UDP. */
    private static final int HEADERS = 42;

    private final NetworkNamespace host;

    private TapScenario() throws Exception {
        Shell.prepare();
        host = NetworkNamespace.create("hflx-host");
        host.connect(PORT, "10.77.0.2/24");
        Shell.run("ip address add 10.77.0.1/24 dev " + PORT);
    }

    public static void main(String[] args) throws Exception {
        if (args[0].equals("denied")) {
            denied();
            return;
        }
        TapScenario scenario = new TapScenario();
        switch (args[0]) {
            case "exact" -> scenario.exact();
            case "filters" -> scenario.filters();
            case "kinds" -> scenario.kinds();
            case "ends" -> scenario.ends();
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    /** What was sent is what was captured, in order, each byte and each count. */
    private void exact() throws Exception {
        int packets = 50_000;
        Heard heard = new Heard(packets);
        PacketTap tap = PacketTap.open(PORT, SETTINGS, "udp dst port 9");
        Expect.equal(1, tap.linkType(), "link type");
        long before = System.currentTimeMillis();
        Thread run = heard.runs(tap);
        host.run(() -> send(9, packets));
        heard.waitForLast(tap);
        tap.close();
        Expect.ends(run, "the tap");
        Expect.equal(null, heard.failure.get(), "failure");
        Expect.equal(
                (long) packets, tap.statistics().captured() + tap.statistics().dropped(), "captured and dropped");
        Expect.equal(0L, tap.statistics().dropped(), "dropped");
        Expect.equal((long) packets, heard.inOrder, "packets in the order in which they were sent");
        Expect.equal(heard.begun, heard.ended, "ends of bursts");
        Expect.that(heard.begun < packets, "packets come in bursts");
        Expect.that(heard.firstMillis >= before - 1000, "time of the first packet: " + heard.firstMillis);
        Expect.that(heard.lastMillis <= System.currentTimeMillis(), "time of the last packet: " + heard.lastMillis);
        Expect.equal((long) packets, tap.statistics().captured(), "captured, asked after the end");
    }

    /** Hundreds of filters, one after the other, under traffic: port 9 passes them all. */
    private void filters() throws Exception {
        int packets = 100_000;
        Heard heard = new Heard(packets);
        PacketTap tap = PacketTap.open(PORT, SETTINGS, "udp dst port 9 or udp dst port 10");
        Thread run = heard.runs(tap);
        FutureTask<Void> sent = new FutureTask<>(() -> {
            host.run(() -> send(9, packets));
            return null;
        });
        Thread sender = Thread.ofPlatform().start(sent);
        int changes = 0;
        while (sender.isAlive()) {
            tap.filter("udp dst port 9 or udp dst port " + (10 + ++changes % 50));
            Thread.yield();
        }
        sent.get();
        heard.waitForLast(tap);
        tap.close();
        Expect.ends(run, "the tap");
        Expect.equal(null, heard.failure.get(), "failure");
        Expect.that(changes >= 200, "only " + changes + " changes");
        Expect.equal(0L, tap.statistics().dropped(), "dropped");
        Expect.equal((long) packets, heard.inOrder, "packets that all of " + changes + " filters let through");
    }

    /** Filters are right on interfaces with tags, and on those without a link layer. */
    private void kinds() throws Exception {
        Heard tagged = new Heard(3);
        PacketTap tap = PacketTap.open(PORT, SETTINGS, "vlan 5 and udp dst port 9");
        Thread run = tagged.runs(tap, 4);
        host.run(() -> send(9, 10));
        host.run(() -> sendTagged(6, 2));
        host.run(() -> sendTagged(5, 3));
        tagged.waitForLast(tap);
        tap.close();
        Expect.ends(run, "the tap of the tagged link");
        Expect.equal(null, tagged.failure.get(), "failure");
        Expect.equal(3L, tagged.inOrder, "tagged packets");
        Expect.equal(0x8100, tagged.type, "their type");

        Heard cooked = new Heard(5);
        tap = PacketTap.open("any", SETTINGS, "inbound and host 10.77.0.2 and udp dst port 9");
        Expect.equal(113, tap.linkType(), "link type of the made-up header");
        PacketTap any = tap;
        LinuxException unknown = Expect.failure(Abi.EOPNOTSUPP, () -> any.filter("link[4] = 0"));
        Expect.that(unknown.getMessage().contains("byte 4"), unknown.getMessage());
        run = cooked.runs(tap, 2);
        host.run(() -> send(10, 7));
        host.run(() -> send(9, 5));
        cooked.waitForLast(tap);
        tap.close();
        Expect.ends(run, "the tap of all links");
        Expect.equal(null, cooked.failure.get(), "failure");
        Expect.equal(5L, cooked.inOrder, "packets to the port");
    }

    /** However it ends, it ends at once, and says why. */
    private void ends() throws Exception {
        PacketTap silent = PacketTap.open(PORT, SETTINGS, "tcp port 1");
        Heard nothing = new Heard(1);
        Thread run = nothing.runs(silent);
        Expect.failure(Abi.EINVAL, () -> silent.filter("tcp and and"));
        silent.close();
        silent.close();
        Expect.ends(run, "a silent tap");
        Expect.equal(0L, silent.statistics().captured(), "captured");
        Expect.failure(Abi.EBADF, () -> silent.filter("tcp"));
        silent.run((time, frame, length) -> {});

        FutureTask<Void> closed = new FutureTask<>(this::closeTwentySilentTaps);
        Expect.ends(Thread.ofPlatform().start(closed), "twenty silent taps");
        closed.get();

        PacketTap broken = PacketTap.open(PORT, SETTINGS, "udp dst port 9");
        Heard throwing = new Heard(1);
        run = throwing.runs(broken, -HEADERS);
        host.run(() -> send(9, 100));
        Expect.ends(run, "a tap whose listener fails");
        Expect.that(throwing.failure.get() instanceof IllegalStateException, "failure: " + throwing.failure.get());
        Expect.equal(throwing.begun, throwing.ended, "ends of bursts");
        Expect.equal(1L, broken.statistics().captured(), "packets handed over until then");

        Heard cutOff = new Heard(1);
        PacketTap removed = PacketTap.open(PORT, SETTINGS, "udp dst port 9");
        run = cutOff.runs(removed);
        TapInterface port = PacketTap.interfaces().stream()
                .filter(found -> found.name().equals(PORT))
                .findFirst()
                .orElseThrow();
        Expect.that(port.up() && port.running() && !port.loopback(), port.toString());
        Expect.that(port.addresses().contains(HERE), port.toString());
        Shell.run("ip link delete " + PORT);
        Expect.ends(run, "a tap whose interface is gone");
        Expect.that(cutOff.failure.get() instanceof LinuxException, "failure: " + cutOff.failure.get());
        Expect.that(
                cutOff.failure.get().getMessage().contains(PORT),
                cutOff.failure.get().getMessage());
        Expect.failure(Abi.ENODEV, () -> PacketTap.open(PORT, SETTINGS, ""));
    }

    /** Each ends at once, not when it looks after its interface a second later. */
    private Void closeTwentySilentTaps() throws Exception {
        for (int i = 0; i < 20; i++) {
            PacketTap tap = PacketTap.open(PORT, new TapSettings(1 << 20, 1500, 1), "udp dst port 9");
            Heard heard = new Heard(1);
            Thread run = heard.runs(tap);
            host.run(() -> send(9, 1));
            heard.waitForLast(tap);
            tap.close();
            run.join();
        }
        return null;
    }

    private static void denied() throws Exception {
        LinuxException e = Expect.failure(Abi.EPERM, () -> PacketTap.open("lo", SETTINGS, ""));
        Expect.that(e.getMessage().contains("CAP_NET_RAW"), e.getMessage());
    }

    /** Frames with a VLAN tag, which the receiving kernel takes off; libpcap puts it back. */
    private static void sendTagged(int tag, int packets) throws IOException {
        Libc libc = Platform.libc();
        int socket = Failures.check(libc.socket(Abi.AF_PACKET, Abi.SOCK_RAW, 0), "socket", "tagged frames");
        // struct sockaddr_ll of linux/if_packet.h
        byte[] to = ByteBuffer.allocate(20)
                .order(ByteOrder.nativeOrder())
                .putShort((short) Abi.AF_PACKET)
                .putInt(4, libc.interfaceIndex("eth0"))
                .array();
        for (int i = 0; i < packets; i++) {
            byte[] frame = ByteBuffer.allocate(HEADERS + 4 + 100)
                    .put(HexFormat.of().parseHex("ffffffffffff" + "020000000001" + "8100"))
                    .putShort((short) tag)
                    .put(HexFormat.of().parseHex("0800" + "4500008000000000401100000a4d00020a4d0001"))
                    .put(HexFormat.of().parseHex("00070009006c0000"))
                    .putInt(i)
                    .array();
            Failures.check(libc.sendto(socket, frame, to), "sendto", "tagged frame");
        }
        libc.close(socket);
    }

    private static void send(int port, int packets) throws IOException {
        byte[] data = new byte[100];
        try (DatagramSocket socket = new DatagramSocket()) {
            for (int i = 0; i < packets; i++) {
                ByteBuffer.wrap(data).putInt(i);
                socket.send(new DatagramPacket(data, data.length, HERE, port));
            }
        }
    }

    /** Hears numbered datagrams. */
    private static final class Heard implements PacketListener {

        private final int last;
        private final CountDownLatch done = new CountDownLatch(1);
        private final AtomicReference<Throwable> failure = new AtomicReference<>();
        private int moreHeaders;
        private long inOrder;
        private long begun;
        private long ended;
        private int type;
        private long firstMillis;
        private long lastMillis;

        Heard(int packets) {
            last = packets - 1;
        }

        Thread runs(PacketTap tap) {
            return runs(tap, 0);
        }

        /** @param more bytes of headers than usual */
        Thread runs(PacketTap tap, int more) {
            moreHeaders = more;
            return Thread.ofPlatform().start(() -> {
                try {
                    tap.run(this);
                } catch (IOException | RuntimeException | AssertionError e) {
                    failure.set(e);
                }
                done.countDown();
            });
        }

        void waitForLast(PacketTap tap) throws Exception {
            Expect.soon(
                    () -> done.getCount() == 0 || tap.statistics().dropped() > 0,
                    "the last packet; heard " + tap.statistics());
        }

        @Override
        public void begin() {
            begun++;
        }

        @Override
        public void end() {
            ended++;
        }

        @Override
        public void packet(long timestampNanos, ByteBuffer frame, int originalLength) {
            if (HEADERS + moreHeaders <= 0) {
                throw new IllegalStateException("broken listener");
            }
            Expect.equal(ByteOrder.BIG_ENDIAN, frame.order(), "byte order");
            Expect.equal(HEADERS + moreHeaders + 100, frame.remaining(), "captured bytes");
            Expect.equal(frame.remaining(), originalLength, "original length");
            type = frame.getShort(frame.position() + 12) & 0xffff;
            int number = frame.getInt(frame.position() + HEADERS + moreHeaders);
            lastMillis = timestampNanos / 1_000_000;
            firstMillis = inOrder == 0 ? lastMillis : firstMillis;
            if (number == inOrder) {
                inOrder++;
            }
            if (number == last) {
                done.countDown();
            }
        }
    }
}
