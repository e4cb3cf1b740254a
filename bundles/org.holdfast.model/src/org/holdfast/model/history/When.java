package org.holdfast.model.history;

import java.time.Instant;
import java.util.Objects;

/** The time that a question is about. */
public sealed interface When {

    /** All time. */
    static When ever() {
        return new Between(Instant.MIN, Instant.MAX);
    }

    /**
     * One moment. What lasts (connections, ownership, policies, incidents) is what lasted then; what happens is all
     * that had happened until then, the newest first.
     *
     * @param instant when
     */
    record At(Instant instant) implements When {
        public At {
            Objects.requireNonNull(instant, "instant");
        }
    }

    /**
     * A stretch of time. What lasts is all that lasted for any part of it.
     *
     * @param from begin
     * @param to end, exclusive
     */
    record Between(Instant from, Instant to) implements When {
        public Between {
            if (to.isBefore(from)) {
                throw new IllegalArgumentException("time from " + from + " to " + to + " ends before it begins");
            }
        }
    }
}
