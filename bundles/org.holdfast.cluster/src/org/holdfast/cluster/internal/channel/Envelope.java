package org.holdfast.cluster.internal.channel;

import java.util.Objects;
import org.holdfast.model.ownership.NodeId;

/**
 * A frame and who sent it.
 *
 * @param from the sender
 * @param boot which of its lives
 * @param frame what it says
 */
public record Envelope(NodeId from, long boot, Frame frame) {

    public Envelope {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(frame, "frame");
    }
}
