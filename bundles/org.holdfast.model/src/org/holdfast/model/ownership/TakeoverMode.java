package org.holdfast.model.ownership;

/** Who decides that a failed host's service is taken over. */
public enum TakeoverMode {
    /** The policy alone. */
    AUTOMATIC,
    /** The policy proposes; an operator says yes within a time. */
    CONFIRMED,
    /** An operator orders it. */
    MANUAL
}
