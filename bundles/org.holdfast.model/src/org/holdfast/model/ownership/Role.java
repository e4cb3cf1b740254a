package org.holdfast.model.ownership;

/** What a host is to a service at this moment. */
public enum Role {
    /** It holds the lease, the addresses and the connections. */
    OWNER,
    /** It could take over. */
    STANDBY
}
