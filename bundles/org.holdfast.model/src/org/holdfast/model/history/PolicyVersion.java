package org.holdfast.model.history;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.holdfast.model.ownership.Service;

/**
 * The services with their policies from a moment on, until the next version.
 *
 * @param id unique
 * @param at when it came into force
 * @param version counts up
 * @param by who changed it
 * @param why why, for people; may be empty
 * @param services all services then
 */
public record PolicyVersion(UUID id, Instant at, long version, String by, String why, List<Service> services)
        implements HistoryFact {

    public PolicyVersion {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(why, "why");
        services = List.copyOf(services);
    }
}
