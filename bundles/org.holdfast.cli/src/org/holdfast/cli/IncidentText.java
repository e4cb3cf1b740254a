package org.holdfast.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.holdfast.model.incident.Incident;
import org.holdfast.model.incident.IncidentConnection;
import org.holdfast.model.plan.StepResult;

/** An incident as lines of text. */
final class IncidentText {

    private IncidentText() {}

    /** One line. */
    static String line(Incident incident) {
        return "%d  %s  %s  %s"
                .formatted(
                        incident.number(),
                        incident.openedAt(),
                        incident.state().name().toLowerCase(Locale.ROOT),
                        incident.plan().summary());
    }

    /** All of it. */
    static List<String> lines(Incident incident) {
        List<String> lines = new ArrayList<>();
        lines.add("incident " + line(incident));
        incident.plan().evidence().forEach(evidence -> lines.add("  because " + evidence));
        for (StepResult step : incident.steps()) {
            lines.add("  %9s  %-12s %-6s %6s ms  %s%s"
                    .formatted(
                            "+" + millis(Duration.between(incident.openedAt(), step.startedAt())),
                            step.kind().label(),
                            step.by(),
                            millis(step.took()),
                            step.outcome() == StepResult.Outcome.FAILED ? "FAILED: " : "",
                            step.detail()));
        }
        for (IncidentConnection connection : incident.connections()) {
            lines.add("  connection %s: %s%s%s"
                    .formatted(
                            connection.outcome().tuple(),
                            connection.outcome().fate().name().toLowerCase(Locale.ROOT),
                            connection
                                    .stall()
                                    .map(stall -> ", stall " + millis(stall) + " ms")
                                    .orElse(""),
                            connection.outcome().reason().isEmpty()
                                    ? ""
                                    : ": " + connection.outcome().reason()));
            lines.add("    outbound at failure %d bytes, SHA-256 %s"
                    .formatted(
                            connection.outboundAtFailure().bytes(),
                            connection.outboundAtFailure().sha256()));
            connection
                    .outboundAtEnd()
                    .ifPresent(end ->
                            lines.add("    outbound at end %d bytes, SHA-256 %s".formatted(end.bytes(), end.sha256())));
        }
        return lines;
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
