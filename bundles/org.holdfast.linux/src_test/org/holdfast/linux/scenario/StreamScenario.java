package org.holdfast.linux.scenario;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.holdfast.linux.LinuxException;
import org.holdfast.linux.RepairSocket;
import org.holdfast.linux.SplicePump;
import org.holdfast.linux.StreamSocket;
import org.holdfast.linux.internal.Abi;
import org.holdfast.model.net.Endpoint;
import org.holdfast.model.net.FourTuple;
import org.holdfast.model.tcp.ControlBlock;
import org.holdfast.model.tcp.TcpOptions;
import org.holdfast.model.tcp.TcpState;

/** Pumps over loopback, closes while others are blocked, and ends rebuilt connections without a packet. */
public final class StreamScenario {

    private static final int MEBIBYTE = 1 << 20;
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    private StreamScenario() {}

    public static void main(String[] args) throws Exception {
        Shell.prepare();
        pumpsFiftyMebibytes();
        pumpSaysThatTheReceiverIsGone();
        closeEndsABlockedRead();
        closeEndsABlockedPump();
        refusedConnectSaysSo();
        NetworkNamespace a = NetworkNamespace.create("hflx-a");
        a.connect("hflx-pa", "10.77.0.1/24");
        a.run(StreamScenario::silentCloseEndsBlockedCalls);
    }

    private static void pumpsFiftyMebibytes() throws Exception {
        Pattern256 pattern = new Pattern256(7);
        try (Pair source = new Pair();
                Pair sink = new Pair()) {
            Thread.ofPlatform()
                    .daemon()
                    .start(() -> quietly(() -> {
                        OutputStream out = source.far.getOutputStream();
                        for (int i = 0; i < 50; i++) {
                            out.write(pattern.next(MEBIBYTE));
                        }
                        source.far.shutdownOutput();
                    }));
            AtomicLong total = new AtomicLong();
            AtomicLong counted = new AtomicLong();
            Thread pump = Thread.ofPlatform()
                    .daemon()
                    .start(() -> quietly(() -> {
                        total.set(SplicePump.pump(source.near, sink.near, counted::addAndGet));
                        sink.near.shutdownOutput();
                    }));
            byte[] bytes = new byte[MEBIBYTE];
            for (int n = sink.far.getInputStream().read(bytes);
                    n >= 0;
                    n = sink.far.getInputStream().read(bytes)) {
                pattern.verify(bytes, n);
            }
            Expect.ends(pump, "pump");
            Expect.equal(50L * MEBIBYTE, pattern.verified(), "bytes that came through");
            Expect.equal(50L * MEBIBYTE, total.get(), "bytes that the pump says it moved");
            Expect.equal(50L * MEBIBYTE, counted.get(), "bytes that it told while it went");
        }
    }

    private static void pumpSaysThatTheReceiverIsGone() throws Exception {
        try (Pair source = new Pair();
                Pair sink = new Pair()) {
            sink.far.setSoLinger(true, 0);
            sink.far.close();
            // Goes on until the reset has arrived, which the kernel may process late.
            Thread.ofPlatform()
                    .daemon()
                    .start(() -> quietly(() -> {
                        while (!source.far.isClosed()) {
                            source.far.getOutputStream().write(new byte[1000]);
                        }
                    }));
            try {
                SplicePump.pump(source.near, sink.near, moved -> {});
            } catch (LinuxException e) {
                Expect.that(e.errno() == Abi.ECONNRESET || e.errno() == Abi.EPIPE, e.getMessage());
                Expect.that(e.getMessage().contains(sink.near.toString()), e.getMessage());
                return;
            }
            throw new AssertionError("the pump didn't notice");
        }
    }

    private static void closeEndsABlockedRead() throws Exception {
        try (Pair pair = new Pair()) {
            Blocked read = new Blocked(() -> pair.near.read(new byte[10], 0, 10));
            read.awaitBlocked();
            pair.near.close();
            Expect.equal(Abi.EBADF, read.errno(), "what the reader got");
            Expect.failure(Abi.EBADF, () -> pair.near.read(new byte[10], 0, 10));
            Expect.equal(-1, pair.far.getInputStream().read(), "what the other end sees");
        }
    }

    private static void closeEndsABlockedPump() throws Exception {
        try (Pair source = new Pair();
                Pair sink = new Pair()) {
            Blocked pump = new Blocked(() -> SplicePump.pump(source.near, sink.near, moved -> {}));
            pump.awaitBlocked();
            source.near.close();
            Expect.equal(Abi.EBADF, pump.errno(), "what the pump got");
        }
    }

    private static void refusedConnectSaysSo() throws Exception {
        int port;
        try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK)) {
            port = server.getLocalPort();
        }
        LinuxException e = Expect.failure(Abi.ECONNREFUSED, () -> StreamSocket.connect(new Endpoint(LOOPBACK, port)));
        Expect.that(e.getMessage().contains("start the application"), e.getMessage());
    }

    /** The remote host is a neighbour entry at the end of a cable: nobody answers, every packet is counted. */
    private static void silentCloseEndsBlockedCalls() throws Exception {
        Shell.run("ip neigh add 10.77.0.9 lladdr 02:00:00:00:00:09 dev eth0 nud permanent");
        try (Counter ends = new Counter("inet", "ends", "tcp flags & (fin | rst) != 0");
                Counter data = new Counter("inet", "data", "tcp flags & ack == ack");
                Pair other = new Pair()) {
            RepairSocket reading = rebuilt(1);
            Blocked read = new Blocked(() -> reading.read(new byte[10], 0, 10));
            RepairSocket pumped = rebuilt(2);
            Blocked pump = new Blocked(() -> SplicePump.pump(pumped, other.near, moved -> {}));
            RepairSocket writing = rebuilt(3);
            Blocked write = new Blocked(() -> writing.write(new byte[20 * MEBIBYTE], 0, 20 * MEBIBYTE));
            RepairSocket filled = rebuilt(4);
            Thread.ofPlatform()
                    .daemon()
                    .start(() -> quietly(() -> {
                        other.far.getOutputStream().write(new byte[20 * MEBIBYTE]);
                    }));
            Blocked fill = new Blocked(() -> SplicePump.pump(other.near, filled, moved -> {}));
            for (Blocked blocked : new Blocked[] {read, pump, write, fill}) {
                blocked.awaitBlocked();
            }
            Expect.soon(() -> data.packets() > 0, "the writers speak");
            for (RepairSocket socket : new RepairSocket[] {reading, pumped, writing, filled}) {
                socket.closeSilently();
            }
            for (Blocked blocked : new Blocked[] {read, pump, write, fill}) {
                Expect.equal(Abi.EBADF, blocked.errno(), "what a blocked call got");
            }
            build(5).close();
            Expect.equal(0L, ends.packets(), "FIN and RST");
        }
    }

    private static RepairSocket rebuilt(int port) throws LinuxException {
        RepairSocket socket = build(port);
        socket.resume();
        return socket;
    }

    private static RepairSocket build(int port) throws LinuxException {
        FourTuple tuple = FourTuple.parse("10.77.0.9:" + port + ">10.77.0.1:80");
        ControlBlock state = new ControlBlock(
                tuple,
                TcpState.ESTABLISHED,
                0,
                0,
                1000,
                1000,
                65_535,
                2000,
                2000,
                65_535,
                new TcpOptions(1460, true, 7, 7, true, true),
                4000,
                Instant.now(),
                5000,
                false,
                false);
        return RepairSocket.build(state, Instant.now());
    }

    /** A loopback connection: one end ours, the other plain Java. */
    private static final class Pair implements AutoCloseable {
        final StreamSocket near;
        final Socket far;

        Pair() throws Exception {
            try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK)) {
                near = StreamSocket.connect(new Endpoint(LOOPBACK, server.getLocalPort()));
                far = server.accept();
            }
        }

        @Override
        public void close() throws Exception {
            near.close();
            far.close();
        }
    }

    /** A call on a thread of its own that is expected to block until something ends it. */
    private static final class Blocked {
        private final AtomicReference<LinuxException> failure = new AtomicReference<>();
        private final Thread thread;
        private volatile long taskId;

        Blocked(NetworkNamespace.Action call) {
            thread = Thread.ofPlatform()
                    .daemon()
                    .start(() -> quietly(() -> {
                        taskId = Long.parseLong(Files.readSymbolicLink(Path.of("/proc/thread-self"))
                                .getFileName()
                                .toString());
                        try {
                            call.run();
                        } catch (LinuxException e) {
                            failure.set(e);
                        }
                    }));
        }

        /** Until the kernel says that the thread waits in a socket. */
        void awaitBlocked() throws Exception {
            Expect.soon(
                    () -> taskId != 0
                            && Files.readString(Path.of("/proc/self/task/" + taskId + "/wchan"))
                                    .matches("wait_woken|sk_.*|inet_wait.*|.*splice.*"),
                    "blocked in the kernel");
        }

        int errno() throws InterruptedException {
            Expect.ends(thread, "blocked call");
            Expect.that(failure.get() != null, "the call succeeded");
            return failure.get().errno();
        }
    }

    private static void quietly(NetworkNamespace.Action action) {
        try {
            action.run();
        } catch (IOException e) {
            // The other end closed, which the assertions see.
            System.out.println(e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
