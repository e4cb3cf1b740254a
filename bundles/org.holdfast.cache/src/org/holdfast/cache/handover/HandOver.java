package org.holdfast.cache.handover;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * What goes to a failover host at once.
 *
 * @param plan the plan that wants it
 * @param connections what to continue; may be empty
 */
public record HandOver(UUID plan, List<ConnectionInformation> connections) {

    public HandOver {
        Objects.requireNonNull(plan, "plan");
        connections = List.copyOf(connections);
    }
}
