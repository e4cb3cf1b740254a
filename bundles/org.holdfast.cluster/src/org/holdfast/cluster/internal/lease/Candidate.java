package org.holdfast.cluster.internal.lease;

import java.util.Objects;
import org.holdfast.model.ownership.NodeId;

/**
 * One life of one node.
 *
 * @param node who
 * @param boot which of its lives
 */
public record Candidate(NodeId node, long boot) {

    public Candidate {
        Objects.requireNonNull(node, "node");
    }
}
