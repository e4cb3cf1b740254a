package org.holdfast.linux.scenario;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.holdfast.linux.ArpAnnouncer;
import org.holdfast.linux.LeaseFence;
import org.holdfast.linux.LinkAddresses;
import org.holdfast.linux.LinuxException;
import org.holdfast.linux.internal.Abi;
import org.holdfast.linux.internal.Libnftables;

/** Host A owns an address, host C counts what it hears from it. Argument: V4 or V6. */
public final class LeaseScenario {

    private static final Duration LEASE = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Net net;
    private final InetAddress owned;
    private final NetworkNamespace a = NetworkNamespace.create("hflx-a");
    private final NetworkNamespace c = NetworkNamespace.create("hflx-c");
    private final DatagramSocket ear;
    private final AtomicInteger heard = new AtomicInteger();
    private final AtomicInteger markers = new AtomicInteger();
    /** When the datagram that was heard last had been sent: no delay of the listener counts. */
    private final AtomicLong lastHeard = new AtomicLong();

    private LeaseScenario(Net net) throws Exception {
        this.net = net;
        this.owned = net.owned();
        a.connect("hflx-pa", net.withLength(1));
        c.connect("hflx-pc", net.withLength(9));
        Shell.bridge("hflx-pa", "hflx-pc");
        ear = c.call(() -> new DatagramSocket(new InetSocketAddress(net.address(9), 0)));
        Thread.ofPlatform().daemon().start(this::listen);
    }

    public static void main(String[] args) throws Exception {
        Shell.prepare();
        LeaseScenario scenario = new LeaseScenario(Net.valueOf(args[0]));
        scenario.a.run(scenario::run);
    }

    private void run() throws Exception {
        LinkAddresses.add("eth0", owned);
        LeaseFence fence = LeaseFence.install("eth0", List.of(owned));
        try (DatagramSocket voice = new DatagramSocket(new InetSocketAddress(owned, 0));
                DatagramSocket marker = new DatagramSocket(new InetSocketAddress(net.address(1), 0));
                ArpAnnouncer announcer = ArpAnnouncer.open("eth0");
                Counter announced = c.call(this::announcements)) {
            silentWithoutALease(voice, marker);
            Expect.failure(Abi.ENOBUFS, () -> announcer.announce(owned));

            fallsSilentByItself(fence, voice);
            Expect.that(!fence.renew(owned, LONG), "a lease that ran out was revived");
            silentWithoutALease(voice, marker);
            Expect.equal(0L, announced.packets(), "announcements without a lease");

            fence.grant(owned, LEASE);
            fence.grant(owned, LONG);
            announcer.announce(owned);
            Expect.soon(() -> announced.packets() == (net == Net.V4 ? 2 : 1), "announcements with a lease");
            Expect.that(fence.renew(owned, LONG), "a running lease is renewed");
            speaks(voice);
            fence.revoke(owned);
            fence.revoke(owned);
            silentWithoutALease(voice, marker);

            fence.grant(owned, LONG);
            LeaseFence second = LeaseFence.install("eth0", List.of(owned));
            Expect.that(!second.renew(owned, LONG), "a new fence starts without leases");
            silentWithoutALease(voice, marker);
            removedByAStranger(fence);
            second.close();
            speaks(voice);
        }
    }

    private Counter announcements() throws LinuxException {
        return net == Net.V4
                ? new Counter("arp", "announced", "arp saddr ip " + owned.getHostAddress())
                : new Counter("inet", "announced", "ip6 daddr ff02::1 icmpv6 type nd-neighbor-advert");
    }

    private void removedByAStranger(LeaseFence fence) throws Exception {
        try (Libnftables stranger = Libnftables.open()) {
            stranger.require("delete table netdev holdfast\n", "stranger");
        }
        LinuxException e = Expect.failure(Abi.ENOENT, () -> fence.renew(owned, LONG));
        Expect.that(e.getMessage().contains("is gone"), e.getMessage());
        Expect.failure(Abi.ENOENT, () -> fence.revoke(owned));
        Expect.failure(Abi.ENOENT, () -> fence.grant(owned, LONG));
    }

    /**
     * A later datagram from the host's own address is heard, an earlier one from the owned address isn't. Those that
     * were sent before, with a lease, may still be on their way to the listener.
     */
    private void silentWithoutALease(DatagramSocket voice, DatagramSocket marker) throws Exception {
        long start = System.nanoTime();
        int mark = markers.get();
        for (int i = 0; i < 10; i++) {
            say(voice);
        }
        marker.send(datagram());
        Expect.soon(() -> markers.get() > mark, "the host's own address is heard");
        Expect.that(heard.get() == 0 || lastHeard.get() < start, "heard an owned address without a lease");
    }

    private void speaks(DatagramSocket voice) throws Exception {
        int before = heard.get();
        Expect.soon(
                () -> {
                    say(voice);
                    return heard.get() > before;
                },
                "the owned address is heard");
    }

    private void fallsSilentByItself(LeaseFence fence, DatagramSocket voice) throws Exception {
        fence.grant(owned, LEASE);
        long granted = System.nanoTime();
        while (System.nanoTime() - granted < 3 * LEASE.toNanos()) {
            say(voice);
            LockSupport.parkNanos(500_000);
        }
        double last = (lastHeard.get() - granted) / 1e6;
        Expect.that(last > 100 && last < 320, "the last that was heard had been sent after " + last + " ms");
    }

    private void say(DatagramSocket voice) throws Exception {
        try {
            voice.send(datagram());
        } catch (java.io.IOException e) {
            // A datagram that the fence drops may be reported so; whether it left is measured at the other host.
            Expect.that(e.getMessage().contains("buffer space"), e.toString());
        }
    }

    private DatagramPacket datagram() {
        byte[] sentAt =
                ByteBuffer.allocate(Long.BYTES).putLong(System.nanoTime()).array();
        return new DatagramPacket(sentAt, sentAt.length, new InetSocketAddress(net.address(9), ear.getLocalPort()));
    }

    private void listen() {
        DatagramPacket packet = new DatagramPacket(new byte[16], 16);
        try {
            while (true) {
                ear.receive(packet);
                if (packet.getAddress().equals(owned)) {
                    lastHeard.set(ByteBuffer.wrap(packet.getData()).getLong());
                    heard.incrementAndGet();
                } else {
                    markers.incrementAndGet();
                }
            }
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
