package org.holdfast.linux;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.holdfast.linux.internal.Abi;
import org.holdfast.linux.internal.Failures;
import org.holdfast.linux.internal.Interfaces;
import org.holdfast.linux.internal.Netlink;
import org.holdfast.linux.internal.NetlinkMessage;
import org.holdfast.linux.internal.SocketAddresses;
import org.holdfast.model.net.MacAddress;

/** The addresses of a network interface, by rtnetlink(7). Any thread; changing them needs CAP_NET_ADMIN. */
public final class LinkAddresses {

    /** Up to 18 ms were seen; on a machine that is overloaded the kernel's work queue may take longer. */
    private static final Duration ROUTE_PATIENCE = Duration.ofSeconds(5);

    private static final Duration ROUTE_POLL = Duration.ofNanos(200_000);

    private static final int IFADDRMSG = 8;
    private static final int RTMSG = 12;

    private LinkAddresses() {}

    /** An address of an interface, with its prefix length. */
    private record Entry(InetAddress address, int prefixLength) {}

    /**
     * Adds an address as /32 or /128; it needn't be absent. When this returns, the host answers for it: an IPv6 address
     * is usable only once its local route is there, which comes later than the kernel's acknowledgement.
     *
     * @throws LinuxException ENODEV, EPERM; ETIMEDOUT when the route of an IPv6 address doesn't come
     */
    public static void add(String ifname, InetAddress a) throws LinuxException {
        int index = Interfaces.index(ifname);
        try (Netlink netlink = Netlink.open(Abi.NETLINK_ROUTE)) {
            int flags = Abi.NLM_F_ACK | Abi.NLM_F_CREATE | Abi.NLM_F_EXCL;
            int error = netlink.change(message(Abi.RTM_NEWADDR, flags, index, new Entry(a, bits(a))));
            if (error != 0 && error != Abi.EEXIST) {
                throw failure("RTM_NEWADDR", error, ifname, a);
            }
            if (a instanceof Inet6Address) {
                awaitLocalRoute(netlink, ifname, a);
            }
        }
    }

    /** Removes an address, whatever its prefix length; it needn't be there. Sends nothing, resets nothing. */
    public static void remove(String ifname, InetAddress a) throws LinuxException {
        int index = Interfaces.index(ifname);
        try (Netlink netlink = Netlink.open(Abi.NETLINK_ROUTE)) {
            for (Entry entry : entries(netlink, ifname, index)) {
                if (!entry.address().equals(a)) {
                    continue;
                }
                int error = netlink.change(message(Abi.RTM_DELADDR, Abi.NLM_F_ACK, index, entry));
                if (error != 0 && error != Abi.EADDRNOTAVAIL) {
                    throw failure("RTM_DELADDR", error, ifname, a);
                }
            }
        }
    }

    /** All IPv4 and IPv6 addresses of the interface, link-local ones included, without scope. */
    public static List<InetAddress> list(String ifname) throws LinuxException {
        int index = Interfaces.index(ifname);
        try (Netlink netlink = Netlink.open(Abi.NETLINK_ROUTE)) {
            return entries(netlink, ifname, index).stream().map(Entry::address).toList();
        }
    }

    /** The interface's Ethernet address. */
    public static MacAddress mac(String ifname) throws LinuxException {
        return Interfaces.mac(ifname);
    }

    private static List<Entry> entries(Netlink netlink, String ifname, int index) throws LinuxException {
        NetlinkMessage all = new NetlinkMessage(Abi.RTM_GETADDR, Abi.NLM_F_DUMP)
                .u8(Abi.AF_UNSPEC)
                .u8(0)
                .u16(0)
                .u32(0);
        List<Entry> entries = new ArrayList<>();
        for (Netlink.Reply reply : netlink.dump(all, "addresses of " + ifname)) {
            ByteBuffer b = reply.payload();
            if (reply.type() != Abi.RTM_NEWADDR || b.getInt(4) != index) {
                continue;
            }
            Map<Integer, byte[]> attributes = reply.attributes(IFADDRMSG);
            // On a point-to-point link IFA_ADDRESS is the peer's; IPv6 has IFA_ADDRESS alone.
            byte[] bytes = attributes.getOrDefault(Abi.IFA_LOCAL, attributes.get(Abi.IFA_ADDRESS));
            if (bytes != null) {
                entries.add(new Entry(address(bytes), b.get(1) & 0xff));
            }
        }
        return entries;
    }

    private static NetlinkMessage message(int type, int flags, int index, Entry entry) {
        InetAddress a = entry.address();
        return new NetlinkMessage(type, flags)
                .u8(SocketAddresses.family(a))
                .u8(entry.prefixLength())
                .u8(a instanceof Inet6Address ? Abi.IFA_F_NODAD : 0)
                .u8(0)
                .u32(index)
                .attribute(Abi.IFA_LOCAL, a.getAddress())
                .attribute(Abi.IFA_ADDRESS, a.getAddress());
    }

    /** The kernel inserts it in a work queue after the address. */
    private static void awaitLocalRoute(Netlink netlink, String ifname, InetAddress a) throws LinuxException {
        long deadline = System.nanoTime() + ROUTE_PATIENCE.toNanos();
        while (!hasLocalRoute(netlink, a)) {
            if (System.nanoTime() - deadline > 0) {
                throw new LinuxException(
                        "RTM_GETROUTE",
                        Abi.ETIMEDOUT,
                        "address " + a.getHostAddress() + " on " + ifname
                                + " gets no local route: see 'ip -6 route show table local'");
            }
            LockSupport.parkNanos(ROUTE_POLL.toNanos());
        }
    }

    private static boolean hasLocalRoute(Netlink netlink, InetAddress a) throws LinuxException {
        NetlinkMessage request = new NetlinkMessage(Abi.RTM_GETROUTE, 0)
                .u8(Abi.AF_INET6)
                .u8(bits(a))
                .u16(0)
                .u32(0)
                .u32(0)
                .attribute(Abi.RTA_DST, a.getAddress());
        List<Netlink.Reply> found = new ArrayList<>();
        if (netlink.get(request, found) != 0) {
            return false;
        }
        Netlink.Reply route = found.getFirst();
        return route.type() == Abi.RTM_NEWROUTE
                && route.payload().limit() >= RTMSG
                && route.payload().get(7) == Abi.RTN_LOCAL;
    }

    private static LinuxException failure(String call, int error, String ifname, InetAddress a) {
        return new LinuxException(
                call, error, a.getHostAddress() + " on " + ifname + Failures.remedy(error, "CAP_NET_ADMIN"));
    }

    private static int bits(InetAddress a) {
        return a.getAddress().length * 8;
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("the kernel's addresses have 4 or 16 bytes", e);
        }
    }
}
