package org.holdfast.model.tcp;

/**
 * What was captured of one direction of a connection.
 *
 * @param packets segments, empty ones counted
 * @param payloadBytes bytes of payload, repeats included
 * @param retransmittedBytes bytes of payload that had been captured before
 * @param streamBytes contiguous bytes from the first one on
 * @param acknowledgedBytes bytes that the other end has acknowledged
 */
public record Traffic(
        long packets, long payloadBytes, long retransmittedBytes, long streamBytes, long acknowledgedBytes) {

    /** Nothing captured yet. */
    public static final Traffic NONE = new Traffic(0, 0, 0, 0, 0);
}
