package org.holdfast.model.history;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.holdfast.model.incident.Incident;
import org.holdfast.model.ownership.NodeId;

/**
 * A line about an incident.
 *
 * @param number what people quote
 * @param openedAt when it was noticed
 * @param closedAt when nothing more was to come; empty while it runs
 * @param title what it is about, for people
 * @param source who noticed it
 * @param severity how bad
 * @param handling how far people are with it
 * @param service name of the service; may be empty
 * @param node the host it is about; empty when it is about none
 * @param course how the change of owner went; empty when there was none
 * @param joinedInto number of the incident that took it in; empty when it stands for itself
 */
public record IncidentOverview(
        long number,
        Instant openedAt,
        Optional<Instant> closedAt,
        String title,
        IncidentEvent.Source source,
        Severity severity,
        Handling handling,
        String service,
        Optional<NodeId> node,
        Optional<Incident.State> course,
        Optional<Long> joinedInto) {

    public IncidentOverview {
        Objects.requireNonNull(openedAt, "openedAt");
        Objects.requireNonNull(closedAt, "closedAt");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(handling, "handling");
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(course, "course");
        Objects.requireNonNull(joinedInto, "joinedInto");
    }
}
