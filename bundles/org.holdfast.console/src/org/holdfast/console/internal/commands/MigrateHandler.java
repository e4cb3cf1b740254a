package org.holdfast.console.internal.commands;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.handlers.HandlerUtil;
import org.holdfast.console.internal.Messages;
import org.holdfast.console.internal.ui.Console;
import org.holdfast.console.internal.ui.Failures;
import org.holdfast.node.CacheService;

/** Migrate… */
public final class MigrateHandler extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) {
        IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindow(event);
        Console.of(window).services().cache().ifPresent(cache -> ask(window.getShell(), cache));
        return null;
    }

    private void ask(Shell shell, CacheService cache) {
        MigrateDialog dialog = new MigrateDialog(shell, cache);
        if (dialog.open() == Window.OK) {
            dialog.result().ifPresent(plan -> {
                CarryOutJob job = new CarryOutJob(cache, plan);
                Failures.run(job, shell.getDisplay(), Messages.migrate_title);
            });
        }
    }
}
