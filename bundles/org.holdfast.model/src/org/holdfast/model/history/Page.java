package org.holdfast.model.history;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A part of an answer.
 *
 * @param items in the order that the question promises
 * @param next what to ask with for the following ones; empty when there are no more. A page may be short, even empty,
 *     and still have a next one: then the search stopped after so many rows, so that it doesn't take too long
 */
public record Page<T>(List<T> items, Optional<String> next) {

    public Page {
        items = List.copyOf(items);
        Objects.requireNonNull(next, "next");
    }

    /**
     * Which part of an answer is wanted.
     *
     * @param limit at most so many items, 1 to {@value #LARGEST}
     * @param after {@link Page#next} of the page before; empty for the first one
     */
    public record Request(int limit, Optional<String> after) {

        public static final int LARGEST = 10_000;

        public Request {
            if (limit < 1 || limit > LARGEST) {
                throw new IllegalArgumentException("limit " + limit + " is not 1 to " + LARGEST);
            }
            Objects.requireNonNull(after, "after");
        }

        /** The first items. */
        public static Request first(int limit) {
            return new Request(limit, Optional.empty());
        }
    }
}
