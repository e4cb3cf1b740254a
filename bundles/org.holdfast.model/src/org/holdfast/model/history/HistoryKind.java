package org.holdfast.model.history;

/** Kinds of what is kept, as far as they have limits of their own. */
public enum HistoryKind {
    CONNECTIONS,
    OWNERSHIP,
    POLICIES,
    MEMBERS,
    DETECTIONS,
    PLANS,
    INCIDENTS,
    AUDIT,
    CAPTURE,
    SEGMENTS,
    CLOCK_JUMPS
}
