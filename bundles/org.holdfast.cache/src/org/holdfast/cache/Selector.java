package org.holdfast.cache;

import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.IntStream;
import org.holdfast.cache.internal.decode.AddressIndex;
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
    private final AddressIndex addresses;
    /** By address: what is served there. */
    private final Entry[][] entries;

    /** The ports of one service. */
    private record Entry(int[] firstPorts, int[] lastPorts, int service) {

        private boolean covers(int port) {
            for (int i = 0; i < firstPorts.length; i++) {
                if (firstPorts[i] <= port && port <= lastPorts[i]) {
                    return true;
                }
            }
            return false;
        }
    }

    public Selector(List<Service> services) {
        this.services = List.copyOf(services);
        addresses = new AddressIndex(services.stream()
                .flatMap(s -> s.addresses().stream())
                .distinct()
                .toList());
        entries = addresses.addresses().stream()
                .map(address -> IntStream.range(0, services.size())
                        .filter(i -> services.get(i).addresses().contains(address))
                        .mapToObj(i -> entry(services.get(i), i))
                        .toArray(Entry[]::new))
                .toArray(Entry[][]::new);
    }

    private static Entry entry(Service service, int index) {
        return new Entry(
                service.ports().stream().mapToInt(PortRange::first).toArray(),
                service.ports().stream().mapToInt(PortRange::last).toArray(),
                index);
    }

    public List<Service> services() {
        return services;
    }

    /** Whether there are no services, so that every connection is selected. */
    public boolean selectsAll() {
        return services.isEmpty();
    }

    /**
     * The service that covers an end.
     *
     * @param high see {@link Addresses}
     * @param low see {@link Addresses}
     * @return its index in the list of services, or {@link #NONE}
     */
    public int serviceAt(boolean ipv6, long high, long low, int port) {
        int at = addresses.indexOf(ipv6, high, low);
        if (at != AddressIndex.NONE) {
            for (Entry entry : entries[at]) {
                if (entry.covers(port)) {
                    return entry.service;
                }
            }
        }
        return NONE;
    }

    /** The service that selects a connection by its service's end; an empty name where all are selected. */
    public Optional<String> serviceOf(boolean ipv6, long high, long low, int port) {
        int service = serviceAt(ipv6, high, low, port);
        return service == NONE && !selectsAll() ? Optional.empty() : Optional.of(name(service));
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
