package org.holdfast.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.eclipse.swt.widgets.TabFolder;
import org.eclipse.swt.widgets.Table;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.commands.ICommandService;
import org.holdfast.console.internal.ui.Ids;
import org.holdfast.model.incident.Incident;
import org.holdfast.model.plan.Plan;
import org.holdfast.model.plan.StepKind;
import org.holdfast.model.plan.StepResult;
import org.holdfast.model.plan.Trigger;
import org.holdfast.node.CacheService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IncidentsViewTest {

    private static final Plan PLAN = Scenario.plan(Trigger.HOST_FAILURE);

    private final Operate operate = new Operate();
    private final ScenarioCacheService cache = new ScenarioCacheService();

    @AfterEach
    void leave() throws InterruptedException {
        operate.leave();
    }

    @Test
    void historyIsReadOffTheWindowsThread() throws Exception {
        cache.open(Scenario.over(0, PLAN));
        operate.provide(CacheService.class, cache);
        Operate.awaitRows(Ids.INCIDENTS_TABLE, 1);
        assertFalse(cache.slowCallers.isEmpty());
        assertTrue(cache.slowCallers.stream().noneMatch(Operate::isWindowThread));
    }

    @Test
    void anIncidentSaysWhatWasContinuedAndHowLongItTook() throws Exception {
        cache.open(Scenario.over(0, PLAN));
        operate.provide(CacheService.class, cache);
        Operate.awaitRows(Ids.INCIDENTS_TABLE, 1);
        Table incidents = Operate.table(Ids.INCIDENTS_TABLE);
        assertEquals("1", Operate.cell(incidents, 0, "No."));
        assertEquals("done", Operate.cell(incidents, 0, "State"));
        assertEquals("web: alpha → beta after host failure", Operate.cell(incidents, 0, "What"));
        assertEquals("1 of 3", Operate.cell(incidents, 0, "Continued"));
        assertEquals("987 ms", Operate.cell(incidents, 0, "Longest stall"));
        Ui.on(() -> {
            Ui.below(Operate.window(), TabFolder.class).getFirst().setSelection(1);
            return null;
        });
        Table outcomes = Operate.table(Ids.OUTCOMES_TABLE);
        assertEquals(List.of("continued", "reset", "reset"), Operate.cells(outcomes, "Fate"));
        assertEquals("987 ms", Operate.cell(outcomes, 0, "Stall"));
        assertEquals("1,204,224 B · 3fa9c0d13fa9…", Operate.cell(outcomes, 0, "Out at failure, SHA-256"));
        Ui.screenshot("incident-connections");
        Ui.on(() -> {
            Ui.below(Operate.window(), TabFolder.class).getFirst().setSelection(0);
            return null;
        });
    }

    @Test
    void stepsAppearAsTheyCome() throws Exception {
        operate.provide(CacheService.class, cache);
        Operate.awaitRows(Ids.CONNECTIONS_TABLE, 3);
        Incident incident = cache.open(Scenario.opened(PLAN));
        cache.tell(incident);
        Operate.awaitRows(Ids.INCIDENTS_TABLE, 1);
        assertEquals("running", Operate.cell(Operate.table(Ids.INCIDENTS_TABLE), 0, "State"));

        StepResult detect = Scenario.step(PLAN, StepKind.DETECT, Scenario.CACHE, 4, 312, "2 of 3 no longer hear alpha");
        StepResult fence = Scenario.step(PLAN, StepKind.FENCE, Scenario.BETA, 316, 1240, "epoch 4 granted");
        cache.tell(with(incident, List.of(detect)));
        Operate.awaitRows(Ids.STEPS_TABLE, 1);
        cache.tell(with(incident, List.of(detect, fence)));
        Operate.awaitRows(Ids.STEPS_TABLE, 2);

        Table steps = Operate.table(Ids.STEPS_TABLE);
        assertEquals(List.of("Detect", "Fence"), Operate.cells(steps, "Step"));
        assertEquals(List.of("312 ms", "1.24 s"), Operate.cells(steps, "Took"));
        assertEquals(List.of("+4 ms", "+316 ms"), Operate.cells(steps, "Start"));
        assertEquals("epoch 4 granted", Operate.cell(steps, 1, "Detail"));
        Ui.screenshot("incident-running");
    }

    @Test
    void theChosenIncidentStaysWhenANewerOneOpens() throws Exception {
        cache.open(Scenario.over(0, PLAN));
        cache.open(Scenario.over(0, PLAN));
        operate.provide(CacheService.class, cache);
        Operate.awaitRows(Ids.INCIDENTS_TABLE, 2);
        Table incidents = Operate.table(Ids.INCIDENTS_TABLE);
        Ui.await("the newest is shown", () -> incidents.getSelectionIndex() == 0);
        Ui.click(Operate.place(incidents, 1, "What"));
        Ui.await("the older is chosen", () -> incidents.getSelectionIndex() == 1);
        cache.tell(cache.open(Scenario.opened(PLAN)));
        Operate.awaitRows(Ids.INCIDENTS_TABLE, 3);
        Ui.await("it stays chosen", () -> incidents.getSelectionIndex() == 2);
        assertEquals("1", Operate.cell(incidents, 2, "No."));
    }

    @Test
    void aReportCanBeExportedOfASelectedIncidentOnly() throws Exception {
        operate.provide(CacheService.class, cache);
        Operate.awaitRows(Ids.CONNECTIONS_TABLE, 3);
        Operate.activate();
        Ui.await("nothing to export", () -> !exportEnabled());
        cache.tell(cache.open(Scenario.over(0, PLAN)));
        Operate.awaitRows(Ids.INCIDENTS_TABLE, 1);
        Ui.click(Operate.place(Operate.table(Ids.INCIDENTS_TABLE), 0, "What"));
        Ui.await("the incident can be exported", IncidentsViewTest::exportEnabled);
    }

    private static boolean exportEnabled() {
        return PlatformUI.getWorkbench()
                .getService(ICommandService.class)
                .getCommand("org.holdfast.console.exportReport")
                .isEnabled();
    }

    private static Incident with(Incident i, List<StepResult> steps) {
        return new Incident(i.number(), i.openedAt(), Optional.empty(), i.state(), i.plan(), steps, i.connections());
    }
}
