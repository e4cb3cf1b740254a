package org.holdfast.model.ownership;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.holdfast.model.net.MacAddress;
import org.holdfast.model.net.PortRange;

/**
 * What one host announces about one service: the eight fields of claim 9, plus role and epoch.
 *
 * @param node the cluster node ID
 * @param service name of the service
 * @param role owner or standby
 * @param epoch the epoch in which {@code node} became owner, or for a standby the newest epoch it knows; 0 before the
 *     first owner. A message of an older epoch changes nothing
 * @param failoverPolicy claim 9: fail-over policy
 * @param addresses claim 9: set of IP addresses; for a standby those it would take
 * @param ports claim 9: range of port numbers
 * @param application claim 9: application that is currently running
 * @param applicationRunning whether it answers on this host
 * @param arpPolicy claim 9: ARP ownership policy
 * @param protocol claim 9: current protocol
 * @param macAddresses claim 9: MAC addresses tied to the IP addresses; for a standby those they would be tied to
 */
public record Ownership(
        NodeId node,
        String service,
        Role role,
        long epoch,
        FailoverPolicy failoverPolicy,
        List<InetAddress> addresses,
        List<PortRange> ports,
        Application application,
        boolean applicationRunning,
        ArpPolicy arpPolicy,
        Protocol protocol,
        Map<InetAddress, MacAddress> macAddresses) {

    public Ownership {
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(failoverPolicy, "failoverPolicy");
        addresses = List.copyOf(addresses);
        ports = List.copyOf(ports);
        Objects.requireNonNull(application, "application");
        Objects.requireNonNull(arpPolicy, "arpPolicy");
        Objects.requireNonNull(protocol, "protocol");
        macAddresses = Map.copyOf(macAddresses);
    }

    /** What {@code host} announces of {@code service}. */
    public static Ownership of(
            NodeId host, Service service, Role role, long epoch, boolean applicationRunning, MacAddress mac) {
        Map<InetAddress, MacAddress> macs =
                service.addresses().stream().collect(java.util.stream.Collectors.toUnmodifiableMap(a -> a, a -> mac));
        return new Ownership(
                host,
                service.name(),
                role,
                epoch,
                service.failover(),
                service.addresses(),
                service.ports(),
                service.application(),
                applicationRunning,
                service.arp(),
                service.protocol(),
                macs);
    }
}
