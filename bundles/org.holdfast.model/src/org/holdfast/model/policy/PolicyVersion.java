package org.holdfast.model.policy;

import java.time.Instant;
import java.util.Objects;

/**
 * A policy set that was applied, and by whom.
 *
 * @param number 0 for what the nodes' files said at the first start; each applied set has the next one
 * @param author who applied it
 * @param at when
 * @param note why, in the author's words; may be empty
 * @param policies the set
 */
public record PolicyVersion(long number, String author, Instant at, String note, PolicySet policies) {

    public PolicyVersion {
        Objects.requireNonNull(author, "author");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(note, "note");
        Objects.requireNonNull(policies, "policies");
        if (number < 0) {
            throw new IllegalArgumentException("policy version " + number + " is negative");
        }
    }
}
