package org.holdfast.policy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.holdfast.model.ownership.NodeId;

/**
 * What a decision must know of the time before its snapshot.
 *
 * @param aliveSince since when each member has been heard without a break; a member that is absent has been for longer
 *     than anybody remembers
 * @param takeovers takeovers after host failures, in any order
 */
public record Past(Map<NodeId, Instant> aliveSince, List<Takeover> takeovers) {

    /** Nothing has happened yet. */
    public static final Past NONE = new Past(Map.of(), List.of());

    public Past {
        aliveSince = Map.copyOf(aliveSince);
        takeovers = List.copyOf(takeovers);
    }

    /**
     * A service changed its owner because the one before had failed.
     *
     * @param service which
     * @param at when the plan was made
     */
    public record Takeover(String service, Instant at) {

        public Takeover {
            Objects.requireNonNull(service, "service");
            Objects.requireNonNull(at, "at");
        }
    }
}
