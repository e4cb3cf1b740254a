package org.holdfast.model.tcp;

/** Which way bytes go, seen from the service. */
public enum Direction {
    /** From the remote host to the service. */
    INBOUND,
    /** From the service to the remote host. */
    OUTBOUND;

    public Direction opposite() {
        return this == INBOUND ? OUTBOUND : INBOUND;
    }
}
