package org.holdfast.model.history;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.holdfast.model.ownership.NodeId;

/**
 * A clock was set, so that times before and after it don't compare.
 *
 * @param id unique
 * @param at what the clock said after it
 * @param node whose clock
 * @param by how far; positive when it went forward
 */
public record ClockJump(UUID id, Instant at, NodeId node, Duration by) implements HistoryFact {

    public ClockJump {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(by, "by");
    }
}
