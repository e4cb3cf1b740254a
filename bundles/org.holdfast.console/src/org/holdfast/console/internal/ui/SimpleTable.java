package org.holdfast.console.internal.ui;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jface.viewers.ColumnLabelProvider;
import org.eclipse.jface.viewers.ColumnViewerToolTipSupport;
import org.eclipse.jface.viewers.IElementComparer;
import org.eclipse.jface.viewers.IStructuredContentProvider;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.jface.viewers.TableViewerColumn;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;

/**
 * A table of some hundred rows at most, which are replaced as a whole. The selection stays on its row, which is known
 * by its identity. For thousands of rows there is the table of connections.
 *
 * @param <T> what a row shows
 */
public final class SimpleTable<T> {

    private final TableViewer viewer;
    private final Class<T> type;
    private List<T> rows = List.of();

    /**
     * @param id the widget's name, for tests
     * @param type what a row shows
     * @param identity what makes two values the same row
     */
    public SimpleTable(Composite parent, String id, Class<T> type, Function<T, Object> identity) {
        this.type = type;
        viewer = new TableViewer(parent, SWT.FULL_SELECTION | SWT.SINGLE | SWT.V_SCROLL | SWT.H_SCROLL);
        viewer.getTable().setHeaderVisible(true);
        viewer.getTable().setData(Ids.WIDGET, id);
        viewer.setUseHashlookup(true);
        viewer.setComparer(new ByIdentity(identity));
        viewer.setContentProvider((IStructuredContentProvider) input -> rows.toArray());
        ColumnViewerToolTipSupport.enableFor(viewer);
        viewer.setInput(this);
    }

    /** Adds a column of words. */
    public SimpleTable<T> words(String header, int width, Function<T, String> text) {
        return column(header, width, SWT.LEFT, text, row -> Optional.empty(), text);
    }

    /** Adds a column of words with a longer tooltip. */
    public SimpleTable<T> words(String header, int width, Function<T, String> text, Function<T, String> tooltip) {
        return column(header, width, SWT.LEFT, text, row -> Optional.empty(), tooltip);
    }

    /** Adds a column of icons with a word beside each. */
    public SimpleTable<T> icons(
            String header, int width, Function<T, Icon> icon, Function<T, String> text, Function<T, String> tooltip) {
        return column(header, width, SWT.LEFT, text, row -> Optional.of(icon.apply(row)), tooltip);
    }

    /** Adds a column of numbers. */
    public SimpleTable<T> numbers(String header, int width, Function<T, String> text) {
        return column(header, width, SWT.RIGHT, text, row -> Optional.empty(), text);
    }

    /** Shows other rows. */
    public void show(List<T> now) {
        if (!now.equals(rows)) {
            rows = List.copyOf(now);
            viewer.refresh(true);
        }
    }

    public TableViewer viewer() {
        return viewer;
    }

    public Table control() {
        return viewer.getTable();
    }

    /** The selected row. */
    public Optional<T> selected() {
        return Optional.ofNullable(type.cast(viewer.getStructuredSelection().getFirstElement()));
    }

    private SimpleTable<T> column(
            String header,
            int width,
            int style,
            Function<T, String> text,
            Function<T, Optional<Icon>> icon,
            Function<T, String> tooltip) {
        TableViewerColumn column = new TableViewerColumn(viewer, style);
        column.getColumn().setText(header);
        column.getColumn().setWidth(width);
        column.getColumn().setMoveable(true);
        column.setLabelProvider(new ColumnLabelProvider() {
            @Override
            public String getText(Object element) {
                return text.apply(type.cast(element));
            }

            @Override
            public Image getImage(Object element) {
                return icon.apply(type.cast(element)).map(Icon::image).orElse(null);
            }

            @Override
            public String getToolTipText(Object element) {
                String words = tooltip.apply(type.cast(element));
                return words.isEmpty() ? null : words;
            }
        });
        return this;
    }

    private final class ByIdentity implements IElementComparer {

        private final Function<T, Object> identity;

        ByIdentity(Function<T, Object> identity) {
            this.identity = identity;
        }

        @Override
        public boolean equals(Object a, Object b) {
            return type.isInstance(a) && type.isInstance(b)
                    ? identity.apply(type.cast(a)).equals(identity.apply(type.cast(b)))
                    : a == b;
        }

        @Override
        public int hashCode(Object element) {
            return type.isInstance(element)
                    ? identity.apply(type.cast(element)).hashCode()
                    : System.identityHashCode(element);
        }
    }
}
