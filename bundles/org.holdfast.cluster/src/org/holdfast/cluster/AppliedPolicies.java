package org.holdfast.cluster;

import java.time.Instant;
import java.util.Objects;

/**
 * Policies on which a majority has agreed.
 *
 * @param version counted from 1; the next one is larger by 1
 * @param document all policies, in the form that those who apply and read them agree on
 * @param author who applied them
 * @param at when, by the author's clock
 */
public record AppliedPolicies(long version, String document, String author, Instant at) {

    public AppliedPolicies {
        Objects.requireNonNull(document, "document");
        Objects.requireNonNull(author, "author");
        Objects.requireNonNull(at, "at");
    }
}
