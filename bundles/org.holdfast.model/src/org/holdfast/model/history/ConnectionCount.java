package org.holdfast.model.history;

import java.util.Objects;
import org.holdfast.model.tcp.Verdict;

/**
 * How many finished connections of a service had a verdict.
 *
 * @param service name of the service; may be empty
 * @param verdict the last one before the end
 * @param connections how many
 */
public record ConnectionCount(String service, Verdict.Reason verdict, long connections) {

    public ConnectionCount {
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(verdict, "verdict");
    }
}
