package org.holdfast.model.ownership;

/** How a host tells its neighbours that an address is its own now: the ARP ownership policy of claim 9. */
public enum ArpPolicy {
    /** Gratuitous ARP, request and reply, when the address is taken. */
    GRATUITOUS,
    /** The address moves together with a MAC address of its own, so that neighbours have nothing to learn. */
    VIRTUAL_MAC,
    /** An ARP reply to each neighbour that is known, for networks that drop gratuitous ARP. */
    UNICAST_NOTIFY
}
