package org.holdfast.linux.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.holdfast.linux.LinuxException;

/**
 * A netlink socket to the kernel, in the network namespace of the thread that opened it. Requests are answered within
 * the call. One thread at a time.
 */
public final class Netlink implements AutoCloseable {

    /** The kernel fills at most 32 KiB per datagram of a dump (NLMSG_GOODSIZE and min_dump_alloc). */
    private static final int BUFFER = 64 * 1024;

    private static final int DUMP_ATTEMPTS = 10;

    private final Libc libc;
    private final int fd;
    private int sequence;

    private Netlink(Libc libc, int fd) {
        this.libc = libc;
        this.fd = fd;
    }

    /** @param protocol NETLINK_ROUTE, NETLINK_SOCK_DIAG, … */
    public static Netlink open(int protocol) throws LinuxException {
        Libc libc = Platform.libc();
        int fd = libc.socket(Abi.AF_NETLINK, Abi.SOCK_RAW, protocol);
        if (fd < 0) {
            throw new LinuxException(
                    "socket",
                    -fd,
                    "netlink protocol " + protocol
                            + ": use a kernel that has it, and allow AF_NETLINK to this process");
        }
        int connected = libc.connect(fd, SocketAddresses.kernel());
        if (connected < 0) {
            libc.close(fd);
            throw new LinuxException(
                    "connect", -connected, "netlink protocol " + protocol + ": allow AF_NETLINK to this process");
        }
        return new Netlink(libc, fd);
    }

    /** One message of the kernel: its type, and its payload in native byte order. */
    public record Reply(int type, ByteBuffer payload) {

        /** The attributes that follow a fixed part of {@code fixedLength} bytes; of equal types the last one. */
        public Map<Integer, byte[]> attributes(int fixedLength) {
            Map<Integer, byte[]> attributes = new HashMap<>();
            int at = fixedLength;
            while (at + 4 <= payload.limit()) {
                int length = payload.getShort(at) & 0xffff;
                if (length < 4 || at + length > payload.limit()) {
                    break;
                }
                byte[] value = new byte[length - 4];
                payload.get(at + 4, value);
                attributes.put(payload.getShort(at + 2) & 0x3fff, value);
                at += length + 3 & ~3;
            }
            return attributes;
        }
    }

    /**
     * Sends a request that changes something, which must carry NLM_F_ACK.
     *
     * @return 0, or the kernel's error number (positive)
     */
    public int change(NetlinkMessage request) throws LinuxException {
        List<Reply> ignored = new ArrayList<>();
        return exchange(request, true, ignored);
    }

    /**
     * Asks for one object.
     *
     * @param found gets the answer
     * @return 0, or the kernel's error number (positive)
     */
    public int get(NetlinkMessage request, List<Reply> found) throws LinuxException {
        return exchange(request, false, found);
    }

    /**
     * Asks for all objects; the request must carry NLM_F_DUMP. When they change meanwhile the kernel says so, and the
     * question is put again.
     *
     * @param what for the error message
     */
    public List<Reply> dump(NetlinkMessage request, String what) throws LinuxException {
        for (int attempt = 0; attempt < DUMP_ATTEMPTS; attempt++) {
            List<Reply> replies = new ArrayList<>();
            int error = exchange(request, true, replies);
            if (error == 0) {
                return replies;
            }
            if (error != Abi.EINTR) {
                throw new LinuxException("netlink dump", error, what);
            }
        }
        throw new LinuxException("netlink dump", Abi.EAGAIN, what + " kept changing while it was listed; try again");
    }

    private int exchange(NetlinkMessage request, boolean untilEnd, List<Reply> replies) throws LinuxException {
        byte[] message = request.bytes(++sequence);
        int sent = libc.send(fd, message, 0, message.length, 0);
        if (sent < 0) {
            throw new LinuxException("send", -sent, "netlink request; try again");
        }
        byte[] buffer = new byte[BUFFER];
        boolean interrupted = false;
        while (true) {
            int received = libc.recv(fd, buffer, 0, buffer.length, 0);
            if (received < 0) {
                throw new LinuxException("recv", -received, "netlink answer; try again");
            }
            ByteBuffer b = ByteBuffer.wrap(buffer, 0, received).order(ByteOrder.nativeOrder());
            for (int at = 0; at + NetlinkMessage.headerLength() <= received; ) {
                int length = b.getInt(at);
                if (length < NetlinkMessage.headerLength() || at + length > received) {
                    break;
                }
                int type = b.getShort(at + 4) & 0xffff;
                int flags = b.getShort(at + 6) & 0xffff;
                if (b.getInt(at + 8) == sequence) {
                    interrupted |= (flags & Abi.NLM_F_DUMP_INTR) != 0;
                    if (type == Abi.NLMSG_ERROR || type == Abi.NLMSG_DONE) {
                        int status = length >= 20 ? -b.getInt(at + 16) : 0;
                        return status == 0 && interrupted ? Abi.EINTR : status;
                    }
                    replies.add(new Reply(type, payload(b, at, length)));
                    if (!untilEnd) {
                        return 0;
                    }
                }
                at += length + 3 & ~3;
            }
        }
    }

    private static ByteBuffer payload(ByteBuffer b, int at, int length) {
        byte[] copy = new byte[length - NetlinkMessage.headerLength()];
        b.get(at + NetlinkMessage.headerLength(), copy);
        return ByteBuffer.wrap(copy).order(ByteOrder.nativeOrder());
    }

    @Override
    public void close() {
        libc.close(fd);
    }
}
