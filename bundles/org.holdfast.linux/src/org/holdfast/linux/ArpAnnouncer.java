package org.holdfast.linux;

import java.net.InetAddress;
import org.holdfast.linux.internal.Abi;
import org.holdfast.linux.internal.Announcements;
import org.holdfast.linux.internal.Descriptor;
import org.holdfast.linux.internal.Failures;
import org.holdfast.linux.internal.Interfaces;
import org.holdfast.linux.internal.Libc;
import org.holdfast.linux.internal.Platform;
import org.holdfast.linux.internal.SocketAddresses;
import org.holdfast.model.net.MacAddress;

/**
 * Tells the neighbours on one link that an address is at this host now. Open it when the agent starts: closing a packet
 * socket takes the kernel 16-24 ms. Needs CAP_NET_RAW. Thread-safe.
 *
 * <p>A {@link LeaseFence} on the interface drops announcements of addresses whose lease isn't granted.
 */
public final class ArpAnnouncer implements AutoCloseable {

    private final Libc libc;
    private final Descriptor descriptor;
    private final int index;
    private final MacAddress mac;

    private ArpAnnouncer(Libc libc, Descriptor descriptor, int index, MacAddress mac) {
        this.libc = libc;
        this.descriptor = descriptor;
        this.index = index;
        this.mac = mac;
    }

    /** @throws LinuxException ENODEV for an unknown interface, EPERM without CAP_NET_RAW */
    public static ArpAnnouncer open(String ifname) throws LinuxException {
        Libc libc = Platform.libc();
        MacAddress mac = Interfaces.mac(ifname);
        int index = Interfaces.index(ifname);
        // Protocol 0: it sends only, so the kernel doesn't hand it every frame.
        int fd = Failures.check(libc.socket(Abi.AF_PACKET, Abi.SOCK_RAW, 0), "socket", ifname, "CAP_NET_RAW");
        return new ArpAnnouncer(libc, new Descriptor(libc, fd, "announcements on " + ifname), index, mac);
    }

    /**
     * Sends a gratuitous ARP request and reply, or for IPv6 an unsolicited neighbour advertisement with the override
     * flag, once. Call it when the address is on the interface.
     *
     * @throws LinuxException ENETDOWN when the link is down; ENOBUFS when a fence drops it
     */
    public void announce(InetAddress address) throws LinuxException {
        byte[] to = SocketAddresses.link(Announcements.etherType(address), index);
        int fd = descriptor.hold();
        try {
            for (byte[] frame : Announcements.of(address, mac)) {
                Failures.check(
                        libc.sendto(fd, frame, to),
                        "sendto",
                        address.getHostAddress() + ", " + descriptor.owner(),
                        "CAP_NET_RAW");
            }
        } finally {
            descriptor.release();
        }
    }

    @Override
    public void close() {
        descriptor.close(fd -> {});
    }
}
