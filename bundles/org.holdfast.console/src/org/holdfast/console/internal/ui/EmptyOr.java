package org.holdfast.console.internal.ui;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;

/** A view's two faces: its content, and what it shows while no cache runs. */
public final class EmptyOr {

    private final Composite stack;
    private final StackLayout layout = new StackLayout();
    private final EmptyState empty;
    private final Runnable servicesChanged;

    /** @param promise a sentence that says what would be here */
    public EmptyOr(Composite parent, Console console, String promise) {
        stack = new Composite(parent, SWT.NONE);
        stack.setLayout(layout);
        empty = new EmptyState(stack, console, promise);
        layout.topControl = empty.control();
        servicesChanged = () -> DisplayTimer.onDisplay(stack.getDisplay(), this::updateEmpty);
        console.services().addListener(servicesChanged);
        stack.addListener(SWT.Dispose, e -> console.services().removeListener(servicesChanged));
    }

    /** Where the content is to be built. */
    public Composite parent() {
        return stack;
    }

    /** Shows the content. */
    public void show(Control content) {
        top(content);
    }

    /** Shows that there is no cache. */
    public void showEmpty() {
        updateEmpty();
        top(empty.control());
    }

    private void updateEmpty() {
        if (!stack.isDisposed()) {
            empty.update();
        }
    }

    private void top(Control control) {
        if (layout.topControl != control) {
            layout.topControl = control;
            stack.layout();
        }
    }
}
