package org.holdfast.cache;

import java.net.InetAddress;
import java.util.List;

/**
 * An interface that can be captured on.
 *
 * @param name as {@code ip link} names it
 * @param description what the system says of it, for people; empty when it says nothing
 * @param addresses its IP addresses, in the order in which the system lists them
 * @param up whether it is administratively up
 * @param running whether it has a carrier
 * @param loopback whether it leads back to this machine
 */
public record CaptureInterface(
        String name, String description, List<InetAddress> addresses, boolean up, boolean running, boolean loopback) {

    public CaptureInterface {
        addresses = List.copyOf(addresses);
    }
}
