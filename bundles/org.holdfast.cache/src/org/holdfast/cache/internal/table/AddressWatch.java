package org.holdfast.cache.internal.table;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import org.holdfast.cache.internal.decode.Addresses;
import org.holdfast.cache.internal.decode.Segment;
import org.holdfast.model.ownership.Service;

/** When each owned address was last heard sending: evidence that its owner lives. Not safe for threads. */
public final class AddressWatch {

    private final List<InetAddress> addresses;
    private final long[] high;
    private final long[] low;
    private final long[] lastNanos;

    public AddressWatch(List<Service> services) {
        addresses = services.stream()
                .flatMap(service -> service.addresses().stream())
                .distinct()
                .toList();
        high = addresses.stream().mapToLong(Addresses::high).toArray();
        low = addresses.stream().mapToLong(Addresses::low).toArray();
        lastNanos = new long[addresses.size()];
        Arrays.fill(lastNanos, Long.MIN_VALUE);
    }

    /** Notes the source of a packet. */
    public void heard(Segment packet, long timestampNanos) {
        for (int i = 0; i < low.length; i++) {
            if (low[i] == packet.sourceLow()
                    && high[i] == packet.sourceHigh()
                    && packet.ipv6() == addresses.get(i) instanceof Inet6Address) {
                lastNanos[i] = Math.max(lastNanos[i], timestampNanos);
            }
        }
    }

    /** Time of its last packet; {@link Long#MIN_VALUE} when it was never heard or isn't owned. */
    public long lastHeardFrom(InetAddress address) {
        int index = addresses.indexOf(address);
        return index < 0 ? Long.MIN_VALUE : lastNanos[index];
    }
}
