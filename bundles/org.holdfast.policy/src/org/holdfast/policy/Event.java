package org.holdfast.policy;

import java.util.List;
import java.util.Objects;
import org.holdfast.model.ownership.NodeId;

/** What a decision is asked for. */
public sealed interface Event {

    /**
     * A majority no longer hears a host.
     *
     * @param host which
     * @param evidence sentences for people
     */
    record HostFailed(NodeId host, List<String> evidence) implements Event {

        public HostFailed {
            Objects.requireNonNull(host, "host");
            evidence = List.copyOf(evidence);
        }
    }

    /**
     * An administrator wants a service moved.
     *
     * @param service which
     * @param target where to
     */
    record MigrationRequested(String service, NodeId target) implements Event {

        public MigrationRequested {
            Objects.requireNonNull(service, "service");
            Objects.requireNonNull(target, "target");
        }
    }

    /**
     * The home host of a service is well again: may it have the service back now? Asked again and again until it may.
     *
     * @param service which
     */
    record HomeReturned(String service) implements Event {

        public HomeReturned {
            Objects.requireNonNull(service, "service");
        }
    }
}
