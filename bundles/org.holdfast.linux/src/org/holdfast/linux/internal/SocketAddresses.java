package org.holdfast.linux.internal;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.holdfast.model.net.Endpoint;

/** The kernel's {@code sockaddr} structures as bytes: linux/in.h, linux/in6.h, linux/if_packet.h, linux/netlink.h. */
public final class SocketAddresses {

    private SocketAddresses() {}

    /** AF_INET or AF_INET6. */
    public static int family(InetAddress address) {
        return address instanceof Inet6Address ? Abi.AF_INET6 : Abi.AF_INET;
    }

    /** sockaddr_in (16 bytes) or sockaddr_in6 (28 bytes). */
    public static byte[] of(Endpoint endpoint) {
        return of(endpoint.address(), endpoint.port());
    }

    public static byte[] of(InetAddress address, int port) {
        if (address instanceof Inet6Address v6) {
            ByteBuffer b = family(28, Abi.AF_INET6);
            network(b).putShort((short) port).putInt(0).put(v6.getAddress());
            return b.order(ByteOrder.nativeOrder()).putInt(v6.getScopeId()).array();
        }
        ByteBuffer b = family(16, Abi.AF_INET);
        network(b).putShort((short) port).put(address.getAddress());
        return b.array();
    }

    /** AF_UNSPEC: a connect to it ends a connection. */
    public static byte[] unspecified() {
        return family(16, Abi.AF_UNSPEC).array();
    }

    /** The kernel's end of a netlink socket. */
    public static byte[] kernel() {
        return family(12, Abi.AF_NETLINK).array();
    }

    /** sockaddr_ll: where a frame goes out. */
    public static byte[] link(int etherType, int interfaceIndex) {
        ByteBuffer b = family(20, Abi.AF_PACKET);
        network(b).putShort((short) etherType);
        return b.order(ByteOrder.nativeOrder()).putInt(interfaceIndex).array();
    }

    private static ByteBuffer family(int size, int family) {
        return ByteBuffer.allocate(size).order(ByteOrder.nativeOrder()).putShort((short) family);
    }

    private static ByteBuffer network(ByteBuffer b) {
        return b.order(ByteOrder.BIG_ENDIAN);
    }
}
