package org.holdfast.console.internal.commands;

import java.io.IOException;
import java.util.Optional;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.IJobFunction;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.handlers.HandlerUtil;
import org.holdfast.console.internal.ui.Console;
import org.holdfast.console.internal.ui.Failures;
import org.holdfast.model.control.HostControl;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.node.CacheService;

/** What fails or returns a host: asks which, shows what would happen, does it in a job. Only where there is a lab. */
abstract class HostHandler extends AbstractHandler {

    abstract String title();

    abstract String verb();

    abstract Preview outlook(Optional<CacheService> cache, NodeId host);

    abstract String jobName(NodeId host);

    abstract void act(HostControl control, NodeId host) throws IOException;

    /** Says what failed and what to do. */
    abstract String failure(NodeId host, String why);

    @Override
    public Object execute(ExecutionEvent event) {
        IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindow(event);
        Console console = Console.of(window);
        console.services().hostControl().ifPresent(control -> ask(window.getShell(), console, control));
        return null;
    }

    private void ask(Shell shell, Console console, HostControl control) {
        HostDialog dialog = new HostDialog(
                shell,
                title(),
                verb(),
                control::hosts,
                host -> outlook(console.services().cache(), host));
        if (dialog.open() == Window.OK) {
            dialog.result().ifPresent(host -> {
                Job job = Job.create(jobName(host), (IJobFunction) monitor -> run(control, host));
                Failures.run(job, shell.getDisplay(), title());
            });
        }
    }

    private IStatus run(HostControl control, NodeId host) {
        try {
            act(control, host);
            return Status.OK_STATUS;
        } catch (IOException | RuntimeException e) {
            return Status.error(failure(host, e.getMessage() == null ? e.toString() : e.getMessage()), e);
        }
    }
}
