package org.holdfast.linux.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.linux.LinuxException;
import org.holdfast.linux.TapInterface;

/** What pcap_findalldevs tells of the interfaces in the calling thread's network namespace. */
public final class PcapInterfaces {

    private static final int EIO = 5;

    /** struct pcap_if: next, name, description, addresses, flags. */
    private static final int INTERFACE = 40;

    private static final int NAME = 8;
    private static final int DESCRIPTION = 16;
    private static final int ADDRESSES = 24;
    private static final int FLAGS = 32;
    private static final int LOOPBACK = 1;
    private static final int UP = 2;
    private static final int RUNNING = 4;

    /** struct pcap_addr: next, addr, and three more. */
    private static final int ADDRESS_ENTRY = 40;

    private static final int SOCKET_ADDRESS = 8;

    /** Where the address stands in struct sockaddr_in and sockaddr_in6. */
    private static final int V4_OFFSET = 4;

    private static final int V6_OFFSET = 8;

    private PcapInterfaces() {}

    public static List<TapInterface> list() throws LinuxException {
        Libpcap.require();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment first = arena.allocate(ADDRESS);
            MemorySegment text = arena.allocate(Libpcap.ERROR_TEXT);
            if ((int) Libpcap.FIND_ALL.invokeExact(first, text) != 0) {
                throw new LinuxException("pcap_findalldevs", EIO, "the interfaces: " + Libpcap.text(text));
            }
            MemorySegment list = first.get(ADDRESS, 0);
            try {
                return read(list);
            } finally {
                Libpcap.FREE_ALL.invokeExact(list);
            }
        } catch (LinuxException e) {
            throw e;
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    private static List<TapInterface> read(MemorySegment list) throws UnknownHostException {
        List<TapInterface> found = new ArrayList<>();
        MemorySegment next = list;
        while (!next.equals(MemorySegment.NULL)) {
            MemorySegment entry = next.reinterpret(INTERFACE);
            int flags = entry.get(JAVA_INT, FLAGS);
            found.add(new TapInterface(
                    Libpcap.text(entry.get(ADDRESS, NAME)),
                    Libpcap.text(entry.get(ADDRESS, DESCRIPTION)),
                    addresses(entry.get(ADDRESS, ADDRESSES)),
                    (flags & UP) != 0,
                    (flags & RUNNING) != 0,
                    (flags & LOOPBACK) != 0));
            next = entry.get(ADDRESS, 0);
        }
        return found;
    }

    private static List<InetAddress> addresses(MemorySegment list) throws UnknownHostException {
        List<InetAddress> addresses = new ArrayList<>();
        MemorySegment next = list;
        while (!next.equals(MemorySegment.NULL)) {
            MemorySegment entry = next.reinterpret(ADDRESS_ENTRY);
            MemorySegment address = entry.get(ADDRESS, SOCKET_ADDRESS);
            int family = address.equals(MemorySegment.NULL)
                    ? Abi.AF_UNSPEC
                    : address.reinterpret(2).get(JAVA_SHORT, 0);
            if (family == Abi.AF_INET) {
                addresses.add(address(address, V4_OFFSET, 4));
            } else if (family == Abi.AF_INET6) {
                addresses.add(address(address, V6_OFFSET, 16));
            }
            next = entry.get(ADDRESS, 0);
        }
        return addresses;
    }

    private static InetAddress address(MemorySegment socketAddress, int offset, int length)
            throws UnknownHostException {
        return InetAddress.getByAddress(socketAddress
                .reinterpret(offset + length)
                .asSlice(offset, length)
                .toArray(JAVA_BYTE));
    }
}
