package org.holdfast.cluster.internal.lease;

import java.time.Duration;
import java.util.Objects;

/** What a voter says to a candidate. */
public sealed interface VoteAnswer {

    /** Yes, in this epoch and for this life. */
    record Granted() implements VoteAnswer {}

    /**
     * Not yet: ask again after that time.
     *
     * @param remaining by the voter's clock
     * @param why a clause for people: {@code promise to alpha still runs}
     */
    record Wait(Duration remaining, String why) implements VoteAnswer {

        public Wait {
            Objects.requireNonNull(remaining, "remaining");
            Objects.requireNonNull(why, "why");
        }
    }

    /**
     * Not in this epoch.
     *
     * @param highest the largest epoch that the voter knows
     * @param why a clause for people
     */
    record Refused(long highest, String why) implements VoteAnswer {

        public Refused {
            Objects.requireNonNull(why, "why");
        }
    }
}
