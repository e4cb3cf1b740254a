package org.holdfast.cache.handover;

import java.time.Duration;

/**
 * Bounds of what a standby takes.
 *
 * @param connectionWindow bytes of one connection that may come beyond what its application took, as told by
 *     {@link FeedReceiver#consumed}; 0 when what the sink took counts as taken by the application
 * @param connections taken at most
 * @param silence of the cache after which the connection to it is given up; several of its heartbeats
 */
public record ReceiverLimits(long connectionWindow, int connections, Duration silence) {

    public ReceiverLimits {
        if (connectionWindow < 0 || connections < 1 || !silence.isPositive()) {
            throw new IllegalArgumentException("a window of " + connectionWindow + " bytes, " + connections
                    + " connections, silence of " + silence);
        }
    }
}
