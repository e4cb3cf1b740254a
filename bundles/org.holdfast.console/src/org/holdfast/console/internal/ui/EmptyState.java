package org.holdfast.console.internal.ui;

import java.nio.file.Path;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.holdfast.console.NodeStart;
import org.holdfast.console.internal.Messages;

/** What a view shows while no cache runs: what would be here, how to get it, and a link that does it. */
public final class EmptyState {

    private static final int WIDTH = 360;

    private final Composite control;
    private final Console console;
    private final Label icon;
    private final Label headline;
    private final Link text;

    /** @param promise a sentence that says what would be here */
    public EmptyState(Composite parent, Console console, String promise) {
        this.console = console;
        control = new Composite(parent, SWT.NONE);
        control.setData(Ids.WIDGET, Ids.EMPTY_STATE);
        GridLayoutFactory.fillDefaults()
                .margins(16, 16)
                .numColumns(2)
                .spacing(8, 8)
                .applyTo(control);
        icon = new Label(control, SWT.NONE);
        GridDataFactory.swtDefaults().align(SWT.CENTER, SWT.BEGINNING).applyTo(icon);
        headline = new Label(control, SWT.WRAP);
        headline.setText(promise);
        GridDataFactory.fillDefaults()
                .grab(true, false)
                .hint(WIDTH, SWT.DEFAULT)
                .applyTo(headline);
        new Label(control, SWT.NONE);
        text = new Link(control, SWT.WRAP);
        GridDataFactory.fillDefaults()
                .grab(true, false)
                .hint(WIDTH, SWT.DEFAULT)
                .applyTo(text);
        text.addListener(SWT.Selection, e -> chooseConfiguration());
        update();
    }

    public Composite control() {
        return control;
    }

    /** Shows how it stands with the cache node now. */
    public void update() {
        NodeStart start = console.services().nodeStart();
        icon.setImage(
                switch (start) {
                    case NodeStart.Failed f -> Icon.LOST.image();
                    case NodeStart.Starting s -> Icon.RUNNING.image();
                    default -> Icon.INFORMATION.image();
                });
        String now = switch (start) {
            case NodeStart.NotAsked n -> Messages.empty_noCache;
            case NodeStart.Starting s -> Messages.bind(Messages.empty_starting, s.config());
            case NodeStart.Running r -> Messages.bind(Messages.empty_running, r.config());
            case NodeStart.Failed f -> Messages.bind(Messages.empty_failed, escape(f.problem()));
        };
        if (!now.equals(text.getText())) {
            text.setText(now);
            control.layout();
        }
    }

    private void chooseConfiguration() {
        FileDialog dialog = new FileDialog(control.getShell(), SWT.OPEN);
        dialog.setText(Messages.empty_chooseTitle);
        dialog.setFilterExtensions(new String[] {"*.toml", "*"});
        String file = dialog.open();
        if (file != null) {
            Failures.run(console.node().start(Path.of(file)), control.getDisplay(), Messages.node_failedTitle);
        }
    }

    /** A link reads angle brackets and mnemonics; foreign text has neither. */
    private static String escape(String foreign) {
        return foreign.replace("&", "&&").replace('<', '‹').replace('>', '›');
    }
}
