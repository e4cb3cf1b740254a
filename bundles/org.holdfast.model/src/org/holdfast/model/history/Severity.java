package org.holdfast.model.history;

/** How bad, the mildest first. */
public enum Severity {
    INFO,
    WARNING,
    CRITICAL
}
