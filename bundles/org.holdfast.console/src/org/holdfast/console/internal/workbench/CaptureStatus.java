package org.holdfast.console.internal.workbench;

import java.util.Optional;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.menus.WorkbenchWindowControlContribution;
import org.holdfast.console.internal.feed.SnapshotFeed;
import org.holdfast.console.internal.ui.Console;
import org.holdfast.console.internal.ui.Formats;
import org.holdfast.console.internal.ui.Ids;

/** The line at the bottom of the window that says what the capture hears. */
public final class CaptureStatus extends WorkbenchWindowControlContribution {

    /** Wide enough for a busy capture, narrow enough to leave the progress beside it room in the same row. */
    private static final int WIDTH = 600;

    private final Formats formats = Formats.local();
    private Label icon;
    private Label text;
    private SnapshotFeed.Subscription<CaptureLine> subscription;

    @Override
    protected Control createControl(Composite parent) {
        Composite line = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults()
                .numColumns(2)
                .margins(8, 4)
                .spacing(8, 0)
                .applyTo(line);
        icon = new Label(line, SWT.NONE);
        GridDataFactory.swtDefaults().hint(16, 16).applyTo(icon);
        text = new Label(line, SWT.NONE);
        text.setData(Ids.WIDGET, Ids.CAPTURE_STATUS);
        GridDataFactory.fillDefaults()
                .align(SWT.FILL, SWT.CENTER)
                .hint(WIDTH, SWT.DEFAULT)
                .applyTo(text);
        show(Optional.of(CaptureLine.NO_CACHE));
        subscription = Console.of(getWorkbenchWindow())
                .snapshots()
                .subscribe(snapshot -> CaptureLine.of(snapshot.health(), formats), this::show);
        line.getDisplay().asyncExec(() -> toTheLeft(line));
        return line;
    }

    /**
     * Puts the line at the left end of the bar: behind the platform's status line, which takes all the room there is
     * even while it isn't shown, it would get a row of its own.
     */
    private static void toTheLeft(Control line) {
        if (line.isDisposed()) {
            return;
        }
        Control item = line;
        while (item.getParent().getParent() != item.getShell() && item.getParent() != item.getShell()) {
            item = item.getParent();
        }
        item.moveAbove(null);
        item.requestLayout();
    }

    private void show(Optional<CaptureLine> line) {
        if (text.isDisposed()) {
            return;
        }
        CaptureLine now = line.orElse(CaptureLine.NO_CACHE);
        if (!now.text().equals(text.getText())) {
            icon.setImage(now.icon().image());
            text.setText(now.text().replace("&", "&&"));
            text.setToolTipText(now.text());
        }
    }

    @Override
    public void dispose() {
        if (subscription != null) {
            subscription.close();
        }
        super.dispose();
    }
}
