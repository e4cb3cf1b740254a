package org.holdfast.model.history;

/** How far people are with an incident. */
public enum Handling {
    OPEN,
    /** Somebody looks after it. */
    ACKNOWLEDGED,
    /** Nothing more is to be done. */
    RESOLVED
}
