package org.holdfast.cache.handover;

/**
 * How far one connection is fed.
 *
 * @param capturedBytes of the inbound stream, known to the feed
 * @param sentBytes of them
 * @param takenBytes of them, by the standby
 * @param consumedBytes of them, by its application
 * @param stateTaken whether the standby has the newest control block
 * @param behind whether the limits are exceeded
 */
public record FeedPosition(
        long capturedBytes, long sentBytes, long takenBytes, long consumedBytes, boolean stateTaken, boolean behind) {

    /** Whether the standby has all that was captured. */
    public boolean isComplete() {
        return stateTaken && takenBytes == capturedBytes;
    }
}
