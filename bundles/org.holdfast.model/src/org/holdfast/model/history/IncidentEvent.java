package org.holdfast.model.history;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.holdfast.model.ownership.NodeId;

/**
 * Something that makes an incident or belongs to one. It joins the incident that it names; without one it joins the
 * newest unresolved incident of the same service or host that had an event within ten minutes; otherwise it opens one.
 *
 * @param id unique
 * @param at when it was noticed
 * @param source who noticed it
 * @param kind what it is
 * @param severity how bad; an incident is as bad as its worst event
 * @param service name of the service it is about; may be empty
 * @param node the host it is about; empty when it is about none
 * @param sentence what happened, for people
 * @param evidence what it stands on, sentences for people
 * @param incident number of the incident to join; empty to let the history find it
 */
public record IncidentEvent(
        UUID id,
        Instant at,
        Source source,
        Kind kind,
        Severity severity,
        String service,
        Optional<NodeId> node,
        String sentence,
        List<String> evidence,
        Optional<Long> incident)
        implements HistoryFact {

    public IncidentEvent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(sentence, "sentence");
        evidence = List.copyOf(evidence);
        Objects.requireNonNull(incident, "incident");
    }

    /** Who noticed it. */
    public enum Source {
        DETECTION,
        ADMINISTRATOR,
        /** The cache's own watch over the wire. */
        WATCH
    }

    /** What it is. */
    public enum Kind {
        HOST_FAILURE,
        /** Two hosts send from one owned address. */
        TWO_CLAIMANTS,
        /** Bytes were acknowledged but never captured. */
        GAP,
        /** The mirror port delivers nothing. */
        SILENT_TAP,
        STANDBY_DIVERGED,
        DRILL,
        OTHER
    }
}
