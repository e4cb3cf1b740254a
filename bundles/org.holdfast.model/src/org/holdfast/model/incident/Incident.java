package org.holdfast.model.incident;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.holdfast.model.plan.Plan;
import org.holdfast.model.plan.StepResult;

/**
 * A change of owner and what came of it.
 *
 * @param number counts up in one history; what people quote
 * @param openedAt when it was noticed
 * @param closedAt when nothing more was to come; empty while it runs
 * @param state how it stands
 * @param plan why and what
 * @param steps what was done, in the order of their start
 * @param connections what became of each
 */
public record Incident(
        long number,
        Instant openedAt,
        Optional<Instant> closedAt,
        State state,
        Plan plan,
        List<StepResult> steps,
        List<IncidentConnection> connections) {

    public Incident {
        Objects.requireNonNull(openedAt, "openedAt");
        Objects.requireNonNull(closedAt, "closedAt");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(plan, "plan");
        steps = List.copyOf(steps);
        connections = List.copyOf(connections);
    }

    /** How an incident stands. */
    public enum State {
        /** The plan is being carried out. */
        RUNNING,
        /** Done, every planned connection continued or ended as planned. */
        DONE,
        /** Done, but something was lost. */
        DEGRADED,
        /** The plan could not be carried out. */
        FAILED
    }
}
