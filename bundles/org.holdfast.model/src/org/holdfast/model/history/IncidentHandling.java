package org.holdfast.model.history;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * A person acknowledges, resolves or opens an incident again, or says how bad it is.
 *
 * @param id unique
 * @param at when
 * @param incident its number
 * @param to how it is handled from now on
 * @param severity how bad it is from now on; empty to leave that as it is
 * @param by who
 */
public record IncidentHandling(UUID id, Instant at, long incident, Handling to, Optional<Severity> severity, String by)
        implements HistoryFact {

    public IncidentHandling {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(by, "by");
    }
}
