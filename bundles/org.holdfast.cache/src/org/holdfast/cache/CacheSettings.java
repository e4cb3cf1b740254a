package org.holdfast.cache;

import java.time.Duration;
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
 * @param trackedLimit connections that aren't over; of a sixteenth more, those that were silent for longest are dropped
 * @param idleAge how long a connection may be silent before it is dropped
 * @param checksums what is done about wrong ones
 */
public record CacheSettings(
        Limits limits,
        boolean proofs,
        int overLimit,
        int unconfirmedLimit,
        int trackedLimit,
        Duration idleAge,
        Checksums checksums) {

    /** For a cluster that is watched. */
    public static final CacheSettings LIVE =
            new CacheSettings(Limits.DEFAULT, true, 10_000, 262_144, 1_000_000, Duration.ofDays(60), Checksums.IGNORE);

    /** For a capture file: nothing is dropped, nothing is stored again. */
    public static final CacheSettings FILE = new CacheSettings(
            Limits.DEFAULT,
            false,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            Duration.ofSeconds(Long.MAX_VALUE),
            Checksums.IGNORE);

    public CacheSettings {
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(checksums, "checksums");
        if (overLimit < 0 || unconfirmedLimit < 1 || trackedLimit < 1) {
            throw new IllegalArgumentException("limits of connections are 0, 1, 1 or more, not " + overLimit + ", "
                    + unconfirmedLimit + " and " + trackedLimit);
        }
        if (!idleAge.isPositive()) {
            throw new IllegalArgumentException("a connection may be silent for longer than " + idleAge);
        }
    }

    public CacheSettings withLimits(Limits newLimits) {
        return new CacheSettings(newLimits, proofs, overLimit, unconfirmedLimit, trackedLimit, idleAge, checksums);
    }

    public CacheSettings withProofs(boolean computed) {
        return new CacheSettings(limits, computed, overLimit, unconfirmedLimit, trackedLimit, idleAge, checksums);
    }

    /** With other limits of connections that nobody ends: see the components of these names. */
    public CacheSettings withConnections(int newOverLimit, int newUnconfirmedLimit) {
        return new CacheSettings(limits, proofs, newOverLimit, newUnconfirmedLimit, trackedLimit, idleAge, checksums);
    }

    /** With other bounds of connections that are silent: see the components of these names. */
    public CacheSettings withIdle(int newTrackedLimit, Duration newIdleAge) {
        return new CacheSettings(limits, proofs, overLimit, unconfirmedLimit, newTrackedLimit, newIdleAge, checksums);
    }

    public CacheSettings withChecksums(Checksums newChecksums) {
        return new CacheSettings(limits, proofs, overLimit, unconfirmedLimit, trackedLimit, idleAge, newChecksums);
    }
}
