package org.holdfast.cache.internal.wire;

/**
 * How far a standby has a connection, told when it is connected again.
 *
 * @param id of the connection
 * @param inboundBytes that its sink took
 * @param consumedBytes of them that its application took
 * @param blocks full blocks of the outbound stream whose digests it has
 * @param ends which ends it knows: bit n is set for the {@link org.holdfast.cache.handover.StreamEnd} of ordinal n
 * @param givenUp why it wants no more of the connection; empty when it does
 */
public record ResumePoint(long id, long inboundBytes, long consumedBytes, int blocks, int ends, String givenUp) {

    /** Bytes of the longest one. */
    static final int LARGEST = 8 + 8 + 8 + 4 + 1 + 2 + Texts.LARGEST_REASON;

    public ResumePoint {
        if (inboundBytes < 0 || consumedBytes < 0 || consumedBytes > inboundBytes || blocks < 0 || ends < 0) {
            throw new IllegalArgumentException("connection " + id + " can't be resumed at " + inboundBytes + " bytes, "
                    + consumedBytes + " of them consumed, " + blocks + " blocks, ends " + ends);
        }
    }
}
