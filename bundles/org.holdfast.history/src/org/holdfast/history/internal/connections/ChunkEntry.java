package org.holdfast.history.internal.connections;

import java.time.Instant;
import org.holdfast.model.ownership.NodeId;

/**
 * A chunk as a reader sees it.
 *
 * @param number its number
 * @param cache whose connections
 * @param rows how many
 * @param firstUntil the earliest end of a connection in it
 * @param isSealed whether it has sketches
 */
record ChunkEntry(long number, NodeId cache, int rows, Instant firstUntil, boolean isSealed) {}
