package org.holdfast.policy;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.holdfast.model.cluster.ClusterView;
import org.holdfast.model.cluster.Member;
import org.holdfast.model.cluster.MemberState;
import org.holdfast.model.net.Endpoint;
import org.holdfast.model.net.FourTuple;
import org.holdfast.model.net.MacAddress;
import org.holdfast.model.net.PortRange;
import org.holdfast.model.ownership.Announcement;
import org.holdfast.model.ownership.Application;
import org.holdfast.model.ownership.ArpPolicy;
import org.holdfast.model.ownership.ContinuityMode;
import org.holdfast.model.ownership.FailoverPolicy;
import org.holdfast.model.ownership.GiveBackMode;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.OutputComparison;
import org.holdfast.model.ownership.Ownership;
import org.holdfast.model.ownership.Protocol;
import org.holdfast.model.ownership.Role;
import org.holdfast.model.ownership.Service;
import org.holdfast.model.tcp.ConnectionSummary;
import org.holdfast.model.tcp.TcpState;
import org.holdfast.model.tcp.Traffic;
import org.holdfast.model.tcp.Verdict;

/** Two hosts and a cache with one service, "web", whose home is alpha; varied by the test. */
final class Scene {

    static final NodeId ALPHA = new NodeId("alpha");
    static final NodeId BETA = new NodeId("beta");
    static final NodeId CACHE = new NodeId("cache");

    private static final Instant NOW = Instant.parse("2026-01-01T10:42:07Z");

    private final Set<NodeId> dead = new HashSet<>();
    private final Set<NodeId> down = new HashSet<>();
    private final List<ConnectionSummary> connections = new ArrayList<>();
    private final Map<String, Long> voted = new HashMap<>();
    private NodeId owner;
    private long epoch;
    private GiveBackMode giveBack = GiveBackMode.REGAIN;

    Scene owner(NodeId node, long inEpoch) {
        owner = node;
        epoch = inEpoch;
        return this;
    }

    Scene dead(NodeId node) {
        dead.add(node);
        return this;
    }

    Scene applicationDown(NodeId node) {
        down.add(node);
        return this;
    }

    Scene giveBack(GiveBackMode mode) {
        giveBack = mode;
        return this;
    }

    Scene voted(long inEpoch) {
        voted.put("web", inEpoch);
        return this;
    }

    Scene connection(long id, Verdict.Reason reason) {
        FourTuple tuple = FourTuple.parse("203.0.113.7:" + (50_000 + id) + ">10.77.0.100:80");
        connections.add(new ConnectionSummary(
                id,
                tuple,
                "web",
                TcpState.ESTABLISHED,
                new Verdict(reason, ""),
                NOW.minusSeconds(3),
                NOW,
                Traffic.NONE,
                Traffic.NONE,
                -1));
        return this;
    }

    Snapshot snapshot() {
        Service web = web();
        List<Member> members = List.of(member(ALPHA, web), member(BETA, web), member(CACHE, web));
        return new Snapshot(NOW, new ClusterView(CACHE, NOW, members), List.of(web), voted, connections);
    }

    private Service web() {
        return new Service(
                "web",
                List.of(InetAddress.ofLiteral("10.77.0.100")),
                List.of(new PortRange(80, 80)),
                Protocol.TCP,
                new Application("nginx", List.of(), Endpoint.parse("127.0.0.1:80")),
                new FailoverPolicy(
                        ALPHA, List.of(BETA), ContinuityMode.REPLAY, OutputComparison.LENGTH_ONLY, giveBack, true),
                ArpPolicy.GRATUITOUS);
    }

    private Member member(NodeId node, Service web) {
        boolean host = !node.equals(CACHE);
        Role role = node.equals(owner) ? Role.OWNER : Role.STANDBY;
        List<Ownership> ownerships = host
                ? List.of(Ownership.of(node, web, role, epoch, !down.contains(node), new MacAddress(0x020000000001L)))
                : List.of();
        Announcement announcement = new Announcement(
                node, host ? Announcement.Kind.HOST : Announcement.Kind.CACHE, 1, 1, NOW, List.of(), ownerships);
        return new Member(
                node,
                dead.contains(node) ? MemberState.DEAD : MemberState.ALIVE,
                List.of(),
                Duration.ZERO,
                Optional.of(announcement),
                true);
    }
}
