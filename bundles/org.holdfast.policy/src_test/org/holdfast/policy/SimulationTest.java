package org.holdfast.policy;

import static org.holdfast.policy.Policies.service;
import static org.holdfast.policy.Scene.ALPHA;
import static org.holdfast.policy.Scene.BETA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.Service;
import org.holdfast.model.ownership.TakeoverMode;
import org.holdfast.model.plan.Plan;
import org.holdfast.model.plan.Refusal;
import org.holdfast.model.policy.HostCapacity;
import org.holdfast.model.policy.PolicyProblem;
import org.holdfast.model.policy.PolicySet;
import org.holdfast.model.tcp.Verdict.Reason;
import org.junit.jupiter.api.Test;

class SimulationTest {

    @Test
    void aSimulatedFailureGivesThePlanThatWouldRun() {
        Scene scene = new Scene().owner(ALPHA, 4).connection(1, Reason.SURVIVES).connection(2, Reason.GAP);
        Forecast forecast = Simulation.ifHostFailed(scene.snapshot(), ALPHA);

        Snapshot real = scene.dead(ALPHA).snapshot();
        Plan carriedOut = (Plan) Planner.decide(real, new Event.HostFailed(ALPHA, List.of("simulated")))
                .getFirst();

        assertEquals(carriedOut, forecast.evaluations().getFirst().decision());
    }

    @Test
    void aSimulatedFailureSaysWhatBecomesOfEachConnection() {
        Scene scene = new Scene().owner(ALPHA, 4).connection(1, Reason.SURVIVES).connection(2, Reason.GAP);

        Forecast forecast = Simulation.ifHostFailed(scene.snapshot(), ALPHA);

        assertEquals(
                List.of(Reason.SURVIVES, Reason.GAP),
                forecast.connections().stream().map(c -> c.verdict().reason()).toList());
        assertEquals(Optional.of(BETA), forecast.connections().getFirst().target());
        assertEquals(1, forecast.surviving());
    }

    @Test
    void withoutAStandbyNoConnectionSurvives() {
        Scene scene = new Scene().owner(ALPHA, 4).applicationDown(BETA).connection(1, Reason.SURVIVES);

        ConnectionForecast lost =
                Simulation.ifHostFailed(scene.snapshot(), ALPHA).connections().getFirst();

        assertEquals(Reason.NO_STANDBY, lost.verdict().reason());
        assertEquals("no host can take 'web' from alpha", lost.verdict().detail());
        assertEquals(Optional.empty(), lost.target());
    }

    @Test
    void whatThePolicyLeavesToAPersonIsNoMatterOfTheStandby() {
        Snapshot snapshot =
                new Scene().owner(ALPHA, 4).connection(1, Reason.SURVIVES).snapshot();
        PolicySet manual =
                PolicySet.of(List.of(web().takeover(TakeoverMode.MANUAL).build()));

        ConnectionForecast waiting = Simulation.ifHostFailed(snapshot.withPolicies(manual), ALPHA)
                .connections()
                .getFirst();

        assertEquals(Reason.NO_POLICY, waiting.verdict().reason());
        assertEquals(
                "the policy of 'web' leaves takeovers to an administrator",
                waiting.verdict().detail());
    }

    @Test
    void simulatingChangesNothing() {
        Snapshot snapshot = new Scene().owner(ALPHA, 4).snapshot();

        Simulation.ifHostFailed(snapshot, ALPHA);

        assertTrue(snapshot.isAlive(ALPHA));
    }

    @Test
    void evacuationIsSimulatedByTheSameRules() {
        Snapshot snapshot =
                new Scene().owner(ALPHA, 4).connection(1, Reason.SURVIVES).snapshot();

        Forecast forecast = Simulation.evacuate(snapshot, ALPHA, "ann");

        assertEquals(Planner.evaluate(snapshot, new Event.EvacuationRequested(ALPHA, "ann")), forecast.evaluations());
        assertEquals(1, forecast.surviving());
    }

    @Test
    void saysOfEachHostWhetherAServiceMayBeDroppedThere() {
        Map<NodeId, Evaluation> moves =
                Simulation.moves(new Scene().owner(ALPHA, 4).snapshot(), "web");

        assertEquals(List.of(ALPHA, BETA), List.copyOf(moves.keySet()));
        assertEquals(
                new Refusal(List.of("alpha owns 'web' already")),
                moves.get(ALPHA).decision());
        assertInstanceOf(Plan.class, moves.get(BETA).decision());
    }

    @Test
    void applyingTheSamePoliciesChangesNothing() {
        Snapshot snapshot = new Scene().owner(ALPHA, 4).snapshot();

        PolicyEffect effect = Simulation.ifApplied(snapshot, snapshot.policies());

        assertEquals(new PolicyEffect(List.of(), List.of(), List.of(), List.of()), effect);
    }

    @Test
    void anotherHomeWouldMoveTheServiceAtOnce() {
        Snapshot snapshot = new Scene().owner(ALPHA, 4).snapshot();
        Service moved = service("web", "10.77.0.100", "80", "beta", "alpha").build();

        PolicyEffect effect = Simulation.ifApplied(snapshot, PolicySet.of(List.of(moved)));

        assertEquals(Optional.of(BETA), effect.now().getFirst().target());
        assertTrue(
                effect.changes().contains(new PolicyChange("service web: home", "alpha", "beta")),
                effect.changes().toString());
    }

    @Test
    void saysWhichFailuresWouldBeMetInAnotherWay() {
        Snapshot snapshot =
                new Scene().owner(ALPHA, 4).connection(1, Reason.SURVIVES).snapshot();
        PolicySet full = new PolicySet(
                snapshot.services(), List.of(new HostCapacity(BETA, 0, HostCapacity.ANY_CONNECTIONS)), List.of());

        PolicyEffect effect = Simulation.ifApplied(snapshot, full);

        PolicyEffect.OnFailure ofAlpha = effect.failures().getFirst();
        assertEquals(1, effect.failures().size());
        assertEquals(ALPHA, ofAlpha.host());
        assertEquals(1, ofAlpha.before().surviving());
        assertEquals(0, ofAlpha.after().surviving());
    }

    @Test
    void warnsOfAFailureThatNoHostHasRoomFor() {
        PolicySet tight = new PolicySet(
                List.of(
                        service("web", "10.77.0.100", "80", "alpha", "beta").build(),
                        service("mail", "10.77.0.101", "25", "beta", "alpha").build()),
                List.of(new HostCapacity(BETA, 1, HostCapacity.ANY_CONNECTIONS)),
                List.of());

        List<PolicyProblem> problems = Simulation.ifApplied(
                        new Scene().owner(ALPHA, 4).snapshot(), tight)
                .problems();

        assertEquals(
                List.of(
                        "service[0].failover.hosts: if alpha failed while all services are at home: no host can take 'web'"
                                + " from alpha; beta has 1 service and holds at most 1"),
                problems.stream().map(PolicyProblem::toString).toList());
        assertEquals(PolicyProblem.Severity.WARNING, problems.getFirst().severity());
    }

    @Test
    void verdictsKnowWhereServicesWouldGo() {
        Snapshot snapshot =
                new Scene().owner(ALPHA, 4).connection(1, Reason.SURVIVES).snapshot();
        PolicySet full = new PolicySet(
                snapshot.services(), List.of(new HostCapacity(BETA, 0, HostCapacity.ANY_CONNECTIONS)), List.of());

        assertTrue(Verdicts.of(snapshot.connections().getFirst(), snapshot).survives());
        assertFalse(Verdicts.of(snapshot.connections().getFirst(), snapshot.withPolicies(full))
                .survives());
    }

    private static Policies web() {
        return service("web", "10.77.0.100", "80", "alpha", "beta");
    }
}
