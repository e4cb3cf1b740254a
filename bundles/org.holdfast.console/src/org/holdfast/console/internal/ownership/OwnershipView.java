package org.holdfast.console.internal.ownership;

import java.util.List;
import java.util.Optional;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.layout.TreeColumnLayout;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.viewers.ColumnPixelData;
import org.eclipse.jface.viewers.ColumnViewerToolTipSupport;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.jface.viewers.IElementComparer;
import org.eclipse.jface.viewers.ITreeContentProvider;
import org.eclipse.jface.viewers.TreeViewer;
import org.eclipse.jface.viewers.TreeViewerColumn;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.TreeColumn;
import org.eclipse.ui.part.ViewPart;
import org.holdfast.console.internal.Messages;
import org.holdfast.console.internal.feed.SnapshotFeed;
import org.holdfast.console.internal.ui.Console;
import org.holdfast.console.internal.ui.EmptyOr;
import org.holdfast.console.internal.ui.Formats;
import org.holdfast.console.internal.ui.Icon;
import org.holdfast.console.internal.ui.Ids;

/** Who owns what, who stands by, and all that each host announced. */
public final class OwnershipView extends ViewPart {

    private final Formats formats = Formats.local();
    private EmptyOr page;
    private Composite content;
    private Label summaryIcon;
    private Label summary;
    private TreeViewer viewer;
    private List<OwnershipNode> shown = List.of();
    private SnapshotFeed.Subscription<OwnershipTree> subscription;

    @Override
    public void createPartControl(Composite parent) {
        Console console = Console.of(getSite());
        page = new EmptyOr(parent, console, Messages.ownership_promise);
        content = new Composite(page.parent(), SWT.NONE);
        GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(content);
        createSummary(content);
        createTree(content);
        getSite().setSelectionProvider(viewer);
        subscription =
                console.snapshots().subscribe(snapshot -> OwnershipTree.of(snapshot.cluster(), formats), this::show);
    }

    private void createSummary(Composite parent) {
        Composite bar = new Composite(parent, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(bar);
        GridLayoutFactory.fillDefaults()
                .numColumns(2)
                .margins(8, 8)
                .spacing(8, 0)
                .applyTo(bar);
        summaryIcon = new Label(bar, SWT.NONE);
        summary = new Label(bar, SWT.NONE);
        summary.setFont(JFaceResources.getFontRegistry().getBold(JFaceResources.DEFAULT_FONT));
        summary.setData(Ids.WIDGET, Ids.OWNERSHIP_SUMMARY);
        GridDataFactory.fillDefaults()
                .align(SWT.FILL, SWT.CENTER)
                .grab(true, false)
                .applyTo(summary);
    }

    private void createTree(Composite parent) {
        Composite area = new Composite(parent, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(area);
        TreeColumnLayout layout = new TreeColumnLayout();
        area.setLayout(layout);
        viewer = new TreeViewer(area, SWT.FULL_SELECTION | SWT.SINGLE);
        viewer.getTree().setHeaderVisible(true);
        viewer.getTree().setData(Ids.WIDGET, Ids.OWNERSHIP_TREE);
        viewer.setUseHashlookup(true);
        viewer.setComparer(new ByPath());
        viewer.setContentProvider(new Content());
        ColumnViewerToolTipSupport.enableFor(viewer);
        layout.setColumnData(
                column(Messages.ownership_columnName, new OwnershipLabels(OwnershipNode::name, true)),
                new ColumnPixelData(208));
        layout.setColumnData(
                column(Messages.ownership_columnValue, new OwnershipLabels(OwnershipNode::value, false)),
                new ColumnWeightData(100, 184));
        viewer.setInput(this);
    }

    private TreeColumn column(String header, OwnershipLabels labels) {
        TreeViewerColumn column = new TreeViewerColumn(viewer, SWT.LEFT);
        column.getColumn().setText(header);
        column.setLabelProvider(labels);
        return column.getColumn();
    }

    private void show(Optional<OwnershipTree> tree) {
        if (content.isDisposed()) {
            return;
        }
        if (tree.isEmpty()) {
            shown = List.of();
            viewer.refresh();
            page.showEmpty();
            return;
        }
        List<OwnershipNode> before = shown;
        shown = tree.get().members();
        if (!shown.equals(before)) {
            viewer.refresh(true);
            expandNew(before);
        }
        if (!tree.get().summary().equals(summary.getText())) {
            summary.setText(tree.get().summary());
            summaryIcon.setImage(tree.get().majority() ? Icon.SURVIVES.image() : Icon.LOST.image());
            summary.getParent().layout();
        }
        page.show(content);
    }

    /** Members and services open when they come; what somebody closed stays closed. */
    private void expandNew(List<OwnershipNode> before) {
        for (OwnershipNode member : shown) {
            Optional<OwnershipNode> known =
                    before.stream().filter(m -> m.path().equals(member.path())).findFirst();
            if (known.isEmpty()) {
                viewer.setExpandedState(member, true);
            }
            for (OwnershipNode child : member.children()) {
                if (!child.children().isEmpty()
                        && known.stream()
                                .flatMap(m -> m.children().stream())
                                .noneMatch(c -> c.path().equals(child.path()))) {
                    viewer.setExpandedState(member, true);
                    viewer.setExpandedState(child, true);
                }
            }
        }
    }

    @Override
    public void setFocus() {
        viewer.getControl().setFocus();
    }

    @Override
    public void dispose() {
        if (subscription != null) {
            subscription.close();
        }
        super.dispose();
    }

    private final class Content implements ITreeContentProvider {

        @Override
        public Object[] getElements(Object input) {
            return shown.toArray();
        }

        @Override
        public Object[] getChildren(Object parent) {
            return ((OwnershipNode) parent).children().toArray();
        }

        @Override
        public Object getParent(Object element) {
            return null;
        }

        @Override
        public boolean hasChildren(Object element) {
            return !((OwnershipNode) element).children().isEmpty();
        }
    }

    /** Rows are the same row while they have the same path; the input is the view itself. */
    private static final class ByPath implements IElementComparer {

        @Override
        public boolean equals(Object a, Object b) {
            return a instanceof OwnershipNode x && b instanceof OwnershipNode y
                    ? x.path().equals(y.path())
                    : a == b;
        }

        @Override
        public int hashCode(Object element) {
            return element instanceof OwnershipNode node ? node.path().hashCode() : System.identityHashCode(element);
        }
    }
}
