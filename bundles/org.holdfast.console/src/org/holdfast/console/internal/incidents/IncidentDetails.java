package org.holdfast.console.internal.incidents;

import java.util.List;
import java.util.Optional;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.TabFolder;
import org.eclipse.swt.widgets.TabItem;
import org.holdfast.console.internal.Messages;
import org.holdfast.console.internal.ui.Icon;
import org.holdfast.console.internal.ui.Ids;
import org.holdfast.console.internal.ui.SimpleTable;
import org.holdfast.model.incident.Incident;
import org.holdfast.model.incident.IncidentConnection;
import org.holdfast.model.plan.StepResult;

/** The steps of one incident, as they come, and what became of its connections. */
final class IncidentDetails {

    private final IncidentTexts texts;
    private final TabFolder tabs;
    private final TabItem stepsTab;
    private final TabItem outcomesTab;
    private final SimpleTable<StepResult> steps;
    private final SimpleTable<IncidentConnection> outcomes;
    private Optional<Incident> shown = Optional.empty();

    IncidentDetails(Composite parent, IncidentTexts texts) {
        this.texts = texts;
        tabs = new TabFolder(parent, SWT.NONE);
        steps = createSteps(tabs);
        outcomes = createOutcomes(tabs);
        stepsTab = tab(steps.control());
        outcomesTab = tab(outcomes.control());
        show(Optional.empty());
    }

    Control control() {
        return tabs;
    }

    /** Shows an incident, or none. */
    void show(Optional<Incident> incident) {
        shown = incident;
        List<StepResult> done = incident.map(Incident::steps).orElse(List.of());
        List<IncidentConnection> known = incident.map(Incident::connections).orElse(List.of());
        steps.show(done);
        outcomes.show(known);
        title(stepsTab, Messages.bind(Messages.incidents_steps, done.size()));
        title(outcomesTab, Messages.bind(Messages.incidents_outcomes, known.size()));
    }

    private SimpleTable<StepResult> createSteps(Composite parent) {
        return new SimpleTable<>(
                        parent, Ids.STEPS_TABLE, StepResult.class, s -> List.of(s.kind(), s.by(), s.startedAt()))
                .icons(
                        Messages.column_outcome,
                        76,
                        s -> Icon.of(s.outcome()),
                        s -> IncidentTexts.word(s.outcome()),
                        s -> s.kind().meaning())
                .words(
                        Messages.column_step,
                        96,
                        s -> s.kind().label(),
                        s -> s.kind().meaning())
                .words(Messages.column_by, 60, s -> s.by().name())
                .numbers(
                        Messages.column_start,
                        72,
                        s -> shown.map(i -> texts.offset(i, s)).orElse(""))
                .numbers(Messages.column_took, 68, s -> texts.formats().duration(s.took()))
                .words(Messages.column_detail, 440, StepResult::detail);
    }

    private SimpleTable<IncidentConnection> createOutcomes(Composite parent) {
        return new SimpleTable<>(
                        parent,
                        Ids.OUTCOMES_TABLE,
                        IncidentConnection.class,
                        c -> c.outcome().connection())
                .icons(
                        Messages.column_fate,
                        96,
                        c -> Icon.of(c.outcome().fate()),
                        c -> IncidentTexts.word(c.outcome().fate()),
                        texts::account)
                .words(
                        Messages.column_client,
                        152,
                        c -> c.outcome().tuple().remote().toString())
                .words(
                        Messages.column_before,
                        80,
                        c -> c.verdictBefore().reason().label())
                .numbers(Messages.column_stall, 72, texts::stall)
                .words(
                        Messages.column_outAtFailure,
                        208,
                        c -> texts.proof(c.outboundAtFailure()),
                        c -> texts.wholeProof(Optional.of(c.outboundAtFailure())))
                .words(
                        Messages.column_outAtEnd,
                        208,
                        c -> texts.proof(c.outboundAtEnd()),
                        c -> texts.wholeProof(c.outboundAtEnd()))
                .words(
                        Messages.column_inAtFailure,
                        208,
                        c -> texts.proof(c.inboundAtFailure()),
                        c -> texts.wholeProof(Optional.of(c.inboundAtFailure())))
                .words(
                        Messages.column_inAtEnd,
                        208,
                        c -> texts.proof(c.inboundAtEnd()),
                        c -> texts.wholeProof(c.inboundAtEnd()))
                .words(Messages.column_account, 320, texts::account);
    }

    private TabItem tab(Control control) {
        TabItem item = new TabItem(tabs, SWT.NONE);
        item.setControl(control);
        return item;
    }

    private static void title(TabItem tab, String title) {
        if (!title.equals(tab.getText())) {
            tab.setText(title);
        }
    }
}
