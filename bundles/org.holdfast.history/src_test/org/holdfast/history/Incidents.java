package org.holdfast.history;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.holdfast.model.incident.Incident;
import org.holdfast.model.incident.IncidentConnection;
import org.holdfast.model.incident.StreamProof;
import org.holdfast.model.net.Endpoint;
import org.holdfast.model.net.FourTuple;
import org.holdfast.model.net.MacAddress;
import org.holdfast.model.net.PortRange;
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
import org.holdfast.model.tcp.Verdict;

/** Incidents as hosts would leave them: a rich one with all fields set, a bare one with all that may be empty empty. */
final class Incidents {

    static final Instant AT = Instant.parse("2026-03-01T10:42:07.123456Z");
    static final UUID PLAN = UUID.fromString("0b8f3a52-5d3e-4a55-8d4c-3f1b6a1c9e01");
    static final FourTuple V4 = FourTuple.parse("203.0.113.7:51234>10.0.0.5:80");
    static final FourTuple V6 = FourTuple.parse("[2001:db8:1::77]:40112>[2001:db8::5]:8001");

    static final NodeId ALPHA = new NodeId("alpha");
    static final NodeId BETA = new NodeId("beta");

    private Incidents() {}

    static Service service() {
        return new Service(
                "web \"shop\" — Köln",
                List.of(InetAddress.ofLiteral("10.0.0.5"), InetAddress.ofLiteral("2001:db8::5")),
                List.of(new PortRange(80, 80), new PortRange(8000, 8099)),
                Protocol.TCP,
                new Application("nginx", List.of("/usr/sbin/nginx", "-g", "daemon off;"), Endpoint.parse("[::1]:8080")),
                new FailoverPolicy(
                        ALPHA,
                        List.of(BETA, new NodeId("gamma")),
                        ContinuityMode.REPLAY,
                        OutputComparison.LENGTH_ONLY,
                        GiveBackMode.DRAIN,
                        true),
                ArpPolicy.GRATUITOUS);
    }

    /** One IPv4 connection that was continued, one IPv6 connection that was reset, two steps of which one failed. */
    static Incident rich() {
        Plan plan = new Plan(
                PLAN,
                AT.minusMillis(3),
                Trigger.HOST_FAILURE,
                List.of("2 of 3 voters hear alpha no longer", "the wire is silent since 250 ms; 'quiet'"),
                service(),
                ALPHA,
                BETA,
                42,
                List.of(
                        new PlannedConnection(7, V4, Verdict.SURVIVES, ContinuityMode.REPLAY),
                        new PlannedConnection(
                                9,
                                V6,
                                new Verdict(Verdict.Reason.GAP, "bytes 1200 to 2660 outbound were never captured"),
                                ContinuityMode.RESET)));
        return new Incident(
                0,
                AT,
                Optional.of(AT.plusMillis(900)),
                Incident.State.DEGRADED,
                plan,
                List.of(
                        step(StepKind.DETECT, AT, Duration.ofNanos(250_000_001), StepResult.Outcome.DONE, "silent"),
                        step(
                                StepKind.REPLAY,
                                AT.plusMillis(300),
                                Duration.ofMillis(31),
                                StepResult.Outcome.FAILED,
                                "<script>alert('x')</script>; DROP TABLE incident; --")),
                List.of(continued(), reset()));
    }

    /** Just opened: everything that may be empty is. */
    static Incident bare() {
        Service service = new Service(
                "db",
                List.of(InetAddress.ofLiteral("10.0.0.6")),
                List.of(new PortRange(5432, 5432)),
                Protocol.TCP,
                new Application("postgres", List.of(), Endpoint.parse("127.0.0.1:5432")),
                new FailoverPolicy(
                        BETA, List.of(), ContinuityMode.RESET, OutputComparison.EXACT, GiveBackMode.MANUAL, false),
                ArpPolicy.GRATUITOUS);
        Plan plan = new Plan(
                UUID.fromString("d5a0b6f4-9f8b-4e8e-8a51-2f4dd3f6a002"),
                AT,
                Trigger.MIGRATION,
                List.of(),
                service,
                BETA,
                ALPHA,
                1,
                List.of());
        return new Incident(0, AT, Optional.empty(), Incident.State.RUNNING, plan, List.of(), List.of());
    }

    static Ownership ownership(NodeId node, Role role, long epoch) {
        return Ownership.of(node, service(), role, epoch, true, MacAddress.parse("02:00:00:00:00:01"));
    }

    private static IncidentConnection continued() {
        ConnectionOutcome outcome = new ConnectionOutcome(
                PLAN,
                7,
                V4,
                ContinuityMode.REPLAY,
                ConnectionOutcome.Fate.CONTINUED,
                "",
                4_000_000_000L,
                29,
                "byte 31: 'Sun' instead of 'Sat'");
        return new IncidentConnection(
                outcome,
                Verdict.SURVIVES,
                Optional.of(Duration.ofNanos(712_345_678)),
                proof(120, '1'),
                proof(4_000_000_000L, '2'),
                Optional.of(proof(240, '3')),
                Optional.of(proof(5_000_000_000L, '4')));
    }

    private static IncidentConnection reset() {
        ConnectionOutcome outcome = new ConnectionOutcome(
                PLAN, 9, V6, ContinuityMode.RESET, ConnectionOutcome.Fate.RESET, "bytes were missed", 0, 0, "");
        return new IncidentConnection(
                outcome,
                new Verdict(Verdict.Reason.GAP, "bytes 1200 to 2660 outbound were never captured"),
                Optional.empty(),
                proof(0, '5'),
                proof(1200, '6'),
                Optional.empty(),
                Optional.of(proof(1200, '6')));
    }

    static StepResult step(StepKind kind, Instant at, Duration took, StepResult.Outcome outcome, String detail) {
        return new StepResult(PLAN, kind, BETA, at, took, outcome, detail);
    }

    static StreamProof proof(long bytes, char digit) {
        return new StreamProof(bytes, String.valueOf(digit).repeat(64));
    }

    /** The same incident under another number. */
    static Incident numbered(Incident i, long number) {
        return new Incident(number, i.openedAt(), i.closedAt(), i.state(), i.plan(), i.steps(), i.connections());
    }
}
