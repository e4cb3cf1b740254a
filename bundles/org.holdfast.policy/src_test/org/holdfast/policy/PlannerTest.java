package org.holdfast.policy;

import static org.holdfast.policy.Scene.ALPHA;
import static org.holdfast.policy.Scene.BETA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.holdfast.model.cluster.ClusterView;
import org.holdfast.model.ownership.ContinuityMode;
import org.holdfast.model.ownership.GiveBackMode;
import org.holdfast.model.plan.Decision;
import org.holdfast.model.plan.Plan;
import org.holdfast.model.plan.Refusal;
import org.holdfast.model.plan.Trigger;
import org.holdfast.model.tcp.Verdict.Reason;
import org.junit.jupiter.api.Test;

class PlannerTest {

    private static final Event ALPHA_FAILED = new Event.HostFailed(ALPHA, List.of("cache: no heartbeat for 262 ms"));

    @Test
    void namesTheFirstLivingFailoverHost() {
        Scene scene = new Scene().owner(ALPHA, 4).dead(ALPHA).connection(1, Reason.SURVIVES);

        Plan plan = (Plan) only(Planner.decide(scene.snapshot(), ALPHA_FAILED));

        assertEquals(BETA, plan.to());
        assertEquals(ALPHA, plan.from());
        assertEquals(5, plan.epoch(), "larger than every known epoch");
        assertEquals(Trigger.HOST_FAILURE, plan.trigger());
        assertEquals(List.of("cache: no heartbeat for 262 ms"), plan.evidence());
        assertEquals(ContinuityMode.REPLAY, plan.connections().getFirst().mode());
    }

    @Test
    void resetsWhatWouldNotSurvive() {
        Scene scene = new Scene().owner(ALPHA, 1).dead(ALPHA).connection(1, Reason.OPAQUE);

        Plan plan = (Plan) only(Planner.decide(scene.snapshot(), ALPHA_FAILED));

        assertEquals(ContinuityMode.RESET, plan.connections().getFirst().mode());
        assertEquals(Reason.OPAQUE, plan.connections().getFirst().verdict().reason());
    }

    @Test
    void refusesWithoutMajority() {
        Scene scene = new Scene().owner(ALPHA, 1).dead(ALPHA).dead(BETA);

        Refusal refusal = (Refusal) only(Planner.decide(scene.snapshot(), ALPHA_FAILED));

        assertTrue(refusal.reasons().getFirst().contains("majority"), refusal.toString());
    }

    @Test
    void refusesWhenTheStandbysApplicationIsDown() {
        Scene scene = new Scene().owner(ALPHA, 1).dead(ALPHA).applicationDown(BETA);

        assertInstanceOf(Refusal.class, only(Planner.decide(scene.snapshot(), ALPHA_FAILED)));
    }

    @Test
    void concernsNoServiceThatTheFailedHostDoesNotOwn() {
        Scene scene = new Scene().owner(BETA, 2).dead(ALPHA);

        assertEquals(List.of(), Planner.decide(scene.snapshot(), ALPHA_FAILED));
    }

    @Test
    void sameInputsGiveTheSamePlan() {
        Scene scene = new Scene().owner(ALPHA, 1).dead(ALPHA).connection(7, Reason.SURVIVES);

        assertEquals(Planner.decide(scene.snapshot(), ALPHA_FAILED), Planner.decide(scene.snapshot(), ALPHA_FAILED));
    }

    /** The ID is written here, because plans of different versions of this program must not differ either. */
    @Test
    void anotherNodeGivesThePlanTheSameId() {
        Snapshot atCache = new Scene().owner(ALPHA, 1).dead(ALPHA).snapshot();
        Snapshot atBeta = atCache.withCluster(
                new ClusterView(BETA, atCache.cluster().at(), atCache.cluster().members()));

        Plan plan = (Plan) only(Planner.decide(atCache, ALPHA_FAILED));

        assertEquals(plan, only(Planner.decide(atBeta, ALPHA_FAILED)));
        assertEquals(
                UUID.nameUUIDFromBytes(
                        "web|2|HOST_FAILURE|alpha|beta|2026-01-01T10:42:07Z".getBytes(StandardCharsets.UTF_8)),
                plan.id());
    }

    @Test
    void usesALargerEpochThanAnyVotedFor() {
        Scene scene = new Scene().owner(ALPHA, 1).voted(9).dead(ALPHA);

        assertEquals(10, ((Plan) only(Planner.decide(scene.snapshot(), ALPHA_FAILED))).epoch());
    }

    @Test
    void migratesBetweenLivingHosts() {
        Scene scene = new Scene().owner(ALPHA, 1).connection(1, Reason.SURVIVES);

        Plan plan = (Plan) only(Planner.decide(scene.snapshot(), new Event.MigrationRequested("web", BETA)));

        assertEquals(Trigger.MIGRATION, plan.trigger());
        assertEquals(BETA, plan.to());
    }

    @Test
    void saysWhyAMigrationIsRefused() {
        Scene scene = new Scene().owner(ALPHA, 1);

        assertEquals(List.of("alpha owns 'web' already"), refusal(scene, new Event.MigrationRequested("web", ALPHA)));
        assertEquals(
                List.of("the policy of 'web' doesn't name cache"),
                refusal(scene, new Event.MigrationRequested("web", Scene.CACHE)));
        assertEquals(List.of("there is no service 'mail'"), refusal(scene, new Event.MigrationRequested("mail", BETA)));
    }

    @Test
    void regainWaitsForAConnectionThatWouldNotSurvive() {
        Scene scene = new Scene().owner(BETA, 2).giveBack(GiveBackMode.REGAIN).connection(1, Reason.GAP);

        String reason = refusal(scene, new Event.HomeReturned("web")).getFirst();

        assertTrue(reason.contains("wouldn't survive the move (gap)"), reason);
    }

    @Test
    void regainTakesLiveConnectionsAlong() {
        Scene scene = new Scene().owner(BETA, 2).giveBack(GiveBackMode.REGAIN).connection(1, Reason.SURVIVES);

        Plan plan = (Plan) only(Planner.decide(scene.snapshot(), new Event.HomeReturned("web")));

        assertEquals(ALPHA, plan.to());
        assertEquals(1, plan.connections().size());
    }

    @Test
    void drainWaitsForTheLastConnection() {
        Scene busy = new Scene().owner(BETA, 2).giveBack(GiveBackMode.DRAIN).connection(1, Reason.SURVIVES);
        Scene idle = new Scene().owner(BETA, 2).giveBack(GiveBackMode.DRAIN);

        assertTrue(refusal(busy, new Event.HomeReturned("web")).getFirst().contains("waiting for its end"));
        assertInstanceOf(Plan.class, only(Planner.decide(idle.snapshot(), new Event.HomeReturned("web"))));
    }

    @Test
    void manualGiveBackIsLeftToAPerson() {
        Scene scene = new Scene().owner(BETA, 2).giveBack(GiveBackMode.MANUAL);

        assertTrue(refusal(scene, new Event.HomeReturned("web")).getFirst().contains("administrator"));
    }

    @Test
    void verdictSaysNoStandbyBeforeAnythingFails() {
        Scene scene = new Scene().owner(ALPHA, 1).dead(BETA).connection(1, Reason.SURVIVES);
        Snapshot snapshot = scene.snapshot();

        assertEquals(
                Reason.NO_STANDBY,
                Verdicts.of(snapshot.connections().getFirst(), snapshot).reason());
    }

    private static List<String> refusal(Scene scene, Event event) {
        return ((Refusal) only(Planner.decide(scene.snapshot(), event))).reasons();
    }

    private static Decision only(List<Decision> decisions) {
        assertEquals(1, decisions.size());
        return decisions.getFirst();
    }
}
