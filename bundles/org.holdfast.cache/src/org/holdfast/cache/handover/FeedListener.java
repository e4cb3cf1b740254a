package org.holdfast.cache.handover;

/**
 * Hears how a feed goes, from which the policy makes verdicts. Called on one thread of the feed, one call after the
 * other, within a tenth of a second; a call that lasts delays the next ones and nothing else.
 */
public interface FeedListener {

    /**
     * The standby is connected.
     *
     * @param resumed connections of which it has a part already
     */
    default void connected(Subscription subscription, int resumed) {}

    /** The standby isn't connected any more, or couldn't be reached; it is tried again. Not repeated meanwhile. */
    default void disconnected(String reason) {}

    /**
     * The standby can't follow: more of a connection is missing there, or for longer, than the limits allow.
     *
     * @param backlogBytes captured and not had by the standby; may be 0 when only the state is old
     */
    default void standbyBehind(long id, long backlogBytes) {}

    /** A connection that was behind isn't any more, or has ended. */
    default void caughtUp(long id) {}

    /** A connection is fed from its first byte again, and why. */
    default void restarted(long id, String reason) {}

    /** A connection isn't fed any more, because the cache can't, and why. Never behind or caught up afterwards. */
    default void dropped(long id, String reason) {}

    /** A connection isn't fed any more, because the standby doesn't want it, and why. */
    default void givenUp(long id, String reason) {}

    /** Something else isn't as it should be. */
    default void problem(String text) {}
}
