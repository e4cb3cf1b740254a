package org.holdfast.cache.internal.decode;

/** What a decoder does about the checksums of IPv4 and TCP. */
public enum Checksums {
    /** Doesn't look: the captures of a sending host are full of checksums that its network card has yet to compute. */
    IGNORE,
    /** Counts wrong ones and uses the segment. */
    COUNT,
    /** Counts wrong ones and returns that outcome instead of {@link Outcome#TCP}. */
    DROP
}
