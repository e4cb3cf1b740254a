package org.holdfast.model.ownership;

/** How the application on the failover host gets to the point of failure. */
public enum ContinuityMode {
    /** Its copy is fed the stored inbound bytes from the first one. */
    REPLAY,
    /** Nothing is continued: remote hosts are told at once, with the exact sequence number, and connect again. */
    RESET
}
