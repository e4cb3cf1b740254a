package org.holdfast.console.internal.ui;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.swt.SWT;
import org.eclipse.swt.SWTException;
import org.eclipse.swt.widgets.Display;
import org.holdfast.console.internal.feed.Coalescer;

/**
 * Calls back on the user-interface thread. What is due when the display is gone is left undone: nobody would see it.
 *
 * @param display whose thread
 * @param clock counts the delays; discards what it is given after its end
 */
public record DisplayTimer(Display display, ScheduledExecutorService clock) implements Coalescer.Timer {

    @Override
    public void after(Duration delay, Runnable action) {
        if (delay.isZero()) {
            onDisplay(action);
        } else {
            clock.schedule(() -> onDisplay(action), delay.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void onDisplay(Runnable action) {
        onDisplay(display, action);
    }

    /** Runs something on the thread of a display, unless that is gone. */
    public static void onDisplay(Display display, Runnable action) {
        if (display.isDisposed()) {
            return;
        }
        try {
            display.asyncExec(action);
        } catch (SWTException e) {
            // Disposed between the question and the call: the window is closing. Anything else is a mistake.
            if (e.code != SWT.ERROR_DEVICE_DISPOSED) {
                throw e;
            }
        }
    }
}
