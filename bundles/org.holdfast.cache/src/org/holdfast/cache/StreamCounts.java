package org.holdfast.cache;

/**
 * What was noticed in one direction of a connection, beside its traffic.
 *
 * @param retransmittedSegments segments with bytes that had been captured before
 * @param outOfOrderSegments segments that came before bytes that precede them
 * @param keepAlives probes of an idle connection
 * @param zeroWindowProbes probes of a closed window
 * @param conflictingBytes bytes that came twice with different content; the first copy is kept
 * @param damagedBytes the same, where the checksum of the later copy is wrong, so that its receiver drops it
 */
public record StreamCounts(
        long retransmittedSegments,
        long outOfOrderSegments,
        long keepAlives,
        long zeroWindowProbes,
        long conflictingBytes,
        long damagedBytes) {

    /** Nothing out of the ordinary. */
    public static final StreamCounts NONE = new StreamCounts(0, 0, 0, 0, 0, 0);
}
