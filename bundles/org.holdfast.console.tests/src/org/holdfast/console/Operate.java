package org.holdfast.console;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.jface.dialogs.ErrorDialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PlatformUI;
import org.holdfast.console.internal.ui.Ids;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** The window with its perspective Operate, and the services that a test puts behind it. */
final class Operate {

    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

    Operate() {
        // The harness keeps error dialogs from opening; here they are looked at.
        ErrorDialog.AUTOMATED_MODE = false;
    }

    /** Registers a service as another bundle would. */
    <S> S provide(Class<S> type, S service) {
        BundleContext context = FrameworkUtil.getBundle(Operate.class).getBundleContext();
        registrations.add(context.registerService(type, service, null));
        return service;
    }

    /** Withdraws the services, closes dialogs that are still open, and opens the views anew. */
    void leave() throws InterruptedException {
        Ui.on(() -> {
            Arrays.stream(Ui.display().getShells())
                    .filter(s -> s.isVisible() && s != window())
                    .forEach(Shell::close);
            return null;
        });
        registrations.forEach(ServiceRegistration::unregister);
        registrations.clear();
        Ui.on(() -> {
            for (String view : List.of(Ids.OWNERSHIP, Ids.CONNECTIONS, Ids.INCIDENTS)) {
                page().hideView(page().findView(view));
                page().showView(view);
            }
            return null;
        });
        Ui.await(
                "empty states again",
                () -> Ui.all(Ids.CONNECTIONS_TABLE, Table.class).isEmpty());
    }

    /** On the window's thread. */
    static Shell window() {
        return PlatformUI.getWorkbench().getWorkbenchWindows()[0].getShell();
    }

    /** On the window's thread. */
    static IWorkbenchPage page() {
        return PlatformUI.getWorkbench().getWorkbenchWindows()[0].getActivePage();
    }

    /** Makes the window the one that gets keys. */
    static void activate() throws InterruptedException {
        Ui.on(() -> {
            window().forceActive();
            page().activate(page().findView(Ids.CONNECTIONS));
            return null;
        });
        Ui.await("the window is active", () -> Ui.display().getActiveShell() == window());
    }

    static Table table(String id) throws InterruptedException {
        return Ui.find(id, Table.class);
    }

    static void awaitRows(String id, int rows) throws InterruptedException {
        Ui.await(
                rows + " rows in " + id,
                () -> Ui.all(id, Table.class).stream().anyMatch(t -> t.getItemCount() == rows));
    }

    /** The text of a cell, found by its column's header. */
    static String cell(Table table, int row, String header) {
        return Ui.on(() -> table.getItem(row).getText(column(table, header)));
    }

    /** The texts of a column from the first row to the last. */
    static List<String> cells(Table table, String header) {
        return Ui.on(() -> Arrays.stream(table.getItems())
                .map(item -> item.getText(column(table, header)))
                .toList());
    }

    /** A place inside a cell, on the screen. */
    static Point place(Table table, int row, String header) {
        return Ui.on(() -> {
            TableItem item = table.getItem(row);
            Rectangle bounds = item.getBounds(column(table, header));
            return table.toDisplay(bounds.x + Math.min(40, bounds.width / 2), bounds.y + bounds.height / 2);
        });
    }

    /** Clicks on the header of a column of a table that has rows. */
    static void clickHeader(Table table, String header) throws InterruptedException {
        Point at = Ui.on(() -> {
            Rectangle bounds = table.getItem(0).getBounds(column(table, header));
            return table.toDisplay(bounds.x + bounds.width / 2, bounds.y - table.getHeaderHeight() / 2);
        });
        Ui.click(at);
    }

    /** Clicks on a header again, without the window system: it takes a second posted click for a double click. */
    static void clickHeaderAgain(Table table, String header) {
        Ui.on(() -> {
            table.getColumn(column(table, header)).notifyListeners(SWT.Selection, new Event());
            return null;
        });
    }

    /** The index of a column; on the window's thread. */
    static int column(Table table, String header) {
        for (int i = 0; i < table.getColumnCount(); i++) {
            if (table.getColumn(i).getText().equals(header)) {
                return i;
            }
        }
        throw new AssertionError("no column '" + header + "'");
    }

    static String label(String id) throws InterruptedException {
        Label label = Ui.find(id, Label.class);
        return Ui.on(label::getText);
    }

    /** All rows of the ownership tree that are unfolded, {@code path: value}; on the window's thread. */
    static List<String> unfolded(Tree tree) {
        List<String> lines = new ArrayList<>();
        for (TreeItem item : tree.getItems()) {
            unfold(item, "", lines);
        }
        return lines;
    }

    private static void unfold(TreeItem item, String above, List<String> into) {
        String path = above + item.getText(0);
        into.add(path + ": " + item.getText(1));
        if (item.getExpanded()) {
            for (TreeItem child : item.getItems()) {
                unfold(child, path + "/", into);
            }
        }
    }

    /** A button of a dialog, as {@link IDialogConstants#OK_ID}. */
    static Button button(String title, int id) throws InterruptedException {
        Ui.await("the dialog " + title, () -> Ui.shell(title).isPresent());
        return Ui.on(() -> Ui.below(Ui.shell(title).orElseThrow(), Button.class).stream()
                .filter(b -> Integer.valueOf(id).equals(b.getData()))
                .findFirst()
                .orElseThrow());
    }

    /** Whether a thread is the window's. */
    static boolean isWindowThread(Thread thread) {
        return Ui.display().getThread() == thread;
    }

    /** Presses Ctrl+Shift and a letter. */
    static void controlShift(char letter) {
        Ui.press(Character.toLowerCase(letter), SWT.CTRL, SWT.SHIFT);
    }
}
