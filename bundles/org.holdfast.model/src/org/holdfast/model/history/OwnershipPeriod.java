package org.holdfast.model.history;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.holdfast.model.ownership.NodeId;

/**
 * A host owned a service for a while.
 *
 * @param service its name
 * @param addresses the owned addresses then
 * @param owner who owned them
 * @param epoch in which it became owner
 * @param from from when on
 * @param to until when, exclusive; empty while it lasts
 * @param why what made it the owner, for people
 * @param by who recorded or ordered it; empty when that isn't known
 */
public record OwnershipPeriod(
        String service,
        List<InetAddress> addresses,
        NodeId owner,
        long epoch,
        Instant from,
        Optional<Instant> to,
        String why,
        String by) {

    public OwnershipPeriod {
        Objects.requireNonNull(service, "service");
        addresses = List.copyOf(addresses);
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(why, "why");
        Objects.requireNonNull(by, "by");
    }
}
