package org.holdfast.cache;

/**
 * What was noticed in one direction of a connection, beside its traffic.
 *
 * @param retransmittedSegments segments with bytes that had been captured before
 * @param outOfOrderSegments segments that came before bytes that precede them
 * @param keepAlives probes of an idle connection
 * @param zeroWindowProbes probes of a closed window
 * @param sackSegments segments with SACK blocks: something that this end awaits was lost or overtaken
 * @param congestionEchoes segments with ECE: this end was told of congestion by the network (RFC 3168 §6.1)
 * @param windowReductions segments with CWR: this end sends less because of that
 * @param conflictingBytes bytes that came twice with different content; the first copy is kept
 * @param damagedBytes the same, where the checksum of the later copy is wrong, so that its receiver drops it
 */
public record StreamCounts(
        long retransmittedSegments,
        long outOfOrderSegments,
        long keepAlives,
        long zeroWindowProbes,
        long sackSegments,
        long congestionEchoes,
        long windowReductions,
        long conflictingBytes,
        long damagedBytes) {

    /** Nothing out of the ordinary. */
    public static final StreamCounts NONE = new StreamCounts(0, 0, 0, 0, 0, 0, 0, 0, 0);
}
