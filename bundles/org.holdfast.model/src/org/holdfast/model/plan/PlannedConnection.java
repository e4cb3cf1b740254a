package org.holdfast.model.plan;

import java.util.Objects;
import org.holdfast.model.net.FourTuple;
import org.holdfast.model.ownership.ContinuityMode;
import org.holdfast.model.tcp.Verdict;

/**
 * What a plan does to one connection.
 *
 * @param id the cache's number for it
 * @param tuple both ends
 * @param verdict what was known when the plan was made
 * @param mode how it is continued; {@link ContinuityMode#RESET} when the verdict isn't {@code survives}
 */
public record PlannedConnection(long id, FourTuple tuple, Verdict verdict, ContinuityMode mode) {

    public PlannedConnection {
        Objects.requireNonNull(tuple, "tuple");
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(mode, "mode");
    }
}
