package org.holdfast.model.history;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * What a person wrote about an incident.
 *
 * @param id unique
 * @param at when
 * @param incident its number
 * @param by who
 * @param text what
 */
public record IncidentNote(UUID id, Instant at, long incident, String by, String text) implements HistoryFact {

    public IncidentNote {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(text, "text");
    }
}
