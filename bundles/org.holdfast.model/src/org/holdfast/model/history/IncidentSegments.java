package org.holdfast.model.history;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.holdfast.model.ownership.NodeId;

/**
 * Segments that hold packets of an incident's connections: they are kept as long as the incident.
 *
 * @param id unique
 * @param at when that was found
 * @param incident its number
 * @param cache whose segments
 * @param segments their numbers
 */
public record IncidentSegments(UUID id, Instant at, long incident, NodeId cache, List<Long> segments)
        implements HistoryFact {

    public IncidentSegments {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(cache, "cache");
        segments = List.copyOf(segments);
    }
}
