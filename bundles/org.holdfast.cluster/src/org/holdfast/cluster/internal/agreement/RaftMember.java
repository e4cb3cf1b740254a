package org.holdfast.cluster.internal.agreement;

import io.microraft.RaftEndpoint;
import java.util.Objects;
import org.holdfast.model.ownership.NodeId;

/** A member as the engine knows it. */
record RaftMember(NodeId node) implements RaftEndpoint {

    RaftMember {
        Objects.requireNonNull(node, "node");
    }

    @Override
    public Object getId() {
        return node.name();
    }
}
