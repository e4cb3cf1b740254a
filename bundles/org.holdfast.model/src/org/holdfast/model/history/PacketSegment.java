package org.holdfast.model.history;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.holdfast.model.ownership.NodeId;

/**
 * A file of packets that a cache has finished.
 *
 * @param id unique
 * @param cache whose
 * @param number counts up in one cache
 * @param file its name in the cache's directory of segments
 * @param first time of its first packet
 * @param last time of its last packet
 * @param bytes length of the file
 * @param packets how many
 */
public record PacketSegment(
        UUID id, NodeId cache, long number, String file, Instant first, Instant last, long bytes, long packets)
        implements HistoryFact {

    public PacketSegment {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(cache, "cache");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(last, "last");
        if (bytes < 0 || packets < 0) {
            throw new IllegalArgumentException("a segment has no negative size: " + bytes + " B, " + packets);
        }
    }

    @Override
    public Instant at() {
        return last;
    }
}
