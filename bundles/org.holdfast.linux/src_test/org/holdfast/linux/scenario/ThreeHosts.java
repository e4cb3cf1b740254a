package org.holdfast.linux.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.holdfast.linux.ArpAnnouncer;
import org.holdfast.linux.LinkAddresses;
import org.holdfast.linux.RawTcp;
import org.holdfast.linux.RepairSocket;
import org.holdfast.linux.StreamSocket;
import org.holdfast.linux.internal.Abi;
import org.holdfast.model.net.Endpoint;
import org.holdfast.model.net.FourTuple;
import org.holdfast.model.tcp.ControlBlock;

/**
 * Host A with the owned address and a connection to remote host C; host B, which shares nothing with A but a switch.
 * Threads of each host are in a network namespace of their own.
 */
final class ThreeHosts {

    final Net net;
    final NetworkNamespace a;
    final NetworkNamespace b;
    final NetworkNamespace c;
    final RemoteHost remote;
    final StreamSocket service;
    final FourTuple tuple;
    final Counter resets;

    /** @param plain whether C refuses window scaling, timestamps and selective acknowledgments */
    ThreeHosts(Net net, boolean plain) throws Exception {
        Shell.prepare();
        this.net = net;
        a = NetworkNamespace.create("hflx-a");
        b = NetworkNamespace.create("hflx-b");
        c = NetworkNamespace.create("hflx-c");
        a.connect("hflx-pa", net.withLength(100));
        b.connect("hflx-pb", net.withLength(2));
        c.connect("hflx-pc", net.withLength(9));
        Shell.bridge("hflx-pa", "hflx-pb", "hflx-pc");
        if (plain) {
            c.run(ThreeHosts::refuseOptions);
        }
        resets = c.call(() -> new Counter("inet", "resets", "tcp flags & rst == rst"));
        remote = c.call(() -> new RemoteHost(net.address(9)));
        Endpoint remoteEnd = new Endpoint(net.address(9), remote.port());
        service = a.call(() -> StreamSocket.connect(remoteEnd));
        remote.accept();
        tuple = new FourTuple(remoteEnd, new Endpoint(net.owned(), remote.remotePort()));
    }

    private static void refuseOptions() throws IOException {
        for (String option : new String[] {"tcp_window_scaling", "tcp_timestamps", "tcp_sack"}) {
            Files.writeString(Path.of("/proc/sys/net/ipv4/" + option), "0");
        }
    }

    void cutA() throws Exception {
        Shell.run("ip link set hflx-pa down");
    }

    /** What host B does, in the order of a takeover. */
    RepairSocket takeOver(ControlBlock state, byte[] unacknowledged) throws Exception {
        return b.call(() -> {
            try (ArpAnnouncer announcer = ArpAnnouncer.open("eth0");
                    RawTcp raw = RawTcp.open();
                    Counter tcp = new Counter("inet", "silence", "meta l4proto tcp")) {
                RepairSocket socket = RepairSocket.build(state, Instant.now());
                Expect.failure(Abi.EADDRNOTAVAIL, () -> RepairSocket.build(state, Instant.now()));
                Expect.equal(0L, tcp.packets(), "TCP packets before the connection speaks");
                // Room for timestamps is kept by every rebuilt socket, whether or not they were agreed.
                Expect.equal(net == Net.V4 ? 1448 : 1428, Dump.segmentSize(socket), "bytes of a segment");
                Expect.equal(state.sndUna(), Dump.queueSequence(socket, Abi.TCP_SEND_QUEUE), "next byte out");
                Expect.equal(state.rcvNxt(), Dump.queueSequence(socket, Abi.TCP_RECV_QUEUE), "next byte in");
                raw.probe(state);
                LinkAddresses.add("eth0", net.owned());
                announcer.announce(net.owned());
                String mac = LinkAddresses.mac("eth0").toString();
                Expect.soon(() -> neighbour().contains(mac), "C heeds the announcement");
                socket.resume();
                socket.write(unacknowledged, 0, unacknowledged.length);
                raw.acknowledge(state);
                return socket;
            }
        });
    }

    /** What C believes of the owned address. */
    private String neighbour() throws Exception {
        return Shell.run("ip -n hflx-c neigh show to " + net.owned().getHostAddress());
    }

    /** Sends to the remote host; it must get them all. */
    void send(StreamSocket socket, int length) throws Exception {
        byte[] bytes = remote.outbound.next(length);
        long all = remote.outbound.verified() + length;
        Thread writer = Thread.ofPlatform().daemon().start(() -> write(socket, bytes));
        Expect.soon(() -> remote.outbound.verified() >= all || remote.hasEnded(), length + " bytes at the remote host");
        Expect.ends(writer, "write");
        Expect.equal(all, remote.outbound.verified(), "bytes at the remote host");
    }

    void receive(StreamSocket socket, int length) throws IOException {
        byte[] bytes = new byte[length];
        int left = length;
        while (left > 0) {
            int n = socket.read(bytes, 0, left);
            Expect.that(n > 0, "the stream ended " + left + " bytes early");
            remote.inbound.verify(bytes, n);
            left -= n;
        }
    }

    private static void write(StreamSocket socket, byte[] bytes) {
        try {
            socket.write(bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
