package org.holdfast.linux;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.holdfast.linux.internal.Abi;
import org.holdfast.linux.internal.Failures;
import org.holdfast.linux.internal.InetDiag;
import org.holdfast.linux.internal.Netlink;
import org.holdfast.model.net.FourTuple;
import org.holdfast.model.net.PortRange;

/**
 * Ends TCP sockets of this host, whoever owns them, orphans too: sock_diag(7), SOCK_DESTROY. Each connection sends an
 * RST unless a fence drops it, so fence the address first. Listeners are spared. Any thread; needs CAP_NET_ADMIN.
 */
public final class SocketDestroyer {

    private SocketDestroyer() {}

    /**
     * Ends the service's ends of these connections.
     *
     * @return how many there were
     */
    public static int destroy(Collection<FourTuple> tuples) throws LinuxException {
        int destroyed = 0;
        try (Netlink netlink = Netlink.open(Abi.NETLINK_SOCK_DIAG)) {
            for (FourTuple tuple : tuples) {
                List<Netlink.Reply> found = new ArrayList<>();
                int error = netlink.get(InetDiag.find(tuple), found);
                if (error == Abi.ENOENT) {
                    continue;
                }
                if (error != 0) {
                    throw failure("SOCK_DIAG_BY_FAMILY", error, tuple);
                }
                InetDiag.Socket socket = InetDiag.read(found.getFirst());
                // Without such a connection the kernel finds the listener of its port, and would destroy that.
                if (!socket.isListener()) {
                    destroyed += destroy(netlink, socket, tuple);
                }
            }
        }
        return destroyed;
    }

    /**
     * Ends all connections of an address and its ports, in every state.
     *
     * @return how many there were
     */
    public static int destroyAll(InetAddress localAddress, PortRange ports) throws LinuxException {
        int destroyed = 0;
        try (Netlink netlink = Netlink.open(Abi.NETLINK_SOCK_DIAG)) {
            List<Netlink.Reply> replies = new ArrayList<>();
            String what = "TCP sockets of " + localAddress.getHostAddress();
            // An IPv6 socket can have an IPv4 connection, never the other way round.
            if (!(localAddress instanceof Inet6Address)) {
                replies.addAll(netlink.dump(InetDiag.listConnections(Abi.AF_INET), what));
            }
            replies.addAll(netlink.dump(InetDiag.listConnections(Abi.AF_INET6), what));
            for (Netlink.Reply reply : replies) {
                InetDiag.Socket socket = InetDiag.read(reply);
                if (!socket.isListener() && socket.local().equals(localAddress) && ports.contains(socket.localPort())) {
                    destroyed += destroy(netlink, socket, what);
                }
            }
        }
        return destroyed;
    }

    private static int destroy(Netlink netlink, InetDiag.Socket socket, Object what) throws LinuxException {
        int error = netlink.change(InetDiag.destroy(socket));
        // Ended by itself in between; ESTALE when another one has its four-tuple already.
        if (error == Abi.ENOENT || error == Abi.ESTALE) {
            return 0;
        }
        if (error != 0) {
            throw failure("SOCK_DESTROY", error, what);
        }
        return 1;
    }

    private static LinuxException failure(String call, int error, Object what) {
        return new LinuxException(call, error, what + Failures.remedy(error, "CAP_NET_ADMIN"));
    }
}
