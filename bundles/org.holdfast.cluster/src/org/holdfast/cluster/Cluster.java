package org.holdfast.cluster;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.holdfast.cluster.config.NodeConfig;
import org.holdfast.cluster.internal.ClusterNode;
import org.holdfast.cluster.security.Permission;
import org.holdfast.cluster.security.SecureSockets;
import org.holdfast.model.cluster.ClusterView;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.Ownership;

/** This node's membership in the cluster. All methods may be called from any thread. */
public interface Cluster extends AutoCloseable {

    /**
     * Starts heartbeats and messages. Returns at once; members that are away are found when they come.
     *
     * @throws ClusterException when a port can't be bound or the stored votes can't be read
     */
    static Cluster join(NodeConfig config) throws ClusterException {
        return ClusterNode.join(config);
    }

    NodeId self();

    /** What this node knows now. */
    ClusterView view();

    /**
     * Broadcasts what this node is and owns, now (claims 7, 8); it is remembered and sent again to whoever solicits and
     * to every member that appears.
     *
     * @param hostAddresses addresses that stay with the host
     * @param ownerships one for each service that the node could own; empty for a cache
     */
    void announce(List<InetAddress> hostAddresses, List<Ownership> ownerships);

    /** Asks all others for their ownership (claims 5, 14). Done by itself when the node joins or a member appears. */
    void solicit();

    /**
     * Has it agreed on that this node owns a service in a new epoch, and asks the voters for the lease. Voters whose promise
     * to another owner still runs are asked again when it has run out.
     *
     * @param service name of a configured service
     * @param epoch larger than {@link #knownEpoch(String)}; an epoch belongs to one life of one node
     * @return completes when the first lease is valid, after the first {@link Listener#leaseRenewed}; exceptionally with a
     *     {@link ClusterException} when a majority knows this epoch or a larger one, or when there was no majority within
     *     10 seconds. Completed on a thread of its own, so that dependents may block
     */
    CompletableFuture<Void> acquire(String service, long epoch);

    /**
     * Gives a lease up, so that the next owner needn't wait until it has run out. The caller has fenced itself before: no
     * packet may leave from the service's addresses any more. Returns when the claim has stopped; the voters are told
     * afterwards. Without a lease nothing happens.
     */
    void release(String service);

    /** Largest epoch agreed on, seen or voted for; 0 before the first owner. */
    long knownEpoch(String service);

    /**
     * Who leads the agreement on owners and policies, as far as this node knows. Empty while nobody does: during an
     * election, and as long as this node is with a minority. Then nothing can be changed from here.
     */
    Optional<NodeId> leader();

    /** The policies that were applied last, as far as this node has heard; empty when none ever were. */
    Optional<AppliedPolicies> policies();

    /**
     * Replaces all policies on all members, or none.
     *
     * @param version the one after that of {@link #policies()}: who hasn't seen the last one doesn't overwrite it
     * @param document at most 1 MiB in UTF-8
     * @param author who wants it
     * @return completes when a majority has stored it; exceptionally with a {@link ClusterException} when there is such a
     *     version already, or no majority within 10 seconds: it says whether something may have changed. Completed on a
     *     thread of its own, so that dependents may block
     */
    CompletableFuture<Void> applyPolicies(long version, String document, String author);

    /** Whether messages reach a member now; after a return that may take seconds longer than heartbeats. */
    boolean canReach(NodeId member);

    /** @throws ClusterException when the member can't be reached by messages now */
    void send(NodeId to, Message message) throws ClusterException;

    /** Sends to all other members that can be reached. */
    void broadcast(Message message) throws ClusterException;

    /**
     * TCP between members, protected as the node's file says.
     *
     * @param permission what whoever connects here must be permitted
     * @throws ClusterException when TLS can't be set up
     */
    SecureSockets sockets(Permission permission) throws ClusterException;

    void addListener(Listener listener);

    /** Leaves. Leases that are still held are lost at once here, and run out at the voters. */
    @Override
    void close();

    /**
     * Hears what happens. {@link #leaseRenewed} and {@link #leaseLost} are called on the heartbeat thread and must return
     * within a few milliseconds; all others come one after another on a thread of their own and may take their time.
     */
    interface Listener {

        /** Something in the view is different; changes in quick succession come as one. */
        default void viewChanged(ClusterView view) {}

        /**
         * This node and a majority of the voters no longer hear a member. Once for each death.
         *
         * @param evidence sentences for people: {@code cache: no heartbeat for 262 ms}, {@code beta agrees}
         */
        default void memberDied(NodeId node, List<String> evidence) {}

        /** A dead member is heard again, or one has started anew before anybody missed it. */
        default void memberReturned(NodeId node) {}

        /**
         * The lease is valid for this long from now on. Called for the first lease, too.
         *
         * @param validFor as of this call: whoever needs time before acting on it subtracts that
         */
        default void leaseRenewed(String service, long epoch, Duration validFor) {}

        /** The lease has run out, or another owner has a larger epoch. It doesn't revive: a new epoch is needed. */
        default void leaseLost(String service, long epoch, String why) {}

        /** A majority has agreed on new policies. After a start, those of earlier lives come again. */
        default void policiesApplied(AppliedPolicies policies) {}

        default void message(NodeId from, Message message) {}
    }
}
