package org.holdfast.cache;

import java.net.InetAddress;
import java.util.List;
import java.util.StringJoiner;
import org.holdfast.cache.internal.decode.Addresses;
import org.holdfast.model.net.PortRange;
import org.holdfast.model.ownership.Service;

/**
 * The selector of claim 1: identifies the connections worth saving, those with one end in a service. Without services
 * it selects every connection. Immutable.
 */
public final class Selector {

    /** No service covers the end. */
    public static final int NONE = -1;

    private final List<Service> services;
    private final Entry[] entries;

    /** One owned address. */
    private record Entry(boolean ipv6, long high, long low, int[] firstPorts, int[] lastPorts, int service) {}

    public Selector(List<Service> services) {
        this.services = List.copyOf(services);
        entries =
                new Entry[services.stream().mapToInt(s -> s.addresses().size()).sum()];
        int next = 0;
        for (int i = 0; i < services.size(); i++) {
            Service service = services.get(i);
            int[] first = service.ports().stream().mapToInt(PortRange::first).toArray();
            int[] last = service.ports().stream().mapToInt(PortRange::last).toArray();
            for (InetAddress address : service.addresses()) {
                boolean ipv6 = address.getAddress().length == 16;
                entries[next++] = new Entry(ipv6, Addresses.high(address), Addresses.low(address), first, last, i);
            }
        }
    }

    /** Whether there are no services, so that every connection is selected. */
    public boolean selectsAll() {
        return entries.length == 0;
    }

    /**
     * The service that covers an end.
     *
     * @param high see {@link Addresses}
     * @param low see {@link Addresses}
     * @return its index in the list of services, or {@link #NONE}
     */
    public int serviceAt(boolean ipv6, long high, long low, int port) {
        for (Entry entry : entries) {
            if (entry.low == low && entry.high == high && entry.ipv6 == ipv6) {
                for (int i = 0; i < entry.firstPorts.length; i++) {
                    if (entry.firstPorts[i] <= port && port <= entry.lastPorts[i]) {
                        return entry.service;
                    }
                }
            }
        }
        return NONE;
    }

    /** Name of the service with this index; empty for {@link #NONE}. */
    public String name(int service) {
        return service == NONE ? "" : services.get(service).name();
    }

    /**
     * The pcap filter expression that lets the services' packets through: {@code tcp and host 10.77.0.100 and (port 80
     * or portrange 8000-8099)}; {@code tcp} for no services.
     *
     * <p>Linux takes the outermost VLAN tag off before a live filter looks, so tagged frames pass as well. Frames with
     * two tags, frames of files, and IPv6 with extension headers before TCP don't.
     */
    public static String pcapFilter(List<Service> services) {
        if (services.isEmpty()) {
            return "tcp";
        }
        List<String> alternatives =
                services.stream().map(Selector::serviceExpression).distinct().toList();
        if (alternatives.size() == 1) {
            return "tcp and " + alternatives.getFirst();
        }
        StringJoiner any = new StringJoiner(" or ", "tcp and (", ")");
        alternatives.forEach(alternative -> any.add("(" + alternative + ")"));
        return any.toString();
    }

    private static String serviceExpression(Service service) {
        return anyOf(service.addresses().stream()
                        .map(a -> "host " + a.getHostAddress())
                        .toList())
                + " and "
                + anyOf(service.ports().stream()
                        .map(p -> (p.first() == p.last() ? "port " : "portrange ") + p)
                        .toList());
    }

    private static String anyOf(List<String> terms) {
        return terms.size() == 1 ? terms.getFirst() : "(" + String.join(" or ", terms) + ")";
    }
}
