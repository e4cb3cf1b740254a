package org.holdfast.cache;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.holdfast.cache.filter.CaptureFilter;
import org.holdfast.cache.internal.decode.AddressIndex;
import org.holdfast.cache.internal.decode.Addresses;
import org.holdfast.model.net.FourTuple;
import org.holdfast.model.net.PortRange;
import org.holdfast.model.ownership.Service;

/**
 * The selector of claim 1: identifies the connections worth saving, those with one end in a service that the
 * administrator's own filter takes. Without services it selects every connection. Immutable.
 */
public final class Selector {

    /** A fragment but the first, of IPv4 or IPv6. */
    private static final String FRAGMENT = "ip[6:2] & 0x1fff != 0 or ip6[6] = 44";

    /** No service covers the end. */
    public static final int NONE = -1;

    private final List<Service> services;
    private final CaptureFilter filter;
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

    /** Selects all connections of the services. */
    public Selector(List<Service> services) {
        this(services, CaptureFilter.ALL);
    }

    /**
     * @param services none for all connections
     * @param filter what the administrator wants of them
     */
    public Selector(List<Service> services, CaptureFilter filter) {
        this.services = List.copyOf(services);
        this.filter = filter;
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

    /** Whether the administrator's own filter takes a connection; to be asked only once for each. */
    public boolean passes(FourTuple tuple) {
        return filter.isAll() || filter.matches(tuple);
    }

    /** Whether every connection passes the administrator's own filter. */
    public boolean passesAll() {
        return filter.isAll();
    }

    /** Name of the service with this index; empty for {@link #NONE}. */
    public String name(int service) {
        return service == NONE ? "" : services.get(service).name();
    }

    /**
     * The same for libpcap, see pcap-filter(7): {@code (host 10.77.0.100) and (port 80)}. It lets through at least what is
     * selected; fragments always, because only the first one has ports.
     *
     * <p>Linux takes the outermost VLAN tag off before a live filter looks, so tagged frames pass as well. What is
     * encapsulated otherwise doesn't.
     */
    public String pcapFilter() {
        String traffic = "(tcp) or (" + FRAGMENT + ")";
        if (!services.isEmpty()) {
            traffic = services.stream()
                    .map(Selector::serviceExpression)
                    .distinct()
                    .collect(Collectors.joining(") or (", "(", ")"));
        }
        String wanted = filter.pcap();
        return wanted.isEmpty() ? traffic : "(" + traffic + ") and ((" + wanted + ") or (" + FRAGMENT + "))";
    }

    private static String serviceExpression(Service service) {
        String hosts = service.addresses().stream()
                .map(a -> "host " + a.getHostAddress())
                .collect(Collectors.joining(" or "));
        String ports = service.ports().stream()
                .map(p -> (p.first() == p.last() ? "tcp port " : "tcp portrange ") + p)
                .collect(Collectors.joining(" or "));
        return "(" + hosts + ") and (" + ports + " or " + FRAGMENT + ")";
    }
}
