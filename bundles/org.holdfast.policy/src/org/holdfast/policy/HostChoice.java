package org.holdfast.policy;

import java.util.List;
import java.util.Objects;
import org.holdfast.model.ownership.NodeId;

/**
 * A host that a decision looked at.
 *
 * @param host which
 * @param chosen whether it is the one
 * @param against why it isn't, sentences for people, all that hold; empty for the chosen one
 */
public record HostChoice(NodeId host, boolean chosen, List<String> against) {

    public HostChoice {
        Objects.requireNonNull(host, "host");
        against = List.copyOf(against);
        if (chosen != against.isEmpty()) {
            throw new IllegalArgumentException(host + " is either chosen or has something against it");
        }
    }
}
