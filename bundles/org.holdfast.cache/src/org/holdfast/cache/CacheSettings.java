package org.holdfast.cache;

import java.util.Objects;

/**
 * How a connection cache works.
 *
 * @param limits of the packet memory
 * @param proofs whether it is computed what each stream carried (SHA-256, and block digests of the service's), as a
 *     hand-over and a report need it
 * @param overLimit connections that are over and stay listed; of more, those that ended first are dropped
 * @param unconfirmedLimit connections of which only one side was heard, as in a flood of SYNs; of more, the oldest are
 *     dropped
 */
public record CacheSettings(Limits limits, boolean proofs, int overLimit, int unconfirmedLimit) {

    /** For a cluster that is watched. */
    public static final CacheSettings LIVE = new CacheSettings(Limits.DEFAULT, true, 10_000, 262_144);

    /** For a capture file: nothing is dropped, nothing is stored again. */
    public static final CacheSettings FILE =
            new CacheSettings(Limits.DEFAULT, false, Integer.MAX_VALUE, Integer.MAX_VALUE);

    public CacheSettings {
        Objects.requireNonNull(limits, "limits");
        if (overLimit < 0 || unconfirmedLimit < 1) {
            throw new IllegalArgumentException(
                    "limits of connections are 0, 1 or more, not " + overLimit + " and " + unconfirmedLimit);
        }
    }

    public CacheSettings withLimits(Limits newLimits) {
        return new CacheSettings(newLimits, proofs, overLimit, unconfirmedLimit);
    }

    public CacheSettings withProofs(boolean computed) {
        return new CacheSettings(limits, computed, overLimit, unconfirmedLimit);
    }
}
