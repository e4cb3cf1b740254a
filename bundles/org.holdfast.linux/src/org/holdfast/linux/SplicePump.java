package org.holdfast.linux;

import java.util.function.LongConsumer;
import org.holdfast.linux.internal.Abi;
import org.holdfast.linux.internal.Descriptor;
import org.holdfast.linux.internal.Failures;
import org.holdfast.linux.internal.Libc;
import org.holdfast.linux.internal.Platform;

/** Moves a stream from one socket to another inside the kernel: splice(2) through a pipe, no copy to user space. */
public final class SplicePump {

    private static final int PIPE_BYTES = 1 << 20;

    private SplicePump() {}

    /**
     * Pumps in the calling thread until {@code from} ends. Doesn't shut {@code to} down, and closes neither.
     *
     * @param moved told the size in bytes of each piece that {@code to} has taken
     * @return bytes moved
     * @throws LinuxException when either connection breaks, or this process closed one (EBADF,
     *     {@link StreamSocket#isClosed()}). Bytes read and not yet written are lost then
     */
    public static long pump(StreamSocket from, StreamSocket to, LongConsumer moved) throws LinuxException {
        Libc libc = Platform.libc();
        int[] pipe = new int[2];
        Failures.check(libc.pipe(pipe), "pipe2", from + " to " + to);
        try {
            // A smaller pipe, as an unprivileged user may get, is slower and no error.
            libc.fcntl(pipe[1], Abi.F_SETPIPE_SZ, PIPE_BYTES);
            return new Flow(libc, pipe[0], pipe[1], moved).run(from.descriptor, to.descriptor);
        } finally {
            libc.close(pipe[0]);
            libc.close(pipe[1]);
        }
    }

    private record Flow(Libc libc, int pipeOut, int pipeIn, LongConsumer moved) {

        /** The pipe is emptied before it is filled again, so filling never waits for room. */
        long run(Descriptor from, Descriptor to) throws LinuxException {
            long total = 0;
            while (true) {
                long filled = fill(from);
                if (filled == 0) {
                    return total;
                }
                long left = filled;
                while (left > 0) {
                    long taken = drain(to, left);
                    left -= taken;
                    total += taken;
                    moved.accept(taken);
                }
            }
        }

        private long fill(Descriptor from) throws LinuxException {
            int fd = from.hold();
            try {
                long count = retry(fd, Abi.POLLIN, fd, pipeIn, PIPE_BYTES);
                return checked(count, count <= 0, from);
            } finally {
                from.release();
            }
        }

        private long drain(Descriptor to, long length) throws LinuxException {
            int fd = to.hold();
            try {
                long count = retry(fd, Abi.POLLOUT, pipeOut, fd, length);
                return checked(count, count < 0, to);
            } finally {
                to.release();
            }
        }

        /** EINTR is repeated by {@link Libc}. EAGAIN comes only from a socket with a timeout or made non-blocking. */
        private long retry(int socket, short event, int in, int out, long length) {
            while (true) {
                long count = libc.splice(in, out, length, Abi.SPLICE_F_MOVE);
                if (count != -Abi.EAGAIN) {
                    return count;
                }
                int polled = libc.poll(socket, event);
                if (polled < 0) {
                    return polled;
                }
            }
        }

        private long checked(long count, boolean ended, Descriptor socket) throws LinuxException {
            if (ended && socket.isClosed()) {
                throw socket.closedHere();
            }
            Failures.check((int) Math.min(count, 0), "splice", socket.owner());
            return count;
        }
    }
}
