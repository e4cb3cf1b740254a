package org.holdfast.cache;

/** Which packets go when the packet memory is full. */
public enum Eviction {
    /** The oldest ones, whoever they belong to. */
    OLDEST_FIRST,

    /**
     * The oldest ones, but packets of living connections are stored again before theirs go, as far as they take no more
     * than half of the room that becomes free.
     */
    KEEP_LIVE
}
