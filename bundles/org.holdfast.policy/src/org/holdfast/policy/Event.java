package org.holdfast.policy;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
     * An operator says yes to the takeover that the policy proposes.
     *
     * @param service which
     * @param by who
     */
    record TakeoverConfirmed(String service, String by) implements Event {

        public TakeoverConfirmed {
            Objects.requireNonNull(service, "service");
            Objects.requireNonNull(by, "by");
        }
    }

    /**
     * An operator orders that a service is taken over from a dead owner, whatever the policy says about when.
     *
     * @param service which
     * @param target where to; empty leaves it to the policy
     * @param by who
     */
    record TakeoverOrdered(String service, Optional<NodeId> target, String by) implements Event {

        public TakeoverOrdered {
            Objects.requireNonNull(service, "service");
            Objects.requireNonNull(target, "target");
            Objects.requireNonNull(by, "by");
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
     * An operator wants a living host emptied.
     *
     * @param host which
     * @param by who
     */
    record EvacuationRequested(NodeId host, String by) implements Event {

        public EvacuationRequested {
            Objects.requireNonNull(host, "host");
            Objects.requireNonNull(by, "by");
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
