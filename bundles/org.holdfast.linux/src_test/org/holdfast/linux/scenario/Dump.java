package org.holdfast.linux.scenario;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import org.holdfast.linux.LinuxException;
import org.holdfast.linux.StreamSocket;
import org.holdfast.linux.internal.Abi;
import org.holdfast.linux.internal.Failures;
import org.holdfast.linux.internal.Libc;
import org.holdfast.linux.internal.Platform;
import org.holdfast.model.net.FourTuple;
import org.holdfast.model.tcp.ControlBlock;
import org.holdfast.model.tcp.TcpOptions;
import org.holdfast.model.tcp.TcpState;

/** Reads the true state of a live socket from the kernel, as the cache would have it from the wire. */
final class Dump {

    private static final int TCP_MAXSEG = 2;
    private static final int TCP_INFO = 11;

    private final Libc libc = Platform.libc();
    private final int fd;

    private Dump(int fd) throws LinuxException {
        this.fd = fd;
    }

    /** Freezes the socket, which is good only for a silent end afterwards. */
    static ControlBlock of(StreamSocket socket, FourTuple tuple, boolean remoteFin, boolean serviceFin)
            throws LinuxException {
        return new Dump(socket.fd()).read(tuple, socket.unsentBytes(), remoteFin, serviceFin);
    }

    /** Payload bytes that the kernel puts into a segment. */
    static int segmentSize(StreamSocket socket) throws LinuxException {
        return new Dump(socket.fd()).get(TCP_INFO, 104).getInt(16);
    }

    /** Sequence number at which a queue of a socket in repair mode begins. */
    static int queueSequence(StreamSocket socket, int queue) throws LinuxException {
        Dump dump = new Dump(socket.fd());
        dump.set(Abi.TCP_REPAIR_QUEUE, queue);
        return dump.get(Abi.TCP_QUEUE_SEQ, 4).getInt(0);
    }

    private ControlBlock read(FourTuple tuple, int unacknowledged, boolean remoteFin, boolean serviceFin)
            throws LinuxException {
        set(Abi.TCP_REPAIR, Abi.TCP_REPAIR_ON);
        set(Abi.TCP_REPAIR_QUEUE, Abi.TCP_SEND_QUEUE);
        int sndNxt = get(Abi.TCP_QUEUE_SEQ, 4).getInt(0);
        set(Abi.TCP_REPAIR_QUEUE, Abi.TCP_RECV_QUEUE);
        int rcvNxt = get(Abi.TCP_QUEUE_SEQ, 4).getInt(0);
        ByteBuffer window = get(Abi.TCP_REPAIR_WINDOW, 20);
        ByteBuffer info = get(TCP_INFO, 104);
        int flags = info.get(5);
        int scales = info.get(6);
        boolean scaling = (flags & 4) != 0;
        TcpOptions options = new TcpOptions(
                get(TCP_MAXSEG, 4).getInt(0),
                scaling,
                scaling ? scales & 15 : 0,
                scaling ? scales >> 4 & 15 : 0,
                (flags & 2) != 0,
                (flags & 1) != 0);
        return new ControlBlock(
                tuple,
                TcpState.ESTABLISHED,
                0,
                0,
                sndNxt - unacknowledged,
                sndNxt,
                window.getInt(4),
                rcvNxt,
                window.getInt(16),
                window.getInt(12),
                options,
                get(Abi.TCP_TIMESTAMP, 4).getInt(0),
                Instant.now(),
                0,
                remoteFin,
                serviceFin);
    }

    private void set(int option, int value) throws LinuxException {
        Failures.check(libc.setsockopt(fd, Abi.IPPROTO_TCP, option, value), "setsockopt " + option, "dump", "root");
    }

    private ByteBuffer get(int option, int length) throws LinuxException {
        byte[] value = new byte[length];
        Failures.check(libc.getsockopt(fd, Abi.IPPROTO_TCP, option, value), "getsockopt " + option, "dump", "root");
        return ByteBuffer.wrap(value).order(ByteOrder.nativeOrder());
    }
}
