package org.holdfast.model.history;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.holdfast.model.ownership.NodeId;

/**
 * A cache deleted a file of packets.
 *
 * @param id unique
 * @param at when
 * @param cache whose
 * @param number of the segment
 */
public record SegmentRemoval(UUID id, Instant at, NodeId cache, long number) implements HistoryFact {

    public SegmentRemoval {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(cache, "cache");
    }
}
