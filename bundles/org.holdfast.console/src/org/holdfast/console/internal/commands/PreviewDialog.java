package org.holdfast.console.internal.commands;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.holdfast.console.internal.Messages;
import org.holdfast.console.internal.ui.DisplayTimer;
import org.holdfast.console.internal.ui.Icon;
import org.holdfast.console.internal.ui.Ids;
import org.holdfast.console.internal.ui.SimpleTable;
import org.holdfast.model.plan.PlannedConnection;

/**
 * Asks for a choice, shows what would happen, and is confirmed by a verb. The safe button is the default one. What would
 * happen is found off the user-interface thread; an answer to an earlier choice is dropped.
 */
abstract class PreviewDialog extends Dialog {

    private static final int WIDTH = 640;

    private final String title;
    private final String verb;
    private Label icon;
    private Label headline;
    private Label lines;
    private SimpleTable<PlannedConnection> connections;
    private int question;
    private boolean ready;

    PreviewDialog(Shell parent, String title, String verb) {
        super(parent);
        this.title = title;
        this.verb = verb;
    }

    /** Builds the choices, in two columns. */
    abstract void createChoices(Composite parent);

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(title);
    }

    @Override
    protected boolean isResizable() {
        return true;
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        GridLayoutFactory.fillDefaults()
                .margins(16, 16)
                .spacing(8, 8)
                .numColumns(2)
                .applyTo(area);
        createChoices(area);
        Label line = new Label(area, SWT.SEPARATOR | SWT.HORIZONTAL);
        GridDataFactory.fillDefaults().span(2, 1).applyTo(line);
        Composite summary = new Composite(area, SWT.NONE);
        GridDataFactory.fillDefaults().span(2, 1).grab(true, false).applyTo(summary);
        GridLayoutFactory.fillDefaults().numColumns(2).spacing(8, 4).applyTo(summary);
        icon = new Label(summary, SWT.NONE);
        GridDataFactory.swtDefaults()
                .align(SWT.CENTER, SWT.BEGINNING)
                .hint(16, 16)
                .applyTo(icon);
        headline = new Label(summary, SWT.WRAP);
        headline.setFont(JFaceResources.getFontRegistry().getBold(JFaceResources.DEFAULT_FONT));
        headline.setData(Ids.WIDGET, Ids.DIALOG_PREVIEW);
        GridDataFactory.fillDefaults()
                .grab(true, false)
                .hint(WIDTH, SWT.DEFAULT)
                .applyTo(headline);
        new Label(summary, SWT.NONE);
        lines = new Label(summary, SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, false).hint(WIDTH, 96).applyTo(lines);
        connections = new SimpleTable<>(area, Ids.DIALOG_PREVIEW_TABLE, PlannedConnection.class, PlannedConnection::id)
                .icons(
                        Messages.column_verdict,
                        120,
                        c -> Icon.of(c.verdict().reason()),
                        c -> c.verdict().reason().label(),
                        c -> c.verdict().reason().meaning()
                                + '\n'
                                + c.verdict().reason().cure())
                .words(Messages.column_client, 160, c -> c.tuple().remote().toString())
                .words(Messages.column_becomes, 112, PreviewDialog::becomes)
                .words(Messages.column_why, 264, PreviewDialog::why);
        GridDataFactory.fillDefaults()
                .span(2, 1)
                .grab(true, true)
                .hint(WIDTH, 176)
                .applyTo(connections.control());
        return area;
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, IDialogConstants.OK_ID, verb, false);
        createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CANCEL_LABEL, true);
        enable();
    }

    /**
     * Asks off the user-interface thread, and shows the answer unless another question came in between.
     *
     * @param remember is given the answer, on the user-interface thread
     * @param words puts it into words, on the asking thread
     */
    final <T> void ask(Callable<T> answer, java.util.function.Function<T, Preview> words, Consumer<T> remember) {
        int asked = ++question;
        ready = false;
        enable();
        background(
                () -> {
                    T found = answer.call();
                    return new Answer<>(found, words.apply(found));
                },
                found -> {
                    if (asked == question) {
                        remember.accept(found.value);
                        show(found.preview);
                    }
                });
    }

    /** Calls something off the user-interface thread; a failure is shown in the dialog. */
    final <T> void background(Callable<T> call, Consumer<T> then) {
        Display display = getParentShell() == null
                ? Display.getCurrent()
                : getParentShell().getDisplay();
        Job.createSystem(title, monitor -> {
                    try {
                        T value = call.call();
                        onOpenDialog(display, () -> then.accept(value));
                    } catch (Exception e) {
                        String why = e.getMessage() == null ? e.toString() : e.getMessage();
                        onOpenDialog(
                                display,
                                () -> show(new Preview(
                                        Icon.LOST, Messages.preview_unanswered, List.of(why), List.of(), false)));
                    }
                    return Status.OK_STATUS;
                })
                .schedule();
    }

    private void onOpenDialog(Display display, Runnable action) {
        DisplayTimer.onDisplay(display, () -> {
            if (getContents() != null && !getContents().isDisposed()) {
                action.run();
            }
        });
    }

    private void show(Preview preview) {
        icon.setImage(preview.icon().image());
        headline.setText(preview.headline().replace("&", "&&"));
        String text = String.join("\n", preview.lines());
        lines.setText(text.replace("&", "&&"));
        lines.setToolTipText(text);
        connections.show(preview.connections());
        ready = preview.allowed();
        enable();
        icon.getParent().getParent().layout(true, true);
    }

    private void enable() {
        Button ok = getButton(IDialogConstants.OK_ID);
        if (ok != null) {
            ok.setEnabled(ready);
        }
    }

    /** A labelled choice among texts. */
    static Combo choice(Composite parent, String label, String id) {
        new Label(parent, SWT.NONE).setText(label);
        Combo combo = new Combo(parent, SWT.DROP_DOWN | SWT.READ_ONLY);
        combo.setData(Ids.WIDGET, id);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(combo);
        return combo;
    }

    /** The chosen one of what a combo shows. */
    static <T> Optional<T> chosen(Combo combo, List<T> shown) {
        int index = combo.getSelectionIndex();
        return index < 0 || index >= shown.size() ? Optional.empty() : Optional.of(shown.get(index));
    }

    private static String becomes(PlannedConnection connection) {
        return switch (connection.mode()) {
            case REPLAY -> Messages.becomes_continued;
            case RESET -> Messages.becomes_reset;
        };
    }

    private static String why(PlannedConnection connection) {
        String detail = connection.verdict().detail();
        return Objects.requireNonNullElse(
                detail.isEmpty() ? connection.verdict().reason().meaning() : detail, "");
    }

    private record Answer<T>(T value, Preview preview) {}
}
