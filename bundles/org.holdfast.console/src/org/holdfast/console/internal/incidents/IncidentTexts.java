package org.holdfast.console.internal.incidents;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.holdfast.console.internal.Messages;
import org.holdfast.console.internal.ui.Formats;
import org.holdfast.model.incident.Incident;
import org.holdfast.model.incident.IncidentConnection;
import org.holdfast.model.incident.StreamProof;
import org.holdfast.model.plan.ConnectionOutcome;
import org.holdfast.model.plan.Plan;
import org.holdfast.model.plan.StepResult;

/**
 * An incident in words.
 *
 * @param formats numbers and times
 */
record IncidentTexts(Formats formats) {

    private static final int SHORT_HASH = 12;

    static String word(Incident.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    static String word(ConnectionOutcome.Fate fate) {
        return fate.name().toLowerCase(Locale.ROOT);
    }

    static String word(StepResult.Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    /** {@code web: alpha → beta after host failure}; how many connections stands in a column of its own. */
    static String what(Incident incident) {
        Plan plan = incident.plan();
        return Messages.bind(
                Messages.incident_what,
                plan.service().name(),
                plan.from(),
                plan.to(),
                plan.trigger().label());
    }

    static String meaning(Incident.State state) {
        return switch (state) {
            case RUNNING -> Messages.incident_running;
            case DONE -> Messages.incident_done;
            case DEGRADED -> Messages.incident_degraded;
            case FAILED -> Messages.incident_failed;
        };
    }

    /** {@code 2 of 3}: of all planned ones, known or not. */
    String continued(Incident incident) {
        long continued = incident.connections().stream()
                .filter(c -> c.outcome().fate() == ConnectionOutcome.Fate.CONTINUED)
                .count();
        return Messages.bind(
                Messages.incident_continued,
                formats.count(continued),
                formats.count(incident.plan().connections().size()));
    }

    String longestStall(Incident incident) {
        return incident.connections().stream()
                .flatMap(c -> c.stall().stream())
                .max(Duration::compareTo)
                .map(formats::duration)
                .orElse("");
    }

    /** When a step began, counted from the opening: {@code +31 ms}. */
    String offset(Incident incident, StepResult step) {
        Duration since = Duration.between(incident.openedAt(), step.startedAt());
        return (since.isNegative() ? "−" : "+") + formats.duration(since.abs());
    }

    String stall(IncidentConnection connection) {
        return connection.stall().map(formats::duration).orElse("");
    }

    /** Why it came so, and how its output compared. */
    String account(IncidentConnection connection) {
        ConnectionOutcome outcome = connection.outcome();
        if (!outcome.reason().isEmpty()) {
            return outcome.reason();
        }
        return outcome.differingBytes() == 0
                ? Messages.bind(Messages.incident_compared, formats.count(outcome.comparedBytes()))
                : Messages.bind(
                        Messages.incident_differed,
                        formats.count(outcome.comparedBytes()),
                        formats.count(outcome.differingBytes()),
                        outcome.firstDifference());
    }

    /** {@code 1,204,224 B 3fa9c0d1…}. */
    String proof(StreamProof proof) {
        return Messages.bind(
                Messages.incident_proof,
                formats.count(proof.bytes()),
                proof.sha256().substring(0, SHORT_HASH));
    }

    String proof(Optional<StreamProof> proof) {
        return proof.map(this::proof).orElse("");
    }

    String wholeProof(Optional<StreamProof> proof) {
        return proof.map(p -> Messages.bind(Messages.incident_wholeProof, formats.count(p.bytes()), p.sha256()))
                .orElse("");
    }
}
