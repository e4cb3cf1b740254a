package org.holdfast.model.history;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.holdfast.model.ownership.NodeId;

/**
 * A failure detector made up its mind.
 *
 * @param id unique
 * @param at when
 * @param node of whom
 * @param finding what it found
 * @param silence how long the host had been silent then
 * @param evidence what it stood on, sentences for people
 * @param by who detected
 * @param incident number of the incident that it led to; empty when it led to none
 */
public record Detection(
        UUID id,
        Instant at,
        NodeId node,
        Finding finding,
        Duration silence,
        List<String> evidence,
        NodeId by,
        Optional<Long> incident)
        implements HistoryFact {

    public Detection {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(finding, "finding");
        Objects.requireNonNull(silence, "silence");
        evidence = List.copyOf(evidence);
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(incident, "incident");
    }

    /** What was found. */
    public enum Finding {
        DEAD,
        /** It had been suspected, but lives. */
        FALSE_ALARM
    }
}
