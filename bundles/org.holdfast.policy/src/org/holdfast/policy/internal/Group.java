package org.holdfast.policy.internal;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.Service;

/**
 * Services that move as one, because they have the same owner and share addresses, and an address is at one host.
 *
 * @param owner their owner
 * @param services in the order of the policies, mostly one
 */
record Group(NodeId owner, List<Service> services) {

    Group {
        services = List.copyOf(services);
    }

    /** The group of a service that has an owner. */
    static Group of(Service first, NodeId owner, List<Service> all, Placement placement) {
        List<Service> together = new ArrayList<>(List.of(first));
        for (int i = 0; i < together.size(); i++) {
            Service member = together.get(i);
            all.stream()
                    .filter(other -> !together.contains(other))
                    .filter(other ->
                            placement.owner(other).filter(owner::equals).isPresent())
                    .filter(other -> shared(member, other).isPresent())
                    .forEach(together::add);
        }
        return new Group(owner, all.stream().filter(together::contains).toList());
    }

    /** An address that both services have. */
    static Optional<InetAddress> shared(Service a, Service b) {
        return a.addresses().stream().filter(b.addresses()::contains).findFirst();
    }

    boolean contains(Service service) {
        return services.contains(service);
    }
}
