package org.holdfast.console.internal.ownership;

import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.holdfast.console.internal.Messages;
import org.holdfast.console.internal.ui.Formats;
import org.holdfast.console.internal.ui.Icon;
import org.holdfast.model.cluster.ClusterView;
import org.holdfast.model.cluster.Member;
import org.holdfast.model.cluster.MemberState;
import org.holdfast.model.net.MacAddress;
import org.holdfast.model.ownership.Announcement;
import org.holdfast.model.ownership.Application;
import org.holdfast.model.ownership.FailoverPolicy;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.Ownership;
import org.holdfast.model.ownership.Role;

/**
 * What the cluster announced, as rows: members, under each its services, under each the eight fields of claim 9.
 *
 * @param members one row each, in configured order
 * @param summary how many are heard, and whether they decide
 * @param majority whether this node hears a majority
 */
public record OwnershipTree(List<OwnershipNode> members, String summary, boolean majority) {

    public OwnershipTree {
        members = List.copyOf(members);
    }

    /** Rows for what one node knows of the cluster. */
    public static OwnershipTree of(ClusterView cluster, Formats formats) {
        Maker maker = new Maker(cluster, formats);
        long heard = cluster.members().stream()
                .filter(m -> m.state() == MemberState.ALIVE)
                .count();
        String summary = Messages.bind(
                cluster.hasMajority() ? Messages.ownership_majority : Messages.ownership_noMajority,
                heard,
                cluster.members().size(),
                cluster.majority());
        return new OwnershipTree(
                cluster.members().stream().map(maker::member).toList(), summary, cluster.hasMajority());
    }

    private record Maker(ClusterView cluster, Formats formats) {

        OwnershipNode member(Member member) {
            boolean stale = member.state() != MemberState.ALIVE;
            String path = member.node().name();
            Announcement.Kind kind =
                    member.announcement().map(Announcement::kind).orElse(Announcement.Kind.HOST);
            List<OwnershipNode> rows = new ArrayList<>();
            rows.add(field(path, Messages.ownership_solicited, solicited(member), stale));
            member.announcement().ifPresent(a -> {
                rows.add(field(path, Messages.ownership_hostAddresses, addresses(a.hostAddresses()), stale));
                a.ownerships().forEach(o -> rows.add(service(path, member, o)));
            });
            String name = kind == Announcement.Kind.CACHE ? Messages.bind(Messages.ownership_cache, path) : path;
            return new OwnershipNode(
                    path, name, state(member), Optional.of(Icon.of(kind, member.state())), stale, rows);
        }

        private String state(Member member) {
            String word = member.state().name().toLowerCase(Locale.ROOT);
            if (member.node().equals(cluster.self())) {
                return Messages.bind(Messages.ownership_self, word);
            }
            if (member.silence().isNegative()) {
                return Messages.bind(Messages.ownership_neverHeard, word);
            }
            return member.state() == MemberState.ALIVE
                    ? Messages.bind(Messages.ownership_heard, word, formats.duration(member.silence()))
                    : Messages.bind(
                            Messages.ownership_silent,
                            word,
                            formats.age(member.silence()),
                            formats.time(lastHeard(member)));
        }

        private Instant lastHeard(Member member) {
            return cluster.at().minus(member.silence());
        }

        private String solicited(Member member) {
            if (member.node().equals(cluster.self())) {
                return Messages.ownership_solicitedSelf;
            }
            return member.solicited() ? Messages.yes : Messages.ownership_notSolicited;
        }

        private OwnershipNode service(String above, Member member, Ownership o) {
            boolean stale = member.state() != MemberState.ALIVE;
            boolean overruled = o.role() == Role.OWNER
                    && cluster.declaredOwner(o.service())
                            .filter(newest -> newest.epoch() > o.epoch())
                            .isPresent();
            String path = above + "/" + o.service();
            String role = o.role() == Role.OWNER ? Messages.ownership_owner : Messages.ownership_standby;
            String value = Messages.bind(Messages.ownership_epoch, role, formats.count(o.epoch()));
            if (overruled) {
                value += Messages.ownership_overruled;
            }
            if (stale && !member.silence().isNegative()) {
                value += Messages.bind(Messages.ownership_since, formats.time(lastHeard(member)));
            }
            boolean old = stale || overruled;
            FailoverPolicy policy = o.failoverPolicy();
            return new OwnershipNode(
                    path,
                    o.service(),
                    value,
                    Optional.of(o.role() == Role.OWNER ? Icon.OWNER : Icon.STANDBY),
                    old,
                    List.of(
                            field(path, Messages.ownership_node, o.node().name(), old),
                            policy(path, policy, old),
                            field(path, Messages.ownership_addresses, addresses(o.addresses()), old),
                            field(path, Messages.ownership_ports, join(o.ports()), old),
                            field(path, Messages.ownership_application, application(o), old),
                            field(path, Messages.ownership_arp, word(o.arpPolicy()), old),
                            field(
                                    path,
                                    Messages.ownership_protocol,
                                    o.protocol().name(),
                                    old),
                            field(path, Messages.ownership_macs, macs(o.macAddresses()), old)));
        }

        private OwnershipNode policy(String above, FailoverPolicy policy, boolean stale) {
            String path = above + "/" + Messages.ownership_policy;
            String hosts = policy.failoverHosts().isEmpty()
                    ? Messages.ownership_noFailover
                    : policy.failoverHosts().stream().map(NodeId::name).collect(Collectors.joining(", "));
            return new OwnershipNode(
                    path,
                    Messages.ownership_policy,
                    Messages.bind(Messages.ownership_policyValue, policy.home(), hosts),
                    Optional.empty(),
                    stale,
                    List.of(
                            field(path, Messages.ownership_home, policy.home().name(), stale),
                            field(path, Messages.ownership_failoverHosts, hosts, stale),
                            field(path, Messages.ownership_continuity, word(policy.continuity()), stale),
                            field(path, Messages.ownership_comparison, word(policy.comparison()), stale),
                            field(path, Messages.ownership_giveBack, word(policy.giveBack()), stale),
                            field(
                                    path,
                                    Messages.ownership_automatic,
                                    policy.automatic() ? Messages.yes : Messages.ownership_byHand,
                                    stale)));
        }

        private String application(Ownership o) {
            Application application = o.application();
            return Messages.bind(
                    o.applicationRunning() ? Messages.ownership_running : Messages.ownership_notRunning,
                    application.name(),
                    application.local());
        }

        private static OwnershipNode field(String above, String name, String value, boolean stale) {
            return new OwnershipNode(above + "/" + name, name, value, Optional.empty(), stale, List.of());
        }

        private static String addresses(List<InetAddress> addresses) {
            return addresses.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(", "));
        }

        private static String macs(Map<InetAddress, MacAddress> macs) {
            if (macs.values().stream().distinct().count() == 1) {
                return macs.values().iterator().next().toString();
            }
            return macs.entrySet().stream()
                    .sorted(Comparator.comparing(e -> e.getKey().getHostAddress()))
                    .map(e -> Messages.bind(
                            Messages.ownership_mac, e.getValue(), e.getKey().getHostAddress()))
                    .collect(Collectors.joining(", "));
        }

        private static String join(List<?> values) {
            return values.stream().map(Object::toString).collect(Collectors.joining(", "));
        }

        private static String word(Enum<?> value) {
            return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }
}
