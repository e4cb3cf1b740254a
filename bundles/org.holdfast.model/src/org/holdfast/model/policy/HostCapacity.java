package org.holdfast.model.policy;

import java.util.Objects;
import org.holdfast.model.ownership.NodeId;

/**
 * What a host can hold.
 *
 * @param host which
 * @param services at most so many services at once, 0 or more
 * @param connections at most so many live connections at once when services come to it, 0 or more; new connections of
 *     the remote hosts aren't held back
 */
public record HostCapacity(NodeId host, int services, long connections) {

    public static final int ANY_SERVICES = Integer.MAX_VALUE;
    public static final long ANY_CONNECTIONS = Long.MAX_VALUE;

    public HostCapacity {
        Objects.requireNonNull(host, "host");
        if (services < 0 || connections < 0) {
            throw new IllegalArgumentException(host + " can't hold " + services + " services and " + connections
                    + " connections; choose 0 or more");
        }
    }

    /** A host of which nothing is said. */
    public static HostCapacity unlimited(NodeId host) {
        return new HostCapacity(host, ANY_SERVICES, ANY_CONNECTIONS);
    }
}
