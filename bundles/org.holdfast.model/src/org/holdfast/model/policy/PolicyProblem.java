package org.holdfast.model.policy;

import java.util.Objects;

/**
 * Something in a policy set that can't be meant, or that somebody should know.
 *
 * @param severity whether the set can be applied in spite of it
 * @param field where it stands, as in the node's file: {@code service[0].failover.hosts[1]}
 * @param sentence what is wrong and what to do
 */
public record PolicyProblem(Severity severity, String field, String sentence) {

    public PolicyProblem {
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(sentence, "sentence");
    }

    @Override
    public String toString() {
        return field + ": " + sentence;
    }

    /** Whether it can be applied. */
    public enum Severity {
        /** It can't be applied. */
        ERROR,
        /** It can, but not all will be as somebody may expect. */
        WARNING
    }
}
