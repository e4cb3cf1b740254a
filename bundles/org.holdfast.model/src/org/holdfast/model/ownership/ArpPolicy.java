package org.holdfast.model.ownership;

/** How a host tells its neighbours that an address is its own now: the ARP ownership policy of claim 9. */
public enum ArpPolicy {
    /** Gratuitous ARP, request and reply, when the address is taken. */
    GRATUITOUS
}
