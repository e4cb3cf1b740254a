package org.holdfast.policy.internal;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.Service;
import org.holdfast.model.policy.HostCapacity;
import org.holdfast.model.policy.Maintenance.Subject;
import org.holdfast.policy.Snapshot;

/** Says what is against a host as the next owner, whoever asks. */
final class Fitness {

    private final Snapshot snapshot;
    private final Placement placement;

    Fitness(Snapshot snapshot, Placement placement) {
        this.snapshot = snapshot;
        this.placement = placement;
    }

    /** All that is against a host for a group of services; empty when it is fit. */
    List<String> against(Group group, NodeId host) {
        Set<String> against = new LinkedHashSet<>();
        for (Service service : group.services()) {
            if (service.failover().allows(host)) {
                life(service, host, against);
            } else {
                against.add("the policy of '" + service.name() + "' doesn't name " + host);
            }
        }
        if (group.services().stream().allMatch(s -> s.failover().allows(host))) {
            maintenance(host, against);
            capacity(group, host, against);
            group.services().forEach(service -> others(group, service, host, against));
        }
        return new ArrayList<>(against);
    }

    private void life(Service service, NodeId host, Set<String> against) {
        if (!snapshot.isAlive(host)) {
            against.add(host + " isn't heard");
        } else if (!snapshot.runsApplication(host, service.name())) {
            against.add("'" + service.application().name() + "' doesn't answer on " + host);
        }
    }

    private void maintenance(NodeId host, Set<String> against) {
        snapshot.policies()
                .maintenance(Subject.HOST, host.name(), snapshot.at())
                .ifPresent(maintenance -> against.add(host + " " + Sentences.inMaintenance(maintenance)));
    }

    private void capacity(Group group, NodeId host, Set<String> against) {
        HostCapacity capacity = snapshot.policies().capacity(host);
        long services = placement.servicesAt(host);
        if (capacity.services() != HostCapacity.ANY_SERVICES
                && services + group.services().size() > capacity.services()) {
            against.add(host + " has " + Sentences.counted(services, "service") + " and holds at most "
                    + capacity.services());
        }
        if (capacity.connections() != HostCapacity.ANY_CONNECTIONS) {
            long there = placement.connectionsAt(host);
            long more = group.services().stream()
                    .mapToLong(placement::connectionsOf)
                    .sum();
            if (there + more > capacity.connections()) {
                against.add(host + " has " + Sentences.counted(there, "live connection") + ", " + more
                        + " would come, and it holds at most " + capacity.connections());
            }
        }
    }

    private void others(Group group, Service service, NodeId host, Set<String> against) {
        for (Service other : snapshot.services()) {
            if (group.contains(other)) {
                continue;
            }
            Optional<NodeId> owner = placement.owner(other);
            if (areApart(service, other) && owner.filter(host::equals).isPresent()) {
                against.add(host + " has '" + other.name() + "', which '" + service.name() + "' is kept apart from");
            }
            Optional<InetAddress> shared = Group.shared(service, other);
            if (shared.isPresent() && owner.isPresent() && !owner.get().equals(host)) {
                against.add("'" + other.name() + "' has " + shared.get().getHostAddress() + " too and is at "
                        + owner.get());
            }
        }
    }

    private static boolean areApart(Service a, Service b) {
        return a.failover().apartFrom().contains(b.name())
                || b.failover().apartFrom().contains(a.name());
    }
}
