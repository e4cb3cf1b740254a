package org.holdfast.model.history;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.holdfast.model.ownership.NodeId;

/**
 * From a moment on a host owns a service.
 *
 * @param id unique
 * @param at since when
 * @param service its name
 * @param addresses the owned addresses
 * @param owner who owns them now
 * @param epoch in which it became owner
 * @param why what made it the owner, for people
 * @param by who recorded or ordered it
 */
public record OwnershipChange(
        UUID id,
        Instant at,
        String service,
        List<InetAddress> addresses,
        NodeId owner,
        long epoch,
        String why,
        String by)
        implements HistoryFact {

    public OwnershipChange {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(service, "service");
        addresses = List.copyOf(addresses);
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(why, "why");
        Objects.requireNonNull(by, "by");
    }
}
