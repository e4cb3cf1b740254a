package org.holdfast.model.ownership;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What a node broadcasts when it boots, on every change, and in answer to a solicitation (claims 5, 7, 8, 14).
 *
 * @param node who announces
 * @param kind what the node is
 * @param boot larger after every start of the node, so that an announcement of an earlier life is known as such
 * @param number counts the announcements of this life; only a larger (boot, number) counts
 * @param at the sender's time
 * @param hostAddresses addresses that stay with the host
 * @param ownerships one for each service that the node could own; empty for a cache
 */
public record Announcement(
        NodeId node,
        Kind kind,
        long boot,
        long number,
        Instant at,
        List<InetAddress> hostAddresses,
        List<Ownership> ownerships) {

    public Announcement {
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(at, "at");
        hostAddresses = List.copyOf(hostAddresses);
        ownerships = List.copyOf(ownerships);
    }

    /** Whether this one is newer than another of the same node. */
    public boolean isNewerThan(Announcement other) {
        return boot != other.boot ? boot > other.boot : number > other.number;
    }

    /** What a member of the cluster is. */
    public enum Kind {
        HOST,
        CACHE
    }
}
