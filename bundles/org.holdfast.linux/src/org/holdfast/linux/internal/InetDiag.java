package org.holdfast.linux.internal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.holdfast.model.net.Endpoint;
import org.holdfast.model.net.FourTuple;

/** Requests and answers of linux/inet_diag.h: the kernel's list of TCP sockets. */
public final class InetDiag {

    private static final int IDENTITY = 48;
    private static final int NO_COOKIE = -1;
    private static final int LISTEN = 10;
    private static final int ALL_STATES = -1;

    private InetDiag() {}

    /** A socket: its state, both ends, and the identity (ports, addresses, interface, cookie) that means only it. */
    public record Socket(int family, int state, InetAddress local, int localPort, byte[] identity) {

        public boolean isListener() {
            return state == LISTEN;
        }
    }

    /** A socket that can't be: no address, no port, no cookie. */
    public static Socket nobody() {
        return new Socket(Abi.AF_INET, 0, InetAddress.ofLiteral("0.0.0.0"), 0, new byte[IDENTITY]);
    }

    /** Asks for all sockets but listeners. */
    public static NetlinkMessage listConnections(int family) {
        return request(Abi.SOCK_DIAG_BY_FAMILY, Abi.NLM_F_DUMP, family, ALL_STATES & ~(1 << LISTEN))
                .bytes(new byte[IDENTITY]);
    }

    /** Asks for the socket of a four-tuple. The kernel answers with a listener when there is no such connection. */
    public static NetlinkMessage find(FourTuple tuple) {
        Endpoint local = tuple.service();
        Endpoint remote = tuple.remote();
        ByteBuffer id = ByteBuffer.allocate(IDENTITY);
        id.putShort((short) local.port()).putShort((short) remote.port());
        id.put(Arrays.copyOf(local.address().getAddress(), 16));
        id.put(Arrays.copyOf(remote.address().getAddress(), 16));
        id.putInt(0).putInt(NO_COOKIE).putInt(NO_COOKIE);
        return request(Abi.SOCK_DIAG_BY_FAMILY, 0, SocketAddresses.family(local.address()), ALL_STATES)
                .bytes(id.array());
    }

    /** Destroys exactly this socket: its cookie tells it from a later one with the same four-tuple. */
    public static NetlinkMessage destroy(Socket socket) {
        return request(Abi.SOCK_DESTROY, Abi.NLM_F_ACK, socket.family(), ALL_STATES)
                .bytes(socket.identity());
    }

    /** Reads struct inet_diag_msg. An IPv4 connection of an IPv6 socket is shown with its IPv4 address. */
    public static Socket read(Netlink.Reply reply) {
        ByteBuffer b = reply.payload();
        int family = b.get(0);
        byte[] identity = new byte[IDENTITY];
        b.get(4, identity);
        byte[] local = Arrays.copyOfRange(identity, 4, family == Abi.AF_INET6 ? 20 : 8);
        int port = (identity[0] & 0xff) << 8 | identity[1] & 0xff;
        try {
            return new Socket(family, b.get(1), InetAddress.getByAddress(local), port, identity);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
    }

    private static NetlinkMessage request(int type, int flags, int family, int states) {
        return new NetlinkMessage(type, flags)
                .u8(family)
                .u8(Abi.IPPROTO_TCP)
                .u16(0)
                .u32(states);
    }
}
