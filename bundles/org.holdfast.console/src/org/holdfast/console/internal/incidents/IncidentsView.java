package org.holdfast.console.internal.incidents;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.ui.part.ViewPart;
import org.holdfast.console.internal.Messages;
import org.holdfast.console.internal.commands.Commands;
import org.holdfast.console.internal.feed.IncidentFeed;
import org.holdfast.console.internal.ui.Console;
import org.holdfast.console.internal.ui.EmptyOr;
import org.holdfast.console.internal.ui.Formats;
import org.holdfast.console.internal.ui.Icon;
import org.holdfast.console.internal.ui.Ids;
import org.holdfast.console.internal.ui.SimpleTable;
import org.holdfast.model.incident.Incident;

/** Changes of owner, the newest first; beside them the steps and the connections of the selected one. */
public final class IncidentsView extends ViewPart {

    private final IncidentTexts texts = new IncidentTexts(Formats.local());
    private final Consumer<IncidentFeed.State> listener = this::show;

    private IncidentFeed feed;
    private EmptyOr page;
    private Composite none;
    private Label noneIcon;
    private Link noneText;
    private SashForm content;
    private SimpleTable<Incident> table;
    private IncidentDetails details;
    /** The incident that somebody chose; empty while the newest is followed. */
    private OptionalLong chosen = OptionalLong.empty();

    @Override
    public void createPartControl(Composite parent) {
        Console console = Console.of(getSite());
        feed = console.incidents();
        page = new EmptyOr(parent, console, Messages.incidents_promise);
        createNone(page.parent());
        content = new SashForm(page.parent(), SWT.HORIZONTAL);
        table = createTable(content);
        details = new IncidentDetails(content, texts);
        content.setWeights(50, 50);
        getSite().setSelectionProvider(table.viewer());
        table.control().addListener(SWT.Selection, e -> choose());
        feed.addListener(listener);
    }

    private void createNone(Composite parent) {
        none = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults()
                .margins(16, 16)
                .numColumns(2)
                .spacing(8, 8)
                .applyTo(none);
        noneIcon = new Label(none, SWT.NONE);
        GridDataFactory.swtDefaults().align(SWT.CENTER, SWT.BEGINNING).applyTo(noneIcon);
        noneText = new Link(none, SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, false).hint(360, SWT.DEFAULT).applyTo(noneText);
        noneText.addListener(SWT.Selection, e -> Commands.run(getSite(), Ids.MIGRATE));
    }

    private SimpleTable<Incident> createTable(Composite parent) {
        Formats formats = texts.formats();
        return new SimpleTable<>(parent, Ids.INCIDENTS_TABLE, Incident.class, Incident::number)
                .numbers(Messages.column_number, 44, i -> formats.count(i.number()))
                .words(
                        Messages.column_opened,
                        136,
                        i -> formats.moment(i.openedAt(), Instant.now()),
                        i -> formats.utc(i.openedAt()))
                .words(
                        Messages.column_what,
                        240,
                        IncidentTexts::what,
                        i -> i.plan().summary())
                .icons(
                        Messages.column_state,
                        88,
                        i -> Icon.of(i.state()),
                        i -> IncidentTexts.word(i.state()),
                        i -> IncidentTexts.meaning(i.state()))
                .numbers(Messages.column_continued, 84, texts::continued)
                .numbers(Messages.column_longestStall, 92, texts::longestStall);
    }

    private void choose() {
        Optional<Incident> selected = table.selected();
        List<Incident> all = feed.state().newestFirst();
        boolean newest = selected.isPresent()
                && !all.isEmpty()
                && all.getFirst().number() == selected.get().number();
        chosen = newest || selected.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(selected.get().number());
        details.show(selected);
    }

    private void show(IncidentFeed.State state) {
        if (page.parent().isDisposed()) {
            return;
        }
        if (!state.cache()) {
            page.showEmpty();
            return;
        }
        List<Incident> incidents = state.newestFirst();
        if (incidents.isEmpty()) {
            noneIcon.setImage(state.problem().isEmpty() ? Icon.SURVIVES.image() : Icon.LOST.image());
            noneText.setText(state.problem().isEmpty() ? Messages.incidents_none : state.problem());
            none.layout();
            page.show(none);
            return;
        }
        table.show(incidents);
        Incident shown = incidents.stream()
                .filter(i -> chosen.isPresent() && i.number() == chosen.getAsLong())
                .findFirst()
                .orElse(incidents.getFirst());
        if (table.selected().filter(s -> s.number() == shown.number()).isEmpty()) {
            table.viewer().setSelection(new StructuredSelection(shown));
        }
        details.show(Optional.of(shown));
        page.show(content);
    }

    @Override
    public void setFocus() {
        table.control().setFocus();
    }

    @Override
    public void dispose() {
        if (feed != null) {
            feed.removeListener(listener);
        }
        super.dispose();
    }
}
