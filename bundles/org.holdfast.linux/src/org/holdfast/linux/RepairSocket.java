package org.holdfast.linux;

import java.net.Inet6Address;
import java.time.Instant;
import org.holdfast.linux.internal.Abi;
import org.holdfast.linux.internal.Descriptor;
import org.holdfast.linux.internal.Failures;
import org.holdfast.linux.internal.Libc;
import org.holdfast.linux.internal.Platform;
import org.holdfast.linux.internal.RepairState;
import org.holdfast.linux.internal.SocketAddresses;
import org.holdfast.model.tcp.ControlBlock;

/**
 * The service's end of a connection, rebuilt in this host's kernel (TCP_REPAIR, tcp(7) and net/ipv4/tcp.c). Until
 * {@link #resume()} nothing of it reaches the wire, and its address needn't be on this host.
 *
 * <p>Order of a takeover: build all sockets; take the address; announce it; then for each socket {@code resume()},
 * write the bytes the remote host hasn't acknowledged, or, if there are none, {@link RawTcp#acknowledge}.
 *
 * <p>FINs: the socket is always ESTABLISHED. A captured FIN of the remote host counts as received, so the socket never
 * reads an end of stream: tell the application yourself. An acknowledged FIN of the service counts as sent: never
 * write, and end with {@link #closeSilently()}. A FIN of the service that wasn't acknowledged is sent by
 * {@link #shutdownOutput()} after the unacknowledged bytes.
 */
public final class RepairSocket extends StreamSocket {

    private static final String PRIVILEGE = "CAP_NET_ADMIN";

    private volatile boolean resumed;

    private RepairSocket(Libc libc, Descriptor descriptor) {
        super(libc, descriptor);
    }

    /**
     * Builds the connection, silently. Any thread; about 20 µs.
     *
     * @param state must be {@link ControlBlock#isComplete() complete}, which is the caller's to check
     * @param now to move the timestamp clock on from {@link ControlBlock#timestampAt()}
     * @throws LinuxException EPERM without CAP_NET_ADMIN; EADDRNOTAVAIL when this host has a socket with these ends;
     *     nothing is left behind
     */
    public static RepairSocket build(ControlBlock state, Instant now) throws LinuxException {
        Libc libc = Platform.libc();
        String name = "connection " + state.tuple();
        int family = SocketAddresses.family(state.tuple().service().address());
        int fd = Failures.check(libc.socket(family, Abi.SOCK_STREAM, 0), "socket", name, PRIVILEGE);
        boolean built = false;
        try {
            new Builder(libc, fd, name).build(state, now);
            built = true;
        } finally {
            if (!built) {
                libc.close(fd);
            }
        }
        return new RepairSocket(libc, new Descriptor(libc, fd, name));
    }

    /** The order of the calls matters: see each. */
    private record Builder(Libc libc, int fd, String name) {

        void build(ControlBlock state, Instant now) throws LinuxException {
            set(Abi.SOL_SOCKET, Abi.SO_REUSEADDR, 1, "SO_REUSEADDR");
            transparent(state.tuple().service().address() instanceof Inet6Address);
            set(Abi.IPPROTO_TCP, Abi.TCP_REPAIR, Abi.TCP_REPAIR_ON, "TCP_REPAIR");
            // Sequence numbers before connect; afterwards they are EPERM.
            queue(Abi.TCP_SEND_QUEUE, state.sndUna());
            queue(Abi.TCP_RECV_QUEUE, state.rcvNxt());
            check(libc.bind(fd, SocketAddresses.of(state.tuple().service())), "bind");
            check(libc.connect(fd, SocketAddresses.of(state.tuple().remote())), "connect");
            // Options after connect, before any byte is sent.
            set(Abi.IPPROTO_TCP, Abi.TCP_REPAIR_OPTIONS, RepairState.options(state.options()), "TCP_REPAIR_OPTIONS");
            // Setting no IP options, also for IPv6, makes the kernel compute the segment size anew from the MSS.
            set(Abi.IPPROTO_IP, Abi.IP_OPTIONS, new byte[0], "IP_OPTIONS");
            if (state.options().timestamps()) {
                set(Abi.IPPROTO_TCP, Abi.TCP_TIMESTAMP, RepairState.timestamp(state, now), "TCP_TIMESTAMP");
            }
            set(Abi.IPPROTO_TCP, Abi.TCP_REPAIR_WINDOW, RepairState.window(state), "TCP_REPAIR_WINDOW");
        }

        /** The address comes later: lets bind and connect use one that this host doesn't have. */
        private void transparent(boolean v6) throws LinuxException {
            if (v6) {
                set(Abi.IPPROTO_IPV6, Abi.IPV6_V6ONLY, 1, "IPV6_V6ONLY");
                set(Abi.IPPROTO_IPV6, Abi.IPV6_TRANSPARENT, 1, "IPV6_TRANSPARENT");
            } else {
                set(Abi.IPPROTO_IP, Abi.IP_TRANSPARENT, 1, "IP_TRANSPARENT");
            }
        }

        private void queue(int queue, int sequence) throws LinuxException {
            set(Abi.IPPROTO_TCP, Abi.TCP_REPAIR_QUEUE, queue, "TCP_REPAIR_QUEUE");
            set(Abi.IPPROTO_TCP, Abi.TCP_QUEUE_SEQ, sequence, "TCP_QUEUE_SEQ");
        }

        private void set(int level, int option, int value, String call) throws LinuxException {
            check(libc.setsockopt(fd, level, option, value), call);
        }

        private void set(int level, int option, byte[] value, String call) throws LinuxException {
            check(libc.setsockopt(fd, level, option, value), call);
        }

        private void check(int result, String call) throws LinuxException {
            Failures.check(result, call, name, PRIVILEGE);
        }
    }

    /**
     * Lets the connection speak. The kernel sends nothing by itself (no window probe): write, or acknowledge. Call it
     * after the address was taken and announced.
     */
    public void resume() throws LinuxException {
        int fd = descriptor.hold();
        try {
            set(fd, Abi.IPPROTO_TCP, Abi.TCP_REPAIR, Abi.TCP_REPAIR_OFF_NO_WP, "TCP_REPAIR");
            resumed = true;
            set(fd, Abi.IPPROTO_TCP, Abi.TCP_NODELAY, 1, "TCP_NODELAY");
            // Leaving repair mode clears it, and the application's listener would get EADDRINUSE.
            set(fd, Abi.SOL_SOCKET, Abi.SO_REUSEADDR, 1, "SO_REUSEADDR");
        } finally {
            descriptor.release();
        }
    }

    private void set(int fd, int level, int option, int value, String call) throws LinuxException {
        Failures.check(libc.setsockopt(fd, level, option, value), call, this, PRIVILEGE);
    }

    /**
     * Forgets the connection without a word on the wire, for another host goes on with it. Calls that are blocked in
     * other threads end. Never fails: without the capability to go silent again the connection is left to the ordinary
     * close, so make sure that the address has left this host before.
     */
    public void closeSilently() {
        descriptor.close(fd -> {
            // Disconnecting in repair mode frees the queues, sends nothing, and wakes whoever waits (tcp_disconnect);
            // otherwise it would reset.
            if (libc.setsockopt(fd, Abi.IPPROTO_TCP, Abi.TCP_REPAIR, Abi.TCP_REPAIR_ON) == 0) {
                libc.connect(fd, SocketAddresses.unspecified());
            }
            libc.shutdown(fd, Abi.SHUT_RDWR);
        });
    }

    /** Ends the connection in the ordinary way, or silently when it was never resumed. */
    @Override
    public void close() {
        if (resumed) {
            super.close();
        } else {
            closeSilently();
        }
    }
}
