package org.holdfast.model.policy;

import java.time.Instant;
import java.util.Objects;

/**
 * Somebody works on a host or a service. A host in maintenance is given nothing; what it still owns is taken over if it
 * fails. A service in maintenance changes its owner only when an operator orders it.
 *
 * @param subject what kind of thing is worked on
 * @param name of the host or service
 * @param reason why, for the others; not blank
 * @param author who said so; not blank
 * @param until from then on it counts no more, whether or not anybody ended it
 */
public record Maintenance(Subject subject, String name, String reason, String author, Instant until) {

    public Maintenance {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(until, "until");
        if (name.isBlank() || reason.isBlank() || author.isBlank()) {
            throw new IllegalArgumentException(
                    "maintenance needs the name of a host or service, a reason and an author");
        }
    }

    /** Whether it still counts. */
    public boolean holdsAt(Instant moment) {
        return moment.isBefore(until);
    }

    /** What is worked on. */
    public enum Subject {
        HOST,
        SERVICE
    }
}
