package org.holdfast.history.internal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.holdfast.model.incident.Incident;
import org.holdfast.model.plan.Plan;
import org.holdfast.model.plan.StepResult;

/** Cuts times to the microsecond that databases keep, so that what is read equals what was said to be written. */
public final class Precision {

    private Precision() {}

    /** The incident as it will be read again. */
    public static Incident asStored(long number, Incident incident) {
        return new Incident(
                number,
                cut(incident.openedAt()),
                incident.closedAt().map(Precision::cut),
                incident.state(),
                plan(incident.plan()),
                incident.steps().stream().map(Precision::step).toList(),
                incident.connections());
    }

    private static Plan plan(Plan plan) {
        return new Plan(
                plan.id(),
                cut(plan.madeAt()),
                plan.trigger(),
                plan.evidence(),
                plan.service(),
                plan.from(),
                plan.to(),
                plan.epoch(),
                plan.connections());
    }

    private static StepResult step(StepResult step) {
        return new StepResult(
                step.plan(), step.kind(), step.by(), cut(step.startedAt()), step.took(), step.outcome(), step.detail());
    }

    private static Instant cut(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS);
    }
}
