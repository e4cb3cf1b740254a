package org.holdfast.model.plan;

import java.util.Objects;
import java.util.UUID;
import org.holdfast.model.net.FourTuple;
import org.holdfast.model.ownership.ContinuityMode;

/**
 * What became of one connection, as the failover host reports it.
 *
 * @param plan whose connection
 * @param connection the cache's number for it
 * @param tuple both ends
 * @param mode how it was to be continued
 * @param fate what became of it
 * @param reason why it was not continued; empty otherwise
 * @param comparedBytes outbound bytes of the copy that were held against what had been sent
 * @param differingBytes how many of them differed
 * @param firstDifference where and how they differed first, for people; empty when they didn't
 */
public record ConnectionOutcome(
        UUID plan,
        long connection,
        FourTuple tuple,
        ContinuityMode mode,
        Fate fate,
        String reason,
        long comparedBytes,
        long differingBytes,
        String firstDifference) {

    public ConnectionOutcome {
        Objects.requireNonNull(plan, "plan");
        Objects.requireNonNull(tuple, "tuple");
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(fate, "fate");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(firstDifference, "firstDifference");
    }

    /** What became of a connection. */
    public enum Fate {
        CONTINUED,
        /** Reset at once with the exact sequence number. */
        RESET,
        /** Neither: the attempt failed and the remote host wasn't told. */
        LOST
    }
}
