package org.holdfast.console;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.holdfast.model.cluster.ClusterView;
import org.holdfast.model.cluster.Member;
import org.holdfast.model.cluster.MemberState;
import org.holdfast.model.incident.Incident;
import org.holdfast.model.incident.IncidentConnection;
import org.holdfast.model.incident.StreamProof;
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
import org.holdfast.model.plan.ConnectionOutcome;
import org.holdfast.model.plan.Plan;
import org.holdfast.model.plan.PlannedConnection;
import org.holdfast.model.plan.StepKind;
import org.holdfast.model.plan.StepResult;
import org.holdfast.model.plan.Trigger;
import org.holdfast.model.tcp.ConnectionSummary;
import org.holdfast.model.tcp.TcpState;
import org.holdfast.model.tcp.Traffic;
import org.holdfast.model.tcp.Verdict;

/**
 * Invented data: two hosts and a cache, one web service owned by alpha, three live connections of which one can't be
 * replayed and one has a gap, one closed connection, and an incident that is over.
 */
final class Scenario {

    static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    static final NodeId ALPHA = new NodeId("alpha");
    static final NodeId BETA = new NodeId("beta");
    static final NodeId CACHE = new NodeId("cache");
    static final InetAddress ADDRESS = InetAddress.ofLiteral("10.0.0.5");

    static final Service WEB = new Service(
            "web",
            List.of(ADDRESS),
            List.of(new PortRange(80, 80), new PortRange(443, 443)),
            Protocol.TCP,
            new Application("nginx", List.of("nginx"), Endpoint.parse("127.0.0.1:8080")),
            new FailoverPolicy(
                    ALPHA,
                    List.of(BETA),
                    ContinuityMode.REPLAY,
                    OutputComparison.LENGTH_ONLY,
                    GiveBackMode.REGAIN,
                    true),
            ArpPolicy.GRATUITOUS);

    static final Verdict OPAQUE = new Verdict(Verdict.Reason.OPAQUE, "TLS 1.3 ClientHello in the first inbound bytes");
    static final Verdict GAP =
            new Verdict(Verdict.Reason.GAP, "bytes 1,200 to 2,660 outbound were acknowledged but never captured");

    private Scenario() {}

    static List<ConnectionSummary> connections() {
        return List.of(
                connection(
                        1, "203.0.113.7:51234", 80, TcpState.ESTABLISHED, Verdict.SURVIVES, 4_211, 187_301_442, 11_240),
                connection(2, "203.0.113.9:40112", 443, TcpState.ESTABLISHED, OPAQUE, 93_114, 4_812_900, 23_410),
                connection(3, "198.51.100.23:52011", 80, TcpState.CLOSE_WAIT, GAP, 1_204, 66_012, 870),
                connection(4, "198.51.100.77:33018", 80, TcpState.CLOSED, Verdict.SURVIVES, 512, 20_480, 1_530));
    }

    static ConnectionSummary connection(
            long id, String client, int port, TcpState state, Verdict verdict, long in, long out, long rttMicros) {
        return new ConnectionSummary(
                id,
                new FourTuple(Endpoint.parse(client), new Endpoint(ADDRESS, port)),
                "web",
                state,
                verdict,
                NOW.minusSeconds(60 * id + 7),
                NOW,
                new Traffic(in / 400 + 3, in, 0, in, in),
                new Traffic(out / 1400 + 3, out, id == 3 ? 2_920 : 0, out, out),
                rttMicros);
    }

    /** The same connection after more bytes. */
    static ConnectionSummary grown(ConnectionSummary c, long inbound, long outbound) {
        return new ConnectionSummary(
                c.id(),
                c.tuple(),
                c.service(),
                c.state(),
                c.verdict(),
                c.firstSeen(),
                c.lastSeen(),
                grown(c.inbound(), inbound),
                grown(c.outbound(), outbound),
                c.rttMicros());
    }

    private static Traffic grown(Traffic t, long bytes) {
        return new Traffic(
                t.packets() + 1,
                t.payloadBytes() + bytes,
                t.retransmittedBytes(),
                t.streamBytes() + bytes,
                t.acknowledgedBytes() + bytes);
    }

    /** The cluster while alpha is in some state and owns the service. */
    static ClusterView cluster(MemberState alpha, Duration alphaSilence) {
        return new ClusterView(
                CACHE,
                NOW,
                List.of(
                        host(ALPHA, alpha, alphaSilence, Role.OWNER, "02:00:00:00:00:0a"),
                        host(BETA, MemberState.ALIVE, Duration.ofMillis(38), Role.STANDBY, "02:00:00:00:00:0b"),
                        new Member(
                                CACHE,
                                MemberState.ALIVE,
                                List.of(),
                                Duration.ZERO,
                                Optional.of(new Announcement(
                                        CACHE,
                                        Announcement.Kind.CACHE,
                                        1,
                                        1,
                                        NOW,
                                        List.of(InetAddress.ofLiteral("10.0.0.7")),
                                        List.of())),
                                false)));
    }

    private static Member host(NodeId node, MemberState state, Duration silence, Role role, String mac) {
        Ownership ownership = Ownership.of(node, WEB, role, 3, true, MacAddress.parse(mac));
        InetAddress address = InetAddress.ofLiteral(node.equals(ALPHA) ? "10.0.0.1" : "10.0.0.2");
        return new Member(
                node,
                state,
                List.of(),
                silence,
                Optional.of(new Announcement(
                        node, Announcement.Kind.HOST, 1, 4, NOW, List.of(address), List.of(ownership))),
                true);
    }

    static Plan plan(Trigger trigger) {
        return new Plan(
                UUID.fromString("00000000-0000-4000-8000-000000000001"),
                NOW,
                trigger,
                List.of("beta is alive and its nginx answers", "the cache holds the whole history of 1 connection"),
                WEB,
                ALPHA,
                BETA,
                4,
                connections().stream()
                        .filter(c -> c.state().isLive())
                        .map(c -> new PlannedConnection(
                                c.id(),
                                c.tuple(),
                                c.verdict(),
                                c.verdict().survives() ? ContinuityMode.REPLAY : ContinuityMode.RESET))
                        .toList());
    }

    static StepResult step(Plan plan, StepKind kind, NodeId by, long atMillis, long tookMillis, String detail) {
        return new StepResult(
                plan.id(),
                kind,
                by,
                NOW.plusMillis(atMillis),
                Duration.ofMillis(tookMillis),
                StepResult.Outcome.DONE,
                detail);
    }

    /** An incident that has begun and knows nothing yet. */
    static Incident opened(Plan plan) {
        return new Incident(0, NOW, Optional.empty(), Incident.State.RUNNING, plan, List.of(), List.of());
    }

    /** The incident of {@link #opened} when all is over. */
    static Incident over(long number, Plan plan) {
        return new Incident(
                number,
                NOW.minusSeconds(512),
                Optional.of(NOW),
                Incident.State.DONE,
                plan,
                List.of(
                        step(
                                plan,
                                StepKind.DETECT,
                                CACHE,
                                -511_990,
                                312,
                                "2 of 3 voters no longer hear alpha; the wire is silent"),
                        step(plan, StepKind.HAND_OVER, CACHE, -511_670, 24, "3 connections, 1,204,224 bytes"),
                        step(plan, StepKind.REPLAY, BETA, -511_640, 187, "4,211 bytes replayed to nginx, output equal"),
                        step(
                                plan,
                                StepKind.FENCE,
                                BETA,
                                -511_450,
                                431,
                                "lease of epoch 3 ran out; 2 of 3 granted epoch 4"),
                        step(plan, StepKind.REBUILD, BETA, -511_020, 2, "1 connection built in repair mode"),
                        step(plan, StepKind.TAKE_ADDRESS, BETA, -511_018, 6, "10.0.0.5 on eth0, announced by ARP"),
                        step(plan, StepKind.RESUME, BETA, -511_012, 3, "2,896 unacknowledged bytes sent, 2 resets"),
                        step(plan, StepKind.ANNOUNCE, BETA, -511_009, 1, "epoch 4")),
                List.of(
                        became(plan, 0, ConnectionOutcome.Fate.CONTINUED, "", Optional.of(Duration.ofMillis(987))),
                        became(plan, 1, ConnectionOutcome.Fate.RESET, "TLS can't be replayed", Optional.empty()),
                        became(
                                plan,
                                2,
                                ConnectionOutcome.Fate.RESET,
                                "1,460 bytes were never captured",
                                Optional.empty())));
    }

    private static IncidentConnection became(
            Plan plan, int index, ConnectionOutcome.Fate fate, String reason, Optional<Duration> stall) {
        PlannedConnection planned = plan.connections().get(index);
        boolean continued = fate == ConnectionOutcome.Fate.CONTINUED;
        StreamProof before = new StreamProof(1_204_224, "3fa9c0d1".repeat(8));
        return new IncidentConnection(
                new ConnectionOutcome(
                        plan.id(),
                        planned.id(),
                        planned.tuple(),
                        planned.mode(),
                        fate,
                        reason,
                        continued ? 1_204_224 : 0,
                        continued ? 29 : 0,
                        continued ? "byte 118: 'Date'" : ""),
                planned.verdict(),
                stall,
                new StreamProof(4_211, "77b1e20c".repeat(8)),
                before,
                Optional.of(new StreamProof(4_402, "c5508f1e".repeat(8))),
                continued ? Optional.of(new StreamProof(187_301_442, "90d2b7aa".repeat(8))) : Optional.of(before));
    }
}
