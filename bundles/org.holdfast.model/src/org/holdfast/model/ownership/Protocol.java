package org.holdfast.model.ownership;

/** The "current protocol" of claim 9. */
public enum Protocol {
    TCP
}
