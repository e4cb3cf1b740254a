package org.holdfast.model.ownership;

/** How the output of the failover host's copy is held against what the remote host had been sent. */
public enum OutputComparison {
    /** Every byte is equal, or the connection is not continued. */
    EXACT,
    /** Lengths agree; bytes that differ (an HTTP {@code Date}) are counted, shown, and accepted. */
    LENGTH_ONLY
}
