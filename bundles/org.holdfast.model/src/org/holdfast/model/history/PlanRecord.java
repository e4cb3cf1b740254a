package org.holdfast.model.history;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.holdfast.model.plan.Plan;
import org.holdfast.model.plan.Trigger;

/**
 * A decision of the policy, also one that was only simulated or was a refusal.
 *
 * @param id unique
 * @param at when it was made
 * @param purpose what it was made for
 * @param trigger why
 * @param service name of the service
 * @param plan what was planned; empty for a refusal
 * @param refusal why nothing was planned, sentences for people; empty when there is a plan
 * @param by who asked; empty when nobody did
 * @param incident number of the incident that it belongs to; empty without one
 */
public record PlanRecord(
        UUID id,
        Instant at,
        Purpose purpose,
        Trigger trigger,
        String service,
        Optional<Plan> plan,
        List<String> refusal,
        String by,
        Optional<Long> incident)
        implements HistoryFact {

    public PlanRecord {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(trigger, "trigger");
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(plan, "plan");
        refusal = List.copyOf(refusal);
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(incident, "incident");
        if (plan.isEmpty() == refusal.isEmpty()) {
            throw new IllegalArgumentException("a decision is either a plan or a refusal with reasons");
        }
    }

    /** What a decision was made for. */
    public enum Purpose {
        CARRY_OUT,
        SIMULATION,
        DRILL
    }
}
