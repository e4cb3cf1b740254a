package org.holdfast.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import org.holdfast.linux.internal.Abi;
import org.holdfast.linux.internal.Descriptor;
import org.holdfast.linux.internal.Failures;
import org.holdfast.linux.internal.Libc;
import org.holdfast.linux.internal.Platform;
import org.holdfast.linux.internal.SocketAddresses;
import org.holdfast.model.net.Endpoint;

/**
 * A connected TCP socket as a file descriptor, blocking.
 *
 * <p>Thread-safe: one thread may read, one write and any close at the same time. Bytes of two writing threads would be
 * mixed. A virtual thread that blocks here blocks its carrier: use platform threads.
 */
public sealed class StreamSocket implements AutoCloseable permits RepairSocket {

    /** Larger reads and writes go in several steps; each step copies once between heap and native memory. */
    private static final int STEP = 64 * 1024;

    final Libc libc;
    final Descriptor descriptor;

    StreamSocket(Libc libc, Descriptor descriptor) {
        this.libc = libc;
        this.descriptor = descriptor;
    }

    /**
     * Connects as any client does, and turns Nagle's algorithm off. Blocks until the other end answers, or for as long
     * as the kernel tries.
     *
     * @throws LinuxException ECONNREFUSED, ETIMEDOUT, ENETUNREACH, …
     */
    public static StreamSocket connect(Endpoint to) throws LinuxException {
        Libc libc = Platform.libc();
        int fd = Failures.check(libc.socket(SocketAddresses.family(to.address()), Abi.SOCK_STREAM, 0), "socket", to);
        boolean connected = false;
        try {
            int result = libc.connect(fd, SocketAddresses.of(to));
            if (result == -Abi.EINTR) {
                result = finishConnect(libc, fd);
            }
            Failures.check(result, "connect", to);
            Failures.check(libc.setsockopt(fd, Abi.IPPROTO_TCP, Abi.TCP_NODELAY, 1), "TCP_NODELAY", to);
            connected = true;
        } finally {
            if (!connected) {
                libc.close(fd);
            }
        }
        return new StreamSocket(libc, new Descriptor(libc, fd, "connection to " + to));
    }

    /** A signal came between; the kernel goes on connecting (connect(2), EINTR). */
    private static int finishConnect(Libc libc, int fd) {
        int polled = libc.poll(fd, Abi.POLLOUT);
        if (polled < 0) {
            return polled;
        }
        byte[] error = new byte[4];
        int result = libc.getsockopt(fd, Abi.SOL_SOCKET, Abi.SO_ERROR, error);
        return result < 0
                ? result
                : -ByteBuffer.wrap(error).order(ByteOrder.nativeOrder()).getInt();
    }

    /** The descriptor's number, valid until {@link #close()}. Who uses it must not close it. */
    public final int fd() {
        return descriptor.number();
    }

    /** Whether this process closed it; tells an own {@link #close()} from the other end's doing. */
    public final boolean isClosed() {
        return descriptor.isClosed();
    }

    /**
     * Reads what is there, at least one byte; blocks until then.
     *
     * @return number of bytes, -1 at the end of the stream
     * @throws LinuxException EBADF when this process closed it, before or meanwhile; ECONNRESET, ETIMEDOUT, …
     */
    public final int read(byte[] b, int off, int len) throws LinuxException {
        Objects.checkFromIndexSize(off, len, b.length);
        if (len == 0) {
            return 0;
        }
        int fd = descriptor.hold();
        try {
            int count = libc.recv(fd, b, off, Math.min(len, STEP), 0);
            if (count <= 0 && descriptor.isClosed()) {
                throw descriptor.closedHere();
            }
            Failures.check(count, "recv", this);
            return count == 0 ? -1 : count;
        } finally {
            descriptor.release();
        }
    }

    /**
     * Writes all of it; blocks until the kernel has taken the last byte. Raises no signal when the other end is gone.
     *
     * @throws LinuxException EBADF when this process closed it; EPIPE, ECONNRESET, ETIMEDOUT, …; an unknown part has
     *     been written
     */
    public final void write(byte[] b, int off, int len) throws LinuxException {
        Objects.checkFromIndexSize(off, len, b.length);
        int done = 0;
        while (done < len) {
            int fd = descriptor.hold();
            try {
                int count = libc.send(fd, b, off + done, Math.min(len - done, STEP), Abi.MSG_NOSIGNAL);
                if (count < 0 && descriptor.isClosed()) {
                    throw descriptor.closedHere();
                }
                done += Failures.check(count, "send", this);
            } finally {
                descriptor.release();
            }
        }
    }

    /** Sends FIN after all that was written; reading goes on. */
    public final void shutdownOutput() throws LinuxException {
        int fd = descriptor.hold();
        try {
            Failures.check(libc.shutdown(fd, Abi.SHUT_WR), "shutdown", this);
        } finally {
            descriptor.release();
        }
    }

    /** Bytes that have arrived and weren't read (SIOCINQ). */
    public final int unreadBytes() throws LinuxException {
        return ioctl(Abi.SIOCINQ, "SIOCINQ");
    }

    /** Bytes that were written and not yet acknowledged by the other end, a FIN counted as one (SIOCOUTQ). */
    public final int unsentBytes() throws LinuxException {
        return ioctl(Abi.SIOCOUTQ, "SIOCOUTQ");
    }

    private int ioctl(int request, String name) throws LinuxException {
        int fd = descriptor.hold();
        try {
            return Failures.check(libc.ioctl(fd, request), name, this);
        } finally {
            descriptor.release();
        }
    }

    /** Ends the connection in the ordinary way; calls that are blocked in other threads end. Never fails. */
    @Override
    public void close() {
        descriptor.close(fd -> libc.shutdown(fd, Abi.SHUT_RDWR));
    }

    @Override
    public final String toString() {
        return descriptor.owner();
    }
}
