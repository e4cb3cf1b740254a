package org.holdfast.model.tcp;

import java.time.Instant;
import java.util.Objects;
import org.holdfast.model.net.FourTuple;

/**
 * One connection at one moment, as tables, plans and reports show it.
 *
 * @param id given by the cache that captured it, unique in its lifetime; a reused four-tuple has a new one
 * @param tuple both ends
 * @param service name of the service that covers it, or empty
 * @param state state of the service's end
 * @param verdict what the capture says; what depends on the cluster (standby, policy) is added by the policy
 * @param firstSeen time of its first packet
 * @param lastSeen time of its last packet
 * @param inbound remote host to service
 * @param outbound service to remote host
 * @param rttMicros smoothed round-trip time between the capture point and the remote host, µs; -1 while unknown
 */
public record ConnectionSummary(
        long id,
        FourTuple tuple,
        String service,
        TcpState state,
        Verdict verdict,
        Instant firstSeen,
        Instant lastSeen,
        Traffic inbound,
        Traffic outbound,
        long rttMicros) {

    public ConnectionSummary {
        Objects.requireNonNull(tuple, "tuple");
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(firstSeen, "firstSeen");
        Objects.requireNonNull(lastSeen, "lastSeen");
        Objects.requireNonNull(inbound, "inbound");
        Objects.requireNonNull(outbound, "outbound");
    }
}
