package org.holdfast.model.ownership;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * The fail-over policy of claim 9, for one service.
 *
 * @param home the host that serves when all is well
 * @param hosts who may take over, in order; without {@code home}, without repetition
 * @param continuity how connections are continued
 * @param comparison how the copy's output is compared
 * @param takeover when a failure is acted on
 * @param giveBackRule what happens when {@code home} is well again
 * @param apartFrom names of services that mustn't be on the same host; it is enough that one of the two says so
 * @param detection how soon its owner is suspected
 */
public record FailoverPolicy(
        NodeId home,
        List<FailoverHost> hosts,
        ContinuityMode continuity,
        OutputComparison comparison,
        TakeoverRule takeover,
        GiveBackRule giveBackRule,
        List<String> apartFrom,
        DetectionProfile detection) {

    public FailoverPolicy {
        Objects.requireNonNull(home, "home");
        hosts = List.copyOf(hosts);
        Objects.requireNonNull(continuity, "continuity");
        Objects.requireNonNull(comparison, "comparison");
        Objects.requireNonNull(takeover, "takeover");
        Objects.requireNonNull(giveBackRule, "giveBackRule");
        apartFrom = List.copyOf(apartFrom);
        Objects.requireNonNull(detection, "detection");
        List<NodeId> nodes = hosts.stream().map(FailoverHost::node).toList();
        if (nodes.contains(home)) {
            throw new IllegalArgumentException("home " + home + " can't be its own failover host");
        }
        if (nodes.stream().distinct().count() != nodes.size()) {
            throw new IllegalArgumentException("a failover host is named twice: " + nodes);
        }
        if (apartFrom.stream().distinct().count() != apartFrom.size()) {
            throw new IllegalArgumentException("a service to keep apart from is named twice: " + apartFrom);
        }
    }

    /** A policy whose hosts have equal weights, and which leaves the rest to the defaults. */
    public FailoverPolicy(
            NodeId home,
            List<NodeId> failoverHosts,
            ContinuityMode continuity,
            OutputComparison comparison,
            GiveBackMode giveBack,
            boolean automatic) {
        this(
                home,
                failoverHosts.stream()
                        .map(host -> new FailoverHost(host, FailoverHost.DEFAULT_WEIGHT))
                        .toList(),
                continuity,
                comparison,
                TakeoverRule.of(automatic ? TakeoverMode.AUTOMATIC : TakeoverMode.MANUAL),
                GiveBackRule.of(giveBack),
                List.of(),
                DetectionProfile.DEFAULT);
    }

    /** The failover hosts without their weights, in the policy's order. */
    public List<NodeId> failoverHosts() {
        return hosts.stream().map(FailoverHost::node).toList();
    }

    /** The failover hosts that may take over by themselves: the largest weight first, then in the policy's order. */
    public List<NodeId> preferredHosts() {
        return hosts.stream()
                .filter(host -> host.weight() > 0)
                .sorted(Comparator.comparingInt(FailoverHost::weight).reversed())
                .map(FailoverHost::node)
                .toList();
    }

    /** What happens when {@code home} is well again. */
    public GiveBackMode giveBack() {
        return giveBackRule.mode();
    }

    /** Whether a failure is acted on without an operator. */
    public boolean automatic() {
        return takeover.mode() == TakeoverMode.AUTOMATIC;
    }

    /** Whether a host may own the service at all. */
    public boolean allows(NodeId host) {
        return home.equals(host) || failoverHosts().contains(host);
    }
}
