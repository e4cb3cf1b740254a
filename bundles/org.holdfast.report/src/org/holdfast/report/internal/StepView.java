package org.holdfast.report.internal;

import java.time.Duration;
import org.holdfast.model.incident.Incident;
import org.holdfast.model.plan.StepResult;

/**
 * One step of an incident, as texts.
 *
 * @param label its name
 * @param meaning what it does
 * @param start from the opening of the incident
 * @param duration how long it took
 * @param by the node that did it
 * @param done whether it succeeded
 * @param detail what was done or why it failed
 */
public record StepView(
        String label, String meaning, String start, String duration, String by, boolean done, String detail) {

    static StepView of(StepResult step, Incident incident) {
        return new StepView(
                step.kind().label(),
                step.kind().meaning(),
                Format.offset(Duration.between(incident.openedAt(), step.startedAt())),
                Format.duration(step.took()),
                step.by().name(),
                step.outcome() == StepResult.Outcome.DONE,
                Format.text(step.detail()));
    }
}
