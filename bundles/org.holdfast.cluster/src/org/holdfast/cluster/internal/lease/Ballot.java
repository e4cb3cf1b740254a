package org.holdfast.cluster.internal.lease;

import java.util.Objects;

/**
 * A vote as it is stored.
 *
 * @param epoch in which epoch, at least 1
 * @param candidate for whom
 */
public record Ballot(long epoch, Candidate candidate) {

    public Ballot {
        if (epoch < 1) {
            throw new IllegalArgumentException("epochs begin with 1, not " + epoch);
        }
        Objects.requireNonNull(candidate, "candidate");
    }
}
