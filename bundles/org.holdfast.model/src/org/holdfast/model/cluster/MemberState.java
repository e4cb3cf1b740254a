package org.holdfast.model.cluster;

/** How a member is heard. */
public enum MemberState {
    /** Not heard since this node started. */
    UNKNOWN,
    ALIVE,
    /** Silent to this node, but not to a majority. */
    SUSPECTED,
    /** Silent to a majority of the voters. */
    DEAD
}
