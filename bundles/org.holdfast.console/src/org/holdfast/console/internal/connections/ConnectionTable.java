package org.holdfast.console.internal.connections;

import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.holdfast.console.internal.Messages;
import org.holdfast.console.internal.ui.Formats;
import org.holdfast.console.internal.ui.Icon;
import org.holdfast.console.internal.ui.Ids;
import org.holdfast.model.tcp.Verdict;

/**
 * The table of connections. Text is made when a row is shown; an update touches only cells that are visible and differ.
 * The selection stays on its connection, wherever its row goes, and the table never scrolls by itself.
 */
final class ConnectionTable {

    private static final ConnectionColumn[] COLUMNS = ConnectionColumn.values();

    private final Table table;
    private final Formats formats;
    /** Indexes of the rows whose items hold text. */
    private final BitSet filled = new BitSet();

    private List<ConnectionRow> rows = List.of();
    private OptionalLong selected = OptionalLong.empty();
    private ConnectionOrder order = ConnectionOrder.CAPTURED;

    /** @param reorder is told of the order that a click on a header asks for */
    ConnectionTable(Composite parent, Formats formats, Consumer<ConnectionOrder> reorder) {
        this.formats = formats;
        table = new Table(parent, SWT.VIRTUAL | SWT.FULL_SELECTION | SWT.SINGLE);
        table.setHeaderVisible(true);
        table.setData(Ids.WIDGET, Ids.CONNECTIONS_TABLE);
        for (ConnectionColumn column : COLUMNS) {
            TableColumn header = new TableColumn(table, column.isNumber() ? SWT.RIGHT : SWT.LEFT);
            header.setText(column.header());
            header.setWidth(column.width());
            header.setMoveable(true);
            header.addListener(SWT.Selection, e -> {
                order = order.clicked(column);
                table.setSortColumn(order.column().isPresent() ? header : null);
                table.setSortDirection(order.column().isEmpty() ? SWT.NONE : order.descending() ? SWT.DOWN : SWT.UP);
                reorder.accept(order);
            });
        }
        table.addListener(SWT.SetData, this::fill);
        table.addListener(
                SWT.Selection,
                e -> selected = rowAt(table.getSelectionIndex()).stream()
                        .mapToLong(ConnectionRow::id)
                        .findFirst());
        table.addListener(SWT.MouseMove, e -> tooltip(new Point(e.x, e.y)));
    }

    Table control() {
        return table;
    }

    /** Shows other rows. */
    void show(List<ConnectionRow> now) {
        rows = now;
        if (table.getItemCount() != now.size()) {
            table.setItemCount(now.size());
            filled.clear(now.size(), Math.max(now.size(), filled.length()));
        }
        int first = table.getTopIndex();
        int last = Math.min(now.size() - 1, first + table.getClientArea().height / table.getItemHeight() + 1);
        for (int i = filled.nextSetBit(0); i >= 0; i = filled.nextSetBit(i + 1)) {
            if (i >= first && i <= last) {
                update(table.getItem(i), now.get(i));
            } else {
                // Asked for again when it is scrolled to.
                table.clear(i);
                filled.clear(i);
            }
        }
        keepSelection();
    }

    /** Shows nothing and forgets what was selected: another cache gives its connections other numbers. */
    void clear() {
        selected = OptionalLong.empty();
        show(List.of());
    }

    private void keepSelection() {
        int index = selected.isPresent() ? indexOf(selected.getAsLong()) : -1;
        if (index != table.getSelectionIndex()) {
            table.deselectAll();
            // select(), unlike setSelection(), doesn't scroll: nothing moves under the pointer.
            table.select(index);
        }
    }

    private int indexOf(long id) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).id() == id) {
                return i;
            }
        }
        return -1;
    }

    private Optional<ConnectionRow> rowAt(int index) {
        return index >= 0 && index < rows.size() ? Optional.of(rows.get(index)) : Optional.empty();
    }

    private void fill(Event event) {
        TableItem item = (TableItem) event.item;
        rowAt(event.index).ifPresent(row -> {
            filled.set(event.index);
            for (int column = 0; column < COLUMNS.length; column++) {
                item.setText(column, COLUMNS[column].text(row, formats));
            }
            decorate(item, row);
        });
    }

    private void update(TableItem item, ConnectionRow row) {
        for (int column = 0; column < COLUMNS.length; column++) {
            String text = COLUMNS[column].text(row, formats);
            if (!text.equals(item.getText(column))) {
                item.setText(column, text);
            }
        }
        decorate(item, row);
    }

    private void decorate(TableItem item, ConnectionRow row) {
        Image image = row.live() ? Icon.of(row.verdict().reason()).image() : null;
        if (item.getImage(0) != image) {
            item.setImage(0, image);
        }
        // What has ended is grey; null is the platform's own colour.
        var foreground = row.live() ? null : table.getDisplay().getSystemColor(SWT.COLOR_WIDGET_DISABLED_FOREGROUND);
        if (!Objects.equals(item.getData(), row.live())) {
            item.setData(row.live());
            item.setForeground(foreground);
        }
    }

    private void tooltip(Point at) {
        TableItem item = table.getItem(at);
        String text = item == null
                ? null
                : rowAt(table.indexOf(item))
                        .flatMap(row -> tooltip(row, columnAt(item, at)))
                        .orElse(null);
        if (!Objects.equals(text, table.getToolTipText())) {
            table.setToolTipText(text);
        }
    }

    private Optional<ConnectionColumn> columnAt(TableItem item, Point at) {
        for (ConnectionColumn column : COLUMNS) {
            Rectangle bounds = item.getBounds(column.ordinal());
            if (bounds.x <= at.x && at.x < bounds.x + bounds.width) {
                return Optional.of(column);
            }
        }
        return Optional.empty();
    }

    private Optional<String> tooltip(ConnectionRow row, Optional<ConnectionColumn> column) {
        return column.flatMap(c -> switch (c) {
            case VERDICT -> Optional.of(explain(row.verdict()));
            case AGE ->
                Optional.of(Messages.bind(
                        Messages.connections_ageTooltip,
                        formats.utc(row.connection().firstSeen()),
                        formats.utc(row.connection().lastSeen())));
            case SERVICE -> Optional.of(row.connection().tuple().service().toString());
            case IN, OUT ->
                Optional.of(Messages.bind(
                        Messages.connections_bytesTooltip,
                        formats.count(
                                c == ConnectionColumn.IN
                                        ? row.connection().inbound().payloadBytes()
                                        : row.connection().outbound().payloadBytes()),
                        formats.count(
                                c == ConnectionColumn.IN
                                        ? row.connection().inbound().packets()
                                        : row.connection().outbound().packets())));
            default -> Optional.empty();
        });
    }

    /** Reason, what was seen, and the cure: one line each. */
    static String explain(Verdict verdict) {
        StringBuilder text = new StringBuilder(verdict.reason().meaning());
        if (!verdict.detail().isEmpty()) {
            text.append('\n').append(verdict.detail());
        }
        if (!verdict.reason().cure().isEmpty()) {
            text.append('\n')
                    .append(Messages.bind(
                            Messages.connections_cure, verdict.reason().cure()));
        }
        return text.toString();
    }
}
