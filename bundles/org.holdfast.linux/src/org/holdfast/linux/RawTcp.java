package org.holdfast.linux;

import java.net.Inet6Address;
import java.time.InstantSource;
import org.holdfast.linux.internal.Abi;
import org.holdfast.linux.internal.Descriptor;
import org.holdfast.linux.internal.Failures;
import org.holdfast.linux.internal.Libc;
import org.holdfast.linux.internal.Platform;
import org.holdfast.linux.internal.RepairState;
import org.holdfast.linux.internal.Segments;
import org.holdfast.linux.internal.SocketAddresses;
import org.holdfast.model.net.FourTuple;
import org.holdfast.model.tcp.ControlBlock;

/**
 * Sends single TCP segments in the name of a service's end, past the kernel's own TCP: raw(7). The address needn't be
 * on this host, but a {@link LeaseFence} here drops them while its lease isn't granted. Needs CAP_NET_RAW. Thread-safe.
 */
public final class RawTcp implements AutoCloseable {

    private static final String PRIVILEGE = "CAP_NET_RAW";

    private final Libc libc;
    private final InstantSource clock;
    private final Descriptor v4;
    private final Descriptor v6;

    private RawTcp(Libc libc, InstantSource clock, Descriptor v4, Descriptor v6) {
        this.libc = libc;
        this.clock = clock;
        this.v4 = v4;
        this.v6 = v6;
    }

    public static RawTcp open() throws LinuxException {
        return open(InstantSource.system());
    }

    /** @param clock moves timestamps on from {@link ControlBlock#timestampAt()} */
    public static RawTcp open(InstantSource clock) throws LinuxException {
        Libc libc = Platform.libc();
        int fd4 = libc.socket(Abi.AF_INET, Abi.SOCK_RAW, Abi.IPPROTO_RAW);
        Failures.check(fd4, "socket", "raw IPv4", PRIVILEGE);
        int fd6 = libc.socket(Abi.AF_INET6, Abi.SOCK_RAW, Abi.IPPROTO_RAW);
        if (fd6 < 0 && fd6 != -Abi.EAFNOSUPPORT) {
            libc.close(fd4);
            Failures.check(fd6, "socket", "raw IPv6", PRIVILEGE);
        }
        return new RawTcp(
                libc,
                clock,
                new Descriptor(libc, fd4, "raw IPv4 socket"),
                fd6 < 0 ? null : new Descriptor(libc, fd6, "raw IPv6 socket"));
    }

    /**
     * A bare acknowledgement of all that was captured: sequence number sndNxt, acknowledgment rcvNxt. After a takeover
     * it makes a remote host go on at once that would otherwise wait for its retransmission timer; it helps only when
     * something new is acknowledged. Timestamps are those that the rebuilt socket sends now.
     */
    public void acknowledge(ControlBlock s) throws LinuxException {
        send(s.tuple(), segment(s, s.sndNxt()));
    }

    /**
     * Resets the connection in the service's name.
     *
     * @param sequenceNumber exactly the remote host's last acknowledgment number; it accepts no other (RFC 5961 §3.2)
     */
    public void reset(FourTuple t, int sequenceNumber) throws LinuxException {
        send(t, Segments.of(t, sequenceNumber, 0, Segments.RST, 0, null));
    }

    /**
     * An empty segment just before sndUna: outside the remote host's window, so it answers with its true acknowledgment
     * (RFC 9293 §3.10.7.4). Answered at most once in 500 ms (Linux, tcp_invalid_ratelimit). Its timestamp is a new one,
     * for an old one would be dropped without an answer (Linux, PAWS_OLD_ACK); the remote host doesn't keep it.
     */
    public void probe(ControlBlock s) throws LinuxException {
        send(s.tuple(), segment(s, s.sndUna() - 1));
    }

    private byte[] segment(ControlBlock s, int sequence) {
        int timestamp = RepairState.timestamp(s, clock.instant());
        int window = (int) Math.min(s.rcvWnd() >>> s.options().receiveScale(), 0xffff);
        return Segments.of(
                s.tuple(),
                sequence,
                s.rcvNxt(),
                Segments.ACK,
                window,
                s.options().timestamps() ? new Segments.Timestamp(timestamp, s.remoteTimestamp()) : null);
    }

    private void send(FourTuple tuple, byte[] packet) throws LinuxException {
        Descriptor descriptor = tuple.remote().address() instanceof Inet6Address ? v6 : v4;
        if (descriptor == null) {
            throw new LinuxException("socket", Abi.EAFNOSUPPORT, tuple + ": this kernel has no IPv6: turn it on");
        }
        // Port 0: a raw IPv6 socket refuses another one than its protocol.
        byte[] to = SocketAddresses.of(tuple.remote().address(), 0);
        int fd = descriptor.hold();
        try {
            Failures.check(libc.sendto(fd, packet, to), "sendto", tuple, PRIVILEGE);
        } finally {
            descriptor.release();
        }
    }

    @Override
    public void close() {
        v4.close(fd -> {});
        if (v6 != null) {
            v6.close(fd -> {});
        }
    }
}
