package org.holdfast.model.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.holdfast.model.ownership.NodeId;

/**
 * What came of one step.
 *
 * @param plan whose step
 * @param kind which
 * @param by the node that did it
 * @param startedAt that node's time
 * @param took how long
 * @param outcome how it ended
 * @param detail what was done or why it failed, for people
 */
public record StepResult(
        UUID plan, StepKind kind, NodeId by, Instant startedAt, Duration took, Outcome outcome, String detail) {

    public StepResult {
        Objects.requireNonNull(plan, "plan");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(took, "took");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(detail, "detail");
    }

    /** How a step ended. */
    public enum Outcome {
        DONE,
        FAILED
    }
}
