package org.holdfast.history.internal.connections;

import java.time.Instant;
import org.holdfast.model.history.CaptureSample;
import org.holdfast.model.tcp.ConnectionSummary;

/** What waits for the writer. */
sealed interface Offer {

    record Closed(ConnectionSummary summary, Instant at) implements Offer {}

    record Lives(ConnectionSummary summary, Instant at) implements Offer {}

    record Heard(CaptureSample sample) implements Offer {}
}
