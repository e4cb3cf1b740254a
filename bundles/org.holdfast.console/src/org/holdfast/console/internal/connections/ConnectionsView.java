package org.holdfast.console.internal.connections;

import java.util.Optional;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.part.ViewPart;
import org.holdfast.console.internal.Messages;
import org.holdfast.console.internal.feed.SnapshotFeed;
import org.holdfast.console.internal.ui.Console;
import org.holdfast.console.internal.ui.EmptyOr;
import org.holdfast.console.internal.ui.Formats;
import org.holdfast.console.internal.ui.Icon;
import org.holdfast.console.internal.ui.Ids;

/** The live connections, each with whether it would survive; above them the share of those that would. */
public final class ConnectionsView extends ViewPart {

    private final Formats formats = Formats.local();
    private volatile ConnectionOrder order = ConnectionOrder.CAPTURED;
    private volatile boolean alsoClosed;

    private EmptyOr page;
    private Composite content;
    private Label survivalIcon;
    private Label survival;
    private Label improvement;
    private ConnectionTable table;
    private SnapshotFeed.Subscription<ConnectionRows> subscription;

    @Override
    public void createPartControl(Composite parent) {
        Console console = Console.of(getSite());
        page = new EmptyOr(parent, console, Messages.connections_promise);
        content = new Composite(page.parent(), SWT.NONE);
        GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(content);
        createSummary(content);
        table = new ConnectionTable(content, formats, this::reorder);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(table.control());
        subscription =
                console.snapshots().subscribe(snapshot -> ConnectionRows.of(snapshot, order, alsoClosed), this::show);
    }

    private void createSummary(Composite parent) {
        Composite bar = new Composite(parent, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(bar);
        GridLayoutFactory.fillDefaults()
                .numColumns(4)
                .margins(8, 4)
                .spacing(8, 0)
                .applyTo(bar);
        survivalIcon = new Label(bar, SWT.NONE);
        survival = new Label(bar, SWT.NONE);
        survival.setFont(JFaceResources.getFontRegistry().getBold(JFaceResources.DEFAULT_FONT));
        survival.setData(Ids.WIDGET, Ids.CONNECTIONS_SUMMARY);
        improvement = new Label(bar, SWT.NONE);
        // Its wish doesn't widen the view; what doesn't fit is in the tooltip.
        GridDataFactory.fillDefaults()
                .align(SWT.FILL, SWT.CENTER)
                .grab(true, false)
                .hint(10, SWT.DEFAULT)
                .applyTo(improvement);
        Button closed = new Button(bar, SWT.CHECK);
        closed.setText(Messages.connections_alsoClosed);
        closed.setData(Ids.WIDGET, Ids.CONNECTIONS_CLOSED);
        closed.addListener(SWT.Selection, e -> {
            alsoClosed = closed.getSelection();
            subscription.refresh();
        });
    }

    private void reorder(ConnectionOrder now) {
        order = now;
        subscription.refresh();
    }

    private void show(Optional<ConnectionRows> rows) {
        if (content.isDisposed()) {
            return;
        }
        if (rows.isEmpty()) {
            table.clear();
            page.showEmpty();
            return;
        }
        table.show(rows.get().rows());
        show(rows.get().survival());
        page.show(content);
    }

    private void show(Survival now) {
        String share = now.live() == 0
                ? Messages.connections_none
                : Messages.bind(
                        now.live() == 1 ? Messages.connections_one : Messages.connections_share,
                        formats.count(now.live()),
                        formats.percent(now.surviving(), now.live()));
        String raise = now.mainReason()
                .map(reason -> Messages.bind(
                        Messages.connections_raise, formats.count(now.mainCount()), reason.label(), reason.cure()))
                .orElse("");
        if (!share.equals(survival.getText()) || !raise.equals(improvement.getText())) {
            survivalIcon.setImage(
                    now.live() == 0
                            ? Icon.INFORMATION.image()
                            : now.mainReason().isEmpty() ? Icon.SURVIVES.image() : Icon.WARNING.image());
            survival.setText(share);
            improvement.setText(raise.replace("&", "&&"));
            improvement.setToolTipText(raise);
            survival.getParent().layout();
        }
    }

    @Override
    public void setFocus() {
        table.control().setFocus();
    }

    @Override
    public void dispose() {
        if (subscription != null) {
            subscription.close();
        }
        super.dispose();
    }
}
