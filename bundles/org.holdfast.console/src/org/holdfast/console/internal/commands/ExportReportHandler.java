package org.holdfast.console.internal.commands;

import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.IJobFunction;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.handlers.HandlerUtil;
import org.holdfast.console.internal.Messages;
import org.holdfast.console.internal.ui.Failures;
import org.holdfast.model.incident.Incident;
import org.holdfast.report.HtmlReport;

/** Export Report…, of the selected incident. */
public final class ExportReportHandler extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) {
        IStructuredSelection selection = HandlerUtil.getCurrentStructuredSelection(event);
        if (selection.getFirstElement() instanceof Incident incident) {
            ask(HandlerUtil.getActiveShell(event), incident);
        }
        return null;
    }

    private static void ask(Shell shell, Incident incident) {
        FileDialog dialog = new FileDialog(shell, SWT.SAVE);
        dialog.setText(Messages.bind(Messages.export_title, incident.number()));
        dialog.setFileName(Messages.bind(Messages.export_file, Long.toString(incident.number())));
        dialog.setFilterExtensions(new String[] {"*.html"});
        dialog.setOverwrite(true);
        String file = dialog.open();
        if (file != null) {
            Job job = Job.create(Messages.bind(Messages.export_job, incident.number()), (IJobFunction)
                    monitor -> write(incident, file));
            Failures.run(job, shell.getDisplay(), Messages.bind(Messages.export_title, incident.number()));
        }
    }

    private static IStatus write(Incident incident, String file) {
        try {
            HtmlReport.write(incident, Path.of(file));
            return Status.OK_STATUS;
        } catch (IOException | RuntimeException e) {
            return Status.error(
                    Messages.bind(Messages.export_failed, file, e.getMessage() == null ? e.toString() : e.getMessage()),
                    e);
        }
    }
}
