package org.holdfast.console.internal.connections;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.tcp.ConnectionSummary;
import org.holdfast.model.tcp.Verdict;

/**
 * One connection with all that its row shows.
 *
 * @param connection as captured
 * @param verdict whether it would survive, the cluster considered
 * @param host who owns its service now
 * @param successor who would take over; empty when nobody could
 * @param bytesPerSecond payload both ways
 * @param at time of the snapshot
 */
public record ConnectionRow(
        ConnectionSummary connection,
        Verdict verdict,
        Optional<NodeId> host,
        Optional<NodeId> successor,
        double bytesPerSecond,
        Instant at) {

    public long id() {
        return connection.id();
    }

    public boolean live() {
        return connection.state().isLive();
    }

    /** Time since its first packet; of a closed one, from its first to its last. */
    public Duration age() {
        return Duration.between(connection.firstSeen(), live() ? at : connection.lastSeen());
    }

    /** Payload bytes sent again, both ways. */
    public long retransmittedBytes() {
        return connection.inbound().retransmittedBytes() + connection.outbound().retransmittedBytes();
    }
}
