package org.holdfast.cache.handover;

import java.util.Set;

/**
 * Which connections a standby wants to be fed: all of some services, and single ones.
 *
 * @param services names of services, at most 200 of at most 255 characters
 * @param connections numbers given by the cache, at most 10,000
 */
public record Subscription(Set<String> services, Set<Long> connections) {

    /** Nothing at all. */
    public static final Subscription NONE = new Subscription(Set.of(), Set.of());

    private static final int MOST_SERVICES = 200;
    private static final int LONGEST_NAME = 255;
    private static final int MOST_CONNECTIONS = 10_000;

    public Subscription {
        services = Set.copyOf(services);
        connections = Set.copyOf(connections);
        if (services.size() > MOST_SERVICES || connections.size() > MOST_CONNECTIONS) {
            throw new IllegalArgumentException("a subscription names at most " + MOST_SERVICES + " services and "
                    + MOST_CONNECTIONS + " connections, not " + services.size() + " and " + connections.size());
        }
        for (String name : services) {
            if (name.isEmpty() || name.length() > LONGEST_NAME) {
                throw new IllegalArgumentException(
                        "a service's name has 1 to " + LONGEST_NAME + " characters, not " + name.length());
            }
        }
    }

    /** All connections of some services. */
    public static Subscription ofServices(String... names) {
        return new Subscription(Set.of(names), Set.of());
    }

    /** @param service of the connection, or empty */
    public boolean selects(long id, String service) {
        return services.contains(service) || connections.contains(id);
    }
}
