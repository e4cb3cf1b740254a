package org.holdfast.model.history;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * An action of a person or of a program in a person's name.
 *
 * @param id unique
 * @param at when it was asked for
 * @param who the user
 * @param role in which role
 * @param from from where: an address or a console
 * @param action what: the name of the action
 * @param target to what: a service, host, incident or file; may be empty
 * @param result how it ended
 * @param detail why it ended so, for people; may be empty
 * @param commandLine what one would type to do the same; may be empty
 */
public record AuditEntry(
        UUID id,
        Instant at,
        String who,
        String role,
        String from,
        String action,
        String target,
        Result result,
        String detail,
        String commandLine)
        implements HistoryFact {

    public AuditEntry {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(who, "who");
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(result, "result");
        Objects.requireNonNull(detail, "detail");
        Objects.requireNonNull(commandLine, "commandLine");
    }

    /** How an action ended. */
    public enum Result {
        DONE,
        /** It wasn't allowed or not possible, and nothing was changed. */
        REFUSED,
        /** It was begun and didn't succeed. */
        FAILED
    }
}
