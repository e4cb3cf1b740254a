package org.holdfast.model.history;

import java.time.Instant;
import java.util.Objects;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.tcp.ConnectionSummary;

/**
 * A connection as the history keeps it.
 *
 * @param cache who captured it
 * @param summary its last known summary
 * @param until when that was so: the end of the connection, or when it was last looked at
 * @param ending whether and how it ended
 */
public record ConnectionRecord(NodeId cache, ConnectionSummary summary, Instant until, Ending ending) {

    public ConnectionRecord {
        Objects.requireNonNull(cache, "cache");
        Objects.requireNonNull(summary, "summary");
        Objects.requireNonNull(until, "until");
        Objects.requireNonNull(ending, "ending");
    }

    /** Whether and how a connection ended. */
    public enum Ending {
        /** It lives, or lived when it was last looked at. */
        LIVES,
        CLOSED,
        /** The cache stopped before it. */
        UNSEEN
    }
}
