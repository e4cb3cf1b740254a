package org.holdfast.history.internal.connections;

import java.time.Instant;
import org.holdfast.model.tcp.ConnectionSummary;

/**
 * A connection that lives on.
 *
 * @param at when it was looked at
 */
record Living(ConnectionSummary summary, Instant at) {}
