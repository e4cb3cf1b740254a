package org.holdfast.cache.internal.table;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import org.holdfast.cache.internal.decode.AddressIndex;
import org.holdfast.cache.internal.decode.Segment;
import org.holdfast.model.ownership.Service;

/** When each owned address was last heard sending: evidence that its owner lives. Not safe for threads. */
public final class AddressWatch {

    private final AddressIndex addresses;
    private final long[] lastNanos;

    public AddressWatch(List<Service> services) {
        addresses = new AddressIndex(services.stream()
                .flatMap(service -> service.addresses().stream())
                .distinct()
                .toList());
        lastNanos = new long[addresses.addresses().size()];
        Arrays.fill(lastNanos, Long.MIN_VALUE);
    }

    /** The same for other services; what was heard of those that stay is kept. */
    public AddressWatch(List<Service> services, AddressWatch former) {
        this(services);
        for (int i = 0; i < lastNanos.length; i++) {
            lastNanos[i] = former.lastHeardFrom(addresses.addresses().get(i));
        }
    }

    /** Notes the source of a packet. */
    public void heard(Segment packet, long timestampNanos) {
        int index = addresses.indexOf(packet.ipv6(), packet.sourceHigh(), packet.sourceLow());
        if (index != AddressIndex.NONE) {
            lastNanos[index] = Math.max(lastNanos[index], timestampNanos);
        }
    }

    /** Time of its last packet; {@link Long#MIN_VALUE} when it was never heard or isn't owned. */
    public long lastHeardFrom(InetAddress address) {
        int index = addresses.addresses().indexOf(address);
        return index < 0 ? Long.MIN_VALUE : lastNanos[index];
    }
}
