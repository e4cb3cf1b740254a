package org.holdfast.model.ownership;

import java.util.List;
import java.util.Objects;

/**
 * The fail-over policy of claim 9, for one service.
 *
 * @param home the host that serves when all is well
 * @param failoverHosts who takes over, the first living one; without {@code home}, without repetition
 * @param continuity how connections are continued
 * @param comparison how the copy's output is compared
 * @param giveBack what happens when {@code home} is well again
 * @param automatic whether a failure is acted on without an administrator
 */
public record FailoverPolicy(
        NodeId home,
        List<NodeId> failoverHosts,
        ContinuityMode continuity,
        OutputComparison comparison,
        GiveBackMode giveBack,
        boolean automatic) {

    public FailoverPolicy {
        Objects.requireNonNull(home, "home");
        failoverHosts = List.copyOf(failoverHosts);
        Objects.requireNonNull(continuity, "continuity");
        Objects.requireNonNull(comparison, "comparison");
        Objects.requireNonNull(giveBack, "giveBack");
        if (failoverHosts.contains(home)) {
            throw new IllegalArgumentException("home " + home + " can't be its own failover host");
        }
        if (failoverHosts.stream().distinct().count() != failoverHosts.size()) {
            throw new IllegalArgumentException("a failover host is named twice: " + failoverHosts);
        }
    }

    /** Whether a host may own the service at all. */
    public boolean allows(NodeId host) {
        return home.equals(host) || failoverHosts.contains(host);
    }
}
