package org.holdfast.cluster.config;

import java.net.InetAddress;
import java.util.Objects;
import org.holdfast.model.ownership.NodeId;

/**
 * A member of the cluster. Every member is a voter.
 *
 * @param node its ID
 * @param address where it is reached; stays with the host
 */
public record Peer(NodeId node, InetAddress address) {

    public Peer {
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(address, "address");
    }
}
