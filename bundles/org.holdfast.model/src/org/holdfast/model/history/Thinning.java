package org.holdfast.model.history;

import java.time.Instant;
import java.util.Objects;
import org.holdfast.model.ownership.NodeId;

/**
 * Summaries that were left out because the store couldn't keep up.
 *
 * @param cache whose
 * @param from begin of the time in which that happened
 * @param to end of it
 * @param stage what was left out
 * @param summaries how many
 */
public record Thinning(NodeId cache, Instant from, Instant to, Stage stage, long summaries) {

    public Thinning {
        Objects.requireNonNull(cache, "cache");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(stage, "stage");
    }

    /** What is left out, in the order in which it is given up. */
    public enum Stage {
        /** Summaries of connections that live on: the next one tells the same and more. */
        LIVING,
        /** Nine of ten closed connections that lasted less than a second and would have survived. */
        SHORT,
        /** All other closed connections, and samples of the capture. */
        ALL
    }
}
