package org.holdfast.policy.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.holdfast.model.cluster.Member;
import org.holdfast.model.ownership.Announcement;
import org.holdfast.model.ownership.FailoverHost;
import org.holdfast.model.ownership.FailoverPolicy;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.policy.HostChoice;
import org.holdfast.policy.Snapshot;

/**
 * Chooses the next owner. Failover hosts come by weight, the largest first, then in the policy's order; the home host
 * comes last, because it has just failed or been left. Every host that isn't chosen is told why.
 *
 * @param target the chosen host
 * @param hosts all hosts that were looked at
 */
record TargetChoice(Optional<NodeId> target, List<HostChoice> hosts) {

    TargetChoice {
        hosts = List.copyOf(hosts);
    }

    /** The best of those that may be chosen without being named by an operator. */
    static TargetChoice best(Snapshot snapshot, Placement placement, Group group) {
        FailoverPolicy policy = group.services().getFirst().failover();
        Fitness fitness = new Fitness(snapshot, placement);
        List<HostChoice> hosts = new ArrayList<>();
        Optional<NodeId> target = Optional.empty();
        for (NodeId host : inOrder(snapshot, policy)) {
            List<String> against = against(fitness, snapshot, group, host);
            if (weight(policy, host) == 0) {
                against.add(host + " has weight 0, so that only an operator sends " + names(group) + " there");
            }
            if (against.isEmpty() && target.isPresent()) {
                against.add(after(policy, host, target.get()));
            } else if (against.isEmpty()) {
                target = Optional.of(host);
            }
            hosts.add(new HostChoice(host, against.isEmpty(), against));
        }
        return new TargetChoice(target, hosts);
    }

    /** One host, if it is fit. */
    static TargetChoice named(Snapshot snapshot, Placement placement, Group group, NodeId wanted, String whyNotOthers) {
        Fitness fitness = new Fitness(snapshot, placement);
        List<NodeId> all =
                new ArrayList<>(inOrder(snapshot, group.services().getFirst().failover()));
        if (!all.contains(wanted)) {
            all.add(wanted);
        }
        List<HostChoice> hosts = new ArrayList<>();
        for (NodeId host : all) {
            List<String> against = against(fitness, snapshot, group, host);
            if (against.isEmpty() && !host.equals(wanted)) {
                against.add(whyNotOthers);
            }
            hosts.add(new HostChoice(host, against.isEmpty(), against));
        }
        return new TargetChoice(
                hosts.stream().filter(HostChoice::chosen).map(HostChoice::host).findFirst(), hosts);
    }

    /** What is against the hosts that came into question, for a refusal. */
    List<String> reasons(Group group, Optional<NodeId> wanted) {
        FailoverPolicy policy = group.services().getFirst().failover();
        return hosts.stream()
                .filter(choice -> wanted.isPresent()
                        ? choice.host().equals(wanted.get())
                        : policy.allows(choice.host()) && !choice.host().equals(group.owner()))
                .flatMap(choice -> choice.against().stream())
                .distinct()
                .toList();
    }

    private static List<String> against(Fitness fitness, Snapshot snapshot, Group group, NodeId host) {
        if (!host.equals(group.owner())) {
            return fitness.against(group, host);
        }
        String owns = snapshot.isDead(host) ? " has failed" : " owns " + names(group) + " already";
        return new ArrayList<>(List.of(host + owns));
    }

    static String names(Group group) {
        return group.services().stream()
                .map(service -> "'" + service.name() + "'")
                .reduce((a, b) -> a + " and " + b)
                .orElseThrow();
    }

    private static List<NodeId> inOrder(Snapshot snapshot, FailoverPolicy policy) {
        List<NodeId> named = Stream.concat(
                        policy.hosts().stream()
                                .sorted(Comparator.comparingInt(FailoverHost::weight)
                                        .reversed())
                                .map(FailoverHost::node),
                        Stream.of(policy.home()))
                .toList();
        Stream<NodeId> others = snapshot.cluster().members().stream()
                .filter(TargetChoice::isHost)
                .map(Member::node)
                .filter(host -> !named.contains(host))
                .sorted();
        return Stream.concat(named.stream(), others).toList();
    }

    private static boolean isHost(Member member) {
        return member.announcement()
                .filter(a -> a.kind() == Announcement.Kind.HOST)
                .isPresent();
    }

    private static int weight(FailoverPolicy policy, NodeId host) {
        return policy.hosts().stream()
                .filter(h -> h.node().equals(host))
                .mapToInt(FailoverHost::weight)
                .findFirst()
                .orElse(FailoverHost.DEFAULT_WEIGHT);
    }

    private static String after(FailoverPolicy policy, NodeId host, NodeId target) {
        if (host.equals(policy.home())) {
            return host + " is the home host, which comes after the failover hosts";
        }
        int less = weight(policy, host);
        int more = weight(policy, target);
        return less < more
                ? host + " has weight " + less + ", " + target + " has " + more
                : host + " comes after " + target + " in the policy";
    }
}
