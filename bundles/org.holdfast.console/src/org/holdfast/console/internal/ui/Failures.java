package org.holdfast.console.internal.ui;

import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.IJobChangeEvent;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.core.runtime.jobs.JobChangeAdapter;
import org.eclipse.jface.dialogs.ErrorDialog;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.progress.IProgressConstants;

/** Failures of jobs, as one dialog that says what failed and what to do. */
public final class Failures {

    private Failures() {}

    /**
     * Schedules a job; if it fails, shows a dialog, and keeps the platform from showing its own.
     *
     * @param job not yet scheduled; its error status has a message for people
     * @param title what was wanted: "Fail Host"
     */
    public static void run(Job job, Display display, String title) {
        job.setProperty(IProgressConstants.NO_IMMEDIATE_ERROR_PROMPT_PROPERTY, Boolean.TRUE);
        job.addJobChangeListener(new JobChangeAdapter() {
            @Override
            public void done(IJobChangeEvent event) {
                if (event.getResult().getSeverity() == IStatus.ERROR) {
                    DisplayTimer.onDisplay(display, () -> show(event.getResult(), title));
                }
            }
        });
        job.schedule();
    }

    /** Shows a failure; on the user-interface thread. */
    public static void show(IStatus failure, String title) {
        var window = PlatformUI.getWorkbench().getActiveWorkbenchWindow();
        // The dialog lists an exception's class; its words are in the message already, for people.
        ErrorDialog.openError(
                window == null ? null : window.getShell(), title, null, Status.error(failure.getMessage()));
    }
}
