package org.holdfast.linux;

import java.net.InetAddress;
import java.util.List;

/**
 * An interface that libpcap can open here.
 *
 * @param name as {@code ip link} names it; {@code any} for all at once
 * @param description for people; empty when there is none
 * @param addresses its IP addresses
 * @param up whether it is administratively up
 * @param running whether it has a carrier
 * @param loopback whether it leads back to this host
 */
public record TapInterface(
        String name, String description, List<InetAddress> addresses, boolean up, boolean running, boolean loopback) {

    public TapInterface {
        addresses = List.copyOf(addresses);
    }
}
