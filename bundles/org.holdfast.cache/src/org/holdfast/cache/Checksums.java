package org.holdfast.cache;

/** What a cache does about the checksums of IPv4 and TCP. To look at them takes time for each byte. */
public enum Checksums {
    /**
     * Doesn't look, but where bytes came out of order or twice with different content: the captures of a sending host
     * are full of checksums that its network card has yet to compute.
     */
    IGNORE,
    /** Counts wrong ones and uses the segment. */
    COUNT,
    /** Counts wrong ones and leaves the frame out, as its receiver does. */
    DROP
}
