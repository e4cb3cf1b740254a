package org.holdfast.model.history;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.holdfast.model.ownership.NodeId;

/**
 * A member of the cluster came or went.
 *
 * @param id unique
 * @param at when it was noticed
 * @param node which member
 * @param change what changed
 * @param detail how it was noticed, for people; may be empty
 * @param seenBy who noticed it
 */
public record MemberEvent(UUID id, Instant at, NodeId node, Change change, String detail, NodeId seenBy)
        implements HistoryFact {

    public MemberEvent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(change, "change");
        Objects.requireNonNull(detail, "detail");
        Objects.requireNonNull(seenBy, "seenBy");
    }

    /** What changed. */
    public enum Change {
        CAME,
        /** It said so itself. */
        LEFT,
        /** Silent to the one who notes it. */
        SUSPECTED,
        /** Silent to a majority. */
        DIED
    }
}
