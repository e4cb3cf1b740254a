package org.holdfast.model.plan;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.Service;

/**
 * A change of owner of one service.
 *
 * @param id unique
 * @param madeAt time of the snapshot it was made from
 * @param trigger why
 * @param evidence what the decision stood on, sentences for people
 * @param service what moves
 * @param from the owner until now
 * @param to the failover host
 * @param epoch the epoch in which {@code to} will own it, larger than all before
 * @param connections every live connection of the service and what becomes of it
 */
public record Plan(
        UUID id,
        Instant madeAt,
        Trigger trigger,
        List<String> evidence,
        Service service,
        NodeId from,
        NodeId to,
        long epoch,
        List<PlannedConnection> connections)
        implements Decision {

    public Plan {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(madeAt, "madeAt");
        Objects.requireNonNull(trigger, "trigger");
        evidence = List.copyOf(evidence);
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        connections = List.copyOf(connections);
        if (from.equals(to)) {
            throw new IllegalArgumentException("service '" + service.name() + "' is already at " + to);
        }
    }

    /** One line: {@code web: alpha → beta after host failure, 3 connections}. */
    public String summary() {
        return service.name() + ": " + from + " → " + to + " after " + trigger.label() + ", " + connections.size()
                + (connections.size() == 1 ? " connection" : " connections");
    }
}
