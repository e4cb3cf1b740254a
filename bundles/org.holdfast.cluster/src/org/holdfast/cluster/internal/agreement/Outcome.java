package org.holdfast.cluster.internal.agreement;

import java.util.Objects;

/** What came of a command that is committed. The same on all members. */
public sealed interface Outcome {

    /** It is done. */
    record Accepted() implements Outcome {}

    /**
     * It changed nothing.
     *
     * @param highest the epoch or version that stands in its way
     * @param why a clause for people: {@code beta owns it in epoch 4}
     */
    record Refused(long highest, String why) implements Outcome {

        public Refused {
            Objects.requireNonNull(why, "why");
        }
    }
}
