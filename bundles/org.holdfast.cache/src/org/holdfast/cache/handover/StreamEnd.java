package org.holdfast.cache.handover;

/** How a direction, or the whole connection, came to its end on the wire. */
public enum StreamEnd {
    /** The remote host's FIN, after all of its bytes. */
    INBOUND_FIN,
    /** The service's FIN, after all of its bytes. */
    OUTBOUND_FIN,
    /** A valid RST, from either end. */
    RESET
}
