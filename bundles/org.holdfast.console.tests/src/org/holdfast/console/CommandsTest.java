package org.holdfast.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.commands.ICommandService;
import org.holdfast.console.internal.ui.Ids;
import org.holdfast.model.control.HostControl;
import org.holdfast.model.plan.Refusal;
import org.holdfast.model.plan.Trigger;
import org.holdfast.node.CacheService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommandsTest {

    private final Operate operate = new Operate();
    private final ScenarioCacheService cache = new ScenarioCacheService();
    private final ScenarioHostControl lab = new ScenarioHostControl();

    @BeforeEach
    void open() throws InterruptedException {
        operate.provide(CacheService.class, cache);
        Operate.awaitRows(Ids.CONNECTIONS_TABLE, 3);
        Operate.activate();
        Ui.await("services can be migrated", () -> enabled("org.holdfast.console.migrate"));
    }

    @AfterEach
    void leave() throws InterruptedException {
        operate.leave();
    }

    @Test
    void ctrlShiftFShowsWhatWouldHappenAndFailsTheHostOffTheWindowsThread() throws Exception {
        openLab();
        cache.decision(Scenario.plan(Trigger.HOST_FAILURE));
        Operate.controlShift('F');
        Button fail = Operate.button("Fail Host", IDialogConstants.OK_ID);
        Ui.await("the outlook", fail::isEnabled);
        assertEquals("alpha has 3 live connections: 1 would be continued, 2 reset.", Operate.label(Ids.DIALOG_PREVIEW));
        assertEquals(
                List.of("continued", "reset", "reset"),
                Operate.cells(Operate.table(Ids.DIALOG_PREVIEW_TABLE), "Becomes"));
        Ui.screenshot("fail-host");
        assertTrue(lab.calls.isEmpty());

        Ui.click(fail);
        Ui.await("alpha was failed", () -> lab.calls.size() == 1);
        assertEquals("fail", lab.calls.getFirst().what());
        assertEquals(Scenario.ALPHA, lab.calls.getFirst().host());
        assertFalse(Operate.isWindowThread(lab.calls.getFirst().thread()));
        assertTrue(cache.slowCallers.stream().noneMatch(Operate::isWindowThread));
    }

    @Test
    void theSafeButtonIsTheDefault() throws Exception {
        openLab();
        Operate.controlShift('F');
        Button cancel = Operate.button("Fail Host", IDialogConstants.CANCEL_ID);
        assertEquals(cancel, Ui.on(() -> cancel.getShell().getDefaultButton()));
        Ui.click(cancel);
        Ui.await("the dialog is closed", () -> Ui.shell("Fail Host").isEmpty());
        assertTrue(lab.calls.isEmpty());
    }

    @Test
    void aHostThatOwnsNothingFailsWithoutHarm() throws Exception {
        openLab();
        Operate.controlShift('F');
        Button fail = Operate.button("Fail Host", IDialogConstants.OK_ID);
        Ui.await("the outlook for alpha", fail::isEnabled);
        Combo host = Ui.find(Ids.DIALOG_HOST, Combo.class);
        Ui.on(() -> {
            host.select(1);
            host.notifyListeners(SWT.Selection, new Event());
            return null;
        });
        Ui.await(
                "the outlook for beta",
                () -> Ui.all(Ids.DIALOG_PREVIEW, Label.class)
                        .getFirst()
                        .getText()
                        .equals("beta owns no service now: no connection goes through it."));
    }

    @Test
    void ctrlShiftRReturnsAHost() throws Exception {
        openLab();
        Operate.controlShift('R');
        Button back = Operate.button("Return Host", IDialogConstants.OK_ID);
        Ui.await("the outlook", back::isEnabled);
        assertEquals("alpha boots again, without the owned addresses.", Operate.label(Ids.DIALOG_PREVIEW));
        Ui.click(back);
        Ui.await("alpha was returned", () -> lab.calls.size() == 1);
        assertEquals("return", lab.calls.getFirst().what());
    }

    @Test
    void aFailureSaysWhatToDo() throws Exception {
        openLab();
        lab.failure = "the lab's socket is gone";
        Operate.controlShift('R');
        Button back = Operate.button("Return Host", IDialogConstants.OK_ID);
        Ui.await("the outlook", back::isEnabled);
        Ui.click(back);
        Ui.await(
                "the failure is shown",
                () -> Ui.shell("Return Host").isPresent()
                        && Ui.below(Ui.shell("Return Host").get(), Label.class).stream()
                                .anyMatch(l -> l.getText()
                                        .equals("alpha could not be returned: the lab's socket is gone\n"
                                                + "Check that the lab still runs, then try again.")));
        Ui.screenshot("failure");
    }

    @Test
    void withoutALabHostsCantBeFailed() throws Exception {
        assertFalse(enabled("org.holdfast.console.failHost"));
        assertFalse(enabled("org.holdfast.console.returnHost"));
        openLab();
        assertTrue(enabled("org.holdfast.console.returnHost"));
    }

    @Test
    void migrateShowsWhyItIsRefused() throws Exception {
        cache.decision(
                new Refusal(List.of("beta is not alive: silent for 12 s.", "Start beta, or name another host.")));
        Ui.press('m', SWT.CTRL);
        Button migrate = Operate.button("Migrate", IDialogConstants.OK_ID);
        Ui.await(
                "the refusal",
                () -> Ui.all(Ids.DIALOG_PREVIEW, Label.class)
                        .getFirst()
                        .getText()
                        .equals("This can't be done now."));
        assertTrue(Ui.on(() -> Ui.below(migrate.getShell(), Label.class).stream()
                .anyMatch(l ->
                        l.getText().equals("beta is not alive: silent for 12 s.\nStart beta, or name another host."))));
        assertFalse(Ui.on(migrate::isEnabled));
        Ui.screenshot("migrate-refused");
    }

    @Test
    void migrateCarriesOutThePlanThatItShowed() throws Exception {
        var plan = Scenario.plan(Trigger.MIGRATION);
        cache.decision(plan);
        Ui.press('m', SWT.CTRL);
        Button migrate = Operate.button("Migrate", IDialogConstants.OK_ID);
        Ui.await("the plan", migrate::isEnabled);
        Ui.screenshot("migrate");
        Ui.click(migrate);
        Ui.await("the plan is carried out", () -> cache.carriedOut.size() == 1);
        assertEquals(plan, cache.carriedOut.getFirst());
        assertTrue(cache.slowCallers.stream().noneMatch(Operate::isWindowThread));
    }

    private void openLab() throws InterruptedException {
        operate.provide(HostControl.class, lab);
        Ui.await("hosts can be failed", () -> enabled("org.holdfast.console.failHost"));
    }

    private static boolean enabled(String command) {
        return Ui.on(() -> PlatformUI.getWorkbench()
                .getService(ICommandService.class)
                .getCommand(command)
                .isEnabled());
    }
}
