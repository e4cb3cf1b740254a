package org.holdfast.model.ownership;

import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import org.holdfast.model.net.Endpoint;
import org.holdfast.model.net.PortRange;

/**
 * What is owned and moved as one: addresses × protocol × port ranges × application, with its policies.
 *
 * @param name unique in the cluster
 * @param addresses the owned addresses, at least one
 * @param ports at least one range
 * @param protocol always TCP
 * @param application what runs behind it
 * @param failover who takes over, how, and how back
 * @param arp how the addresses are announced
 */
public record Service(
        String name,
        List<InetAddress> addresses,
        List<PortRange> ports,
        Protocol protocol,
        Application application,
        FailoverPolicy failover,
        ArpPolicy arp) {

    public Service {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a service has a name");
        }
        addresses = List.copyOf(addresses);
        ports = List.copyOf(ports);
        if (addresses.isEmpty() || ports.isEmpty()) {
            throw new IllegalArgumentException("service '" + name + "' needs at least one address and one port");
        }
        Objects.requireNonNull(protocol, "protocol");
        Objects.requireNonNull(application, "application");
        Objects.requireNonNull(failover, "failover");
        Objects.requireNonNull(arp, "arp");
    }

    /** Whether an endpoint belongs to this service. */
    public boolean covers(Endpoint endpoint) {
        return addresses.contains(endpoint.address())
                && ports.stream().anyMatch(range -> range.contains(endpoint.port()));
    }
}
