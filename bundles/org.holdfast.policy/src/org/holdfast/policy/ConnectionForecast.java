package org.holdfast.policy;

import java.util.Objects;
import java.util.Optional;
import org.holdfast.model.net.FourTuple;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.tcp.Verdict;

/**
 * What would become of one live connection.
 *
 * @param id the cache's number for it
 * @param tuple both ends
 * @param service which service it belongs to
 * @param verdict whether it would survive, and what would stop it
 * @param target the host at which it would go on or be reset; empty when nobody would take the service
 */
public record ConnectionForecast(long id, FourTuple tuple, String service, Verdict verdict, Optional<NodeId> target) {

    public ConnectionForecast {
        Objects.requireNonNull(tuple, "tuple");
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(target, "target");
    }
}
