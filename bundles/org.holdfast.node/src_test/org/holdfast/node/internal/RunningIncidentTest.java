package org.holdfast.node.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.holdfast.model.incident.Incident;
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
import org.holdfast.model.plan.Trigger;
import org.holdfast.model.tcp.Verdict;
import org.holdfast.model.tcp.Verdict.Reason;
import org.junit.jupiter.api.Test;

class RunningIncidentTest {

    private static final Instant OPENED = Instant.parse("2026-01-01T10:42:07Z");
    private static final NodeId ALPHA = new NodeId("alpha");
    private static final NodeId BETA = new NodeId("beta");
    private static final UUID PLAN = new UUID(7, 7);
    private static final StreamProof STREAM = new StreamProof(100, "ab".repeat(32));

    private final RunningIncident incident = new RunningIncident(
            plan(
                    new PlannedConnection(1, tuple(50001), Verdict.SURVIVES, ContinuityMode.REPLAY),
                    new PlannedConnection(2, tuple(50002), new Verdict(Reason.OPAQUE, "TLS"), ContinuityMode.RESET)),
            OPENED);

    @Test
    void isDoneWhenEveryConnectionWentAsPlanned() {
        incident.outcome(outcome(1, ContinuityMode.REPLAY, Fate.CONTINUED));
        incident.outcome(outcome(2, ContinuityMode.RESET, Fate.RESET));
        incident.close(OPENED.plusSeconds(1), true);

        assertEquals(Incident.State.DONE, incident.snapshot().state());
        assertEquals(Optional.of(OPENED.plusSeconds(1)), incident.snapshot().closedAt());
    }

    @Test
    void isDegradedWhenAConnectionWasResetThatWasToGoOn() {
        incident.outcome(outcome(1, ContinuityMode.REPLAY, Fate.RESET));
        incident.outcome(outcome(2, ContinuityMode.RESET, Fate.RESET));
        incident.close(OPENED.plusSeconds(1), true);

        assertEquals(Incident.State.DEGRADED, incident.snapshot().state());
    }

    @Test
    void isDegradedWhenNobodyReportedAConnection() {
        incident.outcome(outcome(1, ContinuityMode.REPLAY, Fate.CONTINUED));
        incident.close(OPENED.plusSeconds(1), true);

        assertEquals(Incident.State.DEGRADED, incident.snapshot().state());
    }

    @Test
    void isFailedWhenThePlanWasNotCarriedOut() {
        incident.close(OPENED.plusSeconds(30), false);

        assertEquals(Incident.State.FAILED, incident.snapshot().state());
    }

    @Test
    void ordersStepsByTheirStart() {
        incident.step(step(StepKind.RESUME, 900));
        incident.step(step(StepKind.FENCE, 300));
        incident.step(step(StepKind.DETECT, 0));

        assertEquals(
                List.of(StepKind.DETECT, StepKind.FENCE, StepKind.RESUME),
                incident.snapshot().steps().stream().map(StepResult::kind).toList());
    }

    @Test
    void joinsOutcomeProofsAndStall() {
        incident.outcome(outcome(1, ContinuityMode.REPLAY, Fate.CONTINUED));
        incident.atFailure(1, new RunningIncident.Proofs(STREAM, STREAM));
        incident.stall(1, Duration.ofMillis(710));

        var connection = incident.snapshot().connections().getFirst();
        assertEquals(Optional.of(Duration.ofMillis(710)), connection.stall());
        assertEquals(STREAM, connection.outboundAtFailure());
        assertEquals(Optional.empty(), connection.outboundAtEnd());

        incident.atEnd(1, new RunningIncident.Proofs(STREAM, STREAM));
        assertEquals(
                Optional.of(STREAM),
                incident.snapshot().connections().getFirst().outboundAtEnd());
    }

    private static FourTuple tuple(int port) {
        return FourTuple.parse("203.0.113.7:" + port + ">10.77.0.100:80");
    }

    private static StepResult step(StepKind kind, long afterMillis) {
        return new StepResult(
                PLAN, kind, BETA, OPENED.plusMillis(afterMillis), Duration.ofMillis(10), StepResult.Outcome.DONE, "");
    }

    private static ConnectionOutcome outcome(long id, ContinuityMode mode, Fate fate) {
        return new ConnectionOutcome(PLAN, id, tuple(50000 + (int) id), mode, fate, "", 0, 0, "");
    }

    private static Plan plan(PlannedConnection... connections) {
        Service web = new Service(
                "web",
                List.of(InetAddress.ofLiteral("10.77.0.100")),
                List.of(new PortRange(80, 80)),
                Protocol.TCP,
                new Application("nginx", List.of(), Endpoint.parse("127.0.0.1:80")),
                new FailoverPolicy(
                        ALPHA,
                        List.of(BETA),
                        ContinuityMode.REPLAY,
                        OutputComparison.LENGTH_ONLY,
                        GiveBackMode.REGAIN,
                        true),
                ArpPolicy.GRATUITOUS);
        return new Plan(PLAN, OPENED, Trigger.HOST_FAILURE, List.of(), web, ALPHA, BETA, 2, List.of(connections));
    }
}
