package org.holdfast.report;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.holdfast.model.incident.Incident;
import org.holdfast.model.incident.IncidentConnection;
import org.holdfast.model.incident.StreamProof;
import org.holdfast.model.net.Endpoint;
import org.holdfast.model.net.FourTuple;
import org.holdfast.model.net.PortRange;
import org.holdfast.model.ownership.Application;
import org.holdfast.model.ownership.ArpPolicy;
import org.holdfast.model.ownership.ContinuityMode;
import org.holdfast.model.ownership.FailoverPolicy;
import org.holdfast.model.ownership.GiveBackMode;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.OutputComparison;
import org.holdfast.model.ownership.Protocol;
import org.holdfast.model.ownership.Service;
import org.holdfast.model.plan.ConnectionOutcome;
import org.holdfast.model.plan.ConnectionOutcome.Fate;
import org.holdfast.model.plan.Plan;
import org.holdfast.model.plan.PlannedConnection;
import org.holdfast.model.plan.StepKind;
import org.holdfast.model.plan.StepResult;
import org.holdfast.model.plan.StepResult.Outcome;
import org.holdfast.model.plan.Trigger;
import org.holdfast.model.tcp.Verdict;

/** Incidents as reports are made of. */
public final class Incidents {

    public static final Instant AT = Instant.parse("2026-03-01T10:42:07.123456Z");
    public static final FourTuple DOWNLOAD = FourTuple.parse("203.0.113.7:51234>10.0.0.5:80");
    public static final FourTuple MISSED = FourTuple.parse("[2001:db8:1::77]:40112>[2001:db8::5]:80");
    public static final FourTuple SILENT = FourTuple.parse("203.0.113.9:40112>10.0.0.5:80");
    public static final Verdict GAP =
            new Verdict(Verdict.Reason.GAP, "bytes 1200 to 2660 outbound were acknowledged but never captured");

    private static final UUID PLAN = UUID.fromString("0b8f3a52-5d3e-4a55-8d4c-3f1b6a1c9e01");
    private static final NodeId ALPHA = new NodeId("alpha");
    private static final NodeId BETA = new NodeId("beta");
    private static final NodeId CACHE = new NodeId("cache");

    private Incidents() {}

    /** alpha failed, beta took over: of three connections one was continued, one reset, of one nothing was heard. */
    public static Incident failure() {
        return new Incident(
                17,
                AT,
                Optional.of(AT.plusMillis(912)),
                Incident.State.DEGRADED,
                plan(Trigger.HOST_FAILURE, ALPHA, BETA, OutputComparison.LENGTH_ONLY),
                List.of(
                        step(StepKind.DETECT, CACHE, -251, 250_412, Outcome.DONE, "3 heartbeats missed, wire silent"),
                        step(StepKind.HAND_OVER, CACHE, 2, 18_250, Outcome.DONE, "3 connections, 128.4 MiB"),
                        step(StepKind.REPLAY, BETA, 21, 214_000, Outcome.DONE, "2 of 2 streams equal in length"),
                        step(StepKind.FENCE, CACHE, 22, 403_118, Outcome.DONE, "lease of epoch 41 ran out, 42 granted"),
                        step(StepKind.REBUILD, BETA, 426, 3_104, Outcome.DONE, "1 socket, silent"),
                        step(StepKind.TAKE_ADDRESS, BETA, 430, 961, Outcome.DONE, "10.0.0.5, 2001:db8::5 on eth0"),
                        step(StepKind.RESUME, BETA, 431, 420, Outcome.DONE, "1,448 bytes sent again"),
                        step(StepKind.ANNOUNCE, BETA, 432, 55_000, Outcome.FAILED, "<script>alert('&')</script>")),
                List.of(continued(), reset()));
    }

    /** One connection, all well: the sentence of the requirement. */
    public static Incident oneOfOne() {
        Plan p = plan(Trigger.HOST_FAILURE, ALPHA, BETA, OutputComparison.EXACT);
        Plan plan = with(p, p.connections().subList(0, 1));
        return new Incident(
                1, AT, Optional.of(AT.plusMillis(800)), Incident.State.DONE, plan, List.of(), List.of(continued()));
    }

    /** Nothing to move but the address. */
    public static Incident idle(Trigger trigger, Incident.State state) {
        Plan plan = with(
                trigger == Trigger.GIVE_BACK
                        ? plan(trigger, BETA, ALPHA, OutputComparison.EXACT)
                        : plan(trigger, ALPHA, BETA, OutputComparison.EXACT),
                List.of());
        return new Incident(2, AT, Optional.empty(), state, plan, List.of(), List.of());
    }

    /** The failure while it is under way. */
    public static Incident running() {
        Incident failure = failure();
        return new Incident(
                18,
                AT,
                Optional.empty(),
                Incident.State.RUNNING,
                failure.plan(),
                failure.steps().subList(0, 2),
                List.of());
    }

    public static StreamProof proof(long bytes, String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return new StreamProof(bytes, HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    public static Plan plan() {
        return plan(Trigger.HOST_FAILURE, ALPHA, BETA, OutputComparison.LENGTH_ONLY);
    }

    /** A connection with the given streams towards the client. */
    public static IncidentConnection outbound(Fate fate, StreamProof atFailure, Optional<StreamProof> atEnd) {
        ConnectionOutcome outcome = new ConnectionOutcome(PLAN, 7, DOWNLOAD, ContinuityMode.REPLAY, fate, "", 0, 0, "");
        return new IncidentConnection(
                outcome,
                Verdict.SURVIVES,
                Optional.empty(),
                proof(120, "in"),
                atFailure,
                Optional.of(proof(120, "in")),
                atEnd);
    }

    private static IncidentConnection continued() {
        ConnectionOutcome outcome = new ConnectionOutcome(
                PLAN,
                7,
                DOWNLOAD,
                ContinuityMode.REPLAY,
                Fate.CONTINUED,
                "",
                134_637_158,
                29,
                "byte 31: 'Sun, 01 Mar' instead of 'Sat, 28 Feb'");
        return new IncidentConnection(
                outcome,
                Verdict.SURVIVES,
                Optional.of(Duration.ofNanos(712_345_678)),
                proof(120, "in"),
                proof(134_637_158, "out"),
                Optional.of(proof(120, "in")),
                Optional.of(proof(268_435_749, "all out")));
    }

    private static IncidentConnection reset() {
        ConnectionOutcome outcome = new ConnectionOutcome(
                PLAN, 9, MISSED, ContinuityMode.RESET, Fate.RESET, "the verdict forbids to continue it", 0, 0, "");
        return new IncidentConnection(
                outcome,
                GAP,
                Optional.empty(),
                proof(98, "in 2"),
                proof(1200, "out 2"),
                Optional.empty(),
                Optional.empty());
    }

    private static Plan plan(Trigger trigger, NodeId from, NodeId to, OutputComparison comparison) {
        Service service = new Service(
                "web",
                List.of(InetAddress.ofLiteral("10.0.0.5"), InetAddress.ofLiteral("2001:db8::5")),
                List.of(new PortRange(80, 80), new PortRange(8000, 8099)),
                Protocol.TCP,
                new Application(
                        "nginx", List.of("/usr/sbin/nginx", "-g", "daemon off;"), Endpoint.parse("127.0.0.1:80")),
                new FailoverPolicy(ALPHA, List.of(BETA), ContinuityMode.REPLAY, comparison, GiveBackMode.REGAIN, true),
                ArpPolicy.GRATUITOUS);
        return new Plan(
                PLAN,
                AT,
                trigger,
                List.of(
                        "cache and beta heard no heartbeat of alpha for 250 ms",
                        "the last packet that 10.0.0.5 sent on the wire is 262 ms old",
                        "2 of 3 voters agree"),
                service,
                from,
                to,
                42,
                List.of(
                        new PlannedConnection(7, DOWNLOAD, Verdict.SURVIVES, ContinuityMode.REPLAY),
                        new PlannedConnection(9, MISSED, GAP, ContinuityMode.RESET),
                        new PlannedConnection(11, SILENT, Verdict.SURVIVES, ContinuityMode.REPLAY)));
    }

    private static Plan with(Plan p, List<PlannedConnection> connections) {
        return new Plan(
                p.id(), p.madeAt(), p.trigger(), p.evidence(), p.service(), p.from(), p.to(), p.epoch(), connections);
    }

    private static StepResult step(
            StepKind kind, NodeId by, long startMillis, long tookMicros, Outcome outcome, String detail) {
        return new StepResult(
                PLAN, kind, by, AT.plusMillis(startMillis), Duration.ofNanos(tookMicros * 1000), outcome, detail);
    }
}
