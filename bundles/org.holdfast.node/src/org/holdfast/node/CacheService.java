package org.holdfast.node;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.holdfast.model.cluster.ClusterView;
import org.holdfast.model.incident.Incident;
import org.holdfast.model.incident.IncidentStore;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.Service;
import org.holdfast.model.plan.Decision;
import org.holdfast.model.plan.Plan;
import org.holdfast.model.plan.Trigger;
import org.holdfast.model.policy.PolicySet;
import org.holdfast.model.tcp.ConnectionSummary;
import org.holdfast.policy.Planner;
import org.holdfast.policy.Simulation;
import org.holdfast.policy.Snapshot;

/**
 * A running cache node, as the console and the command line see it. All methods may be called from any thread; none
 * blocks for longer than a snapshot takes, unless it says so.
 */
public interface CacheService {

    /** Every tracked connection, at this moment, in the order of their first packets. */
    List<ConnectionSummary> connections();

    /** The cluster, at this moment. */
    ClusterView cluster();

    /** The applied policies. */
    PolicySet policies();

    /** The services of the applied policies. */
    default List<Service> services() {
        return policies().services();
    }

    /** All that a decision would stand on at this moment, for {@link Planner} and {@link Simulation}. */
    Snapshot snapshot();

    /** What the capture hears, at this moment. */
    CaptureHealth captureHealth();

    /** The history of incidents. Its methods may block on a disk. */
    IncidentStore incidents();

    /**
     * What would be done, without doing it: the very plan that {@link #carryOut} takes.
     *
     * @param trigger why
     * @param service name of a configured service
     * @param target who is to own it; for {@link Trigger#HOST_FAILURE} it is ignored, the policy names it
     */
    Decision simulate(Trigger trigger, String service, NodeId target);

    /**
     * Carries a plan out.
     *
     * @return completes with the closed incident when all is done; completes exceptionally only when the history can't
     *     be written
     */
    CompletableFuture<Incident> carryOut(Plan plan);

    void addListener(Listener listener);

    void removeListener(Listener listener);

    /** Hears what changes; called on threads of the node, so return soon. */
    interface Listener {

        /** A member, its state or an announcement changed. */
        default void clusterChanged(ClusterView view) {}

        /** An incident was opened, or a step or connection of it is new. */
        default void incidentChanged(Incident incident) {}
    }
}
