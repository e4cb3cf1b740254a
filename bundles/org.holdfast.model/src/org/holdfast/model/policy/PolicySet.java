package org.holdfast.model.policy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.Service;

/**
 * All policies of a cluster. {@link PolicyCheck} says whether they can be meant.
 *
 * @param services what is owned and moved, each with its failover policy
 * @param capacities what hosts can hold; a host that isn't named can hold anything
 * @param maintenances who works on what
 */
public record PolicySet(List<Service> services, List<HostCapacity> capacities, List<Maintenance> maintenances) {

    public PolicySet {
        services = List.copyOf(services);
        capacities = List.copyOf(capacities);
        maintenances = List.copyOf(maintenances);
    }

    /** Services alone: every host can hold anything, and nobody works on anything. */
    public static PolicySet of(List<Service> services) {
        return new PolicySet(services, List.of(), List.of());
    }

    public Optional<Service> service(String name) {
        return services.stream().filter(s -> s.name().equals(name)).findFirst();
    }

    /** What a host can hold. */
    public HostCapacity capacity(NodeId host) {
        return capacities.stream()
                .filter(c -> c.host().equals(host))
                .findFirst()
                .orElseGet(() -> HostCapacity.unlimited(host));
    }

    /** The same policies with a maintenance; an earlier one of the same host or service is replaced. */
    public PolicySet with(Maintenance maintenance) {
        List<Maintenance> others = without(maintenance.subject(), maintenance.name()).maintenances;
        return new PolicySet(
                services,
                capacities,
                Stream.concat(others.stream(), Stream.of(maintenance)).toList());
    }

    /** The same policies without the maintenance of a host or service. */
    public PolicySet without(Maintenance.Subject subject, String name) {
        List<Maintenance> others = maintenances.stream()
                .filter(m -> m.subject() != subject || !m.name().equals(name))
                .toList();
        return new PolicySet(services, capacities, others);
    }

    /** The maintenance that holds for a host or service at a moment. */
    public Optional<Maintenance> maintenance(Maintenance.Subject subject, String name, Instant at) {
        return maintenances.stream()
                .filter(m -> m.subject() == subject && m.name().equals(name) && m.holdsAt(at))
                .findFirst();
    }
}
