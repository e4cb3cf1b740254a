package org.holdfast.policy.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.Service;
import org.holdfast.policy.Snapshot;

/**
 * Which host has which service, counting what has been decided so far: two services of one failed host must not both be
 * given the last free place.
 */
public final class Placement {

    private final Snapshot snapshot;
    private final Map<String, NodeId> owners;
    private final Map<String, Long> liveConnections;

    private Placement(Snapshot snapshot, Map<String, NodeId> owners, Map<String, Long> liveConnections) {
        this.snapshot = snapshot;
        this.owners = owners;
        this.liveConnections = liveConnections;
    }

    /** As it is declared. */
    public static Placement of(Snapshot snapshot) {
        Map<String, NodeId> owners = new HashMap<>();
        for (Service service : snapshot.services()) {
            snapshot.owner(service.name()).ifPresent(owner -> owners.put(service.name(), owner));
        }
        return new Placement(snapshot, owners, new HashMap<>());
    }

    /** The same, with a group of services at another host. */
    Placement with(Group group, NodeId host) {
        Map<String, NodeId> moved = new HashMap<>(owners);
        group.services().forEach(service -> moved.put(service.name(), host));
        return new Placement(snapshot, moved, liveConnections);
    }

    Optional<NodeId> owner(Service service) {
        return Optional.ofNullable(owners.get(service.name()));
    }

    /** How many services a host has. */
    long servicesAt(NodeId host) {
        return owners.values().stream().filter(host::equals).count();
    }

    /** How many live connections the services of a host have. */
    long connectionsAt(NodeId host) {
        return snapshot.services().stream()
                .filter(service -> host.equals(owners.get(service.name())))
                .mapToLong(this::connectionsOf)
                .sum();
    }

    /** Counted once for each service, because there may be very many. */
    long connectionsOf(Service service) {
        return liveConnections.computeIfAbsent(
                service.name(), name -> (long) snapshot.liveConnections(service).size());
    }
}
