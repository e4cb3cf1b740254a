package org.holdfast.console.internal.commands;

import org.eclipse.core.commands.common.CommandException;
import org.eclipse.core.runtime.Status;
import org.eclipse.ui.handlers.IHandlerService;
import org.eclipse.ui.services.IServiceLocator;
import org.holdfast.console.internal.Messages;
import org.holdfast.console.internal.ui.Failures;

/** Runs commands for links and the like. */
public final class Commands {

    private Commands() {}

    /** Runs a command as its menu entry would; when it can't be run now, says so. On the user-interface thread. */
    public static void run(IServiceLocator site, String command) {
        try {
            site.getService(IHandlerService.class).executeCommand(command, null);
        } catch (CommandException e) {
            Failures.show(
                    Status.error(Messages.bind(Messages.command_notNow, e.getMessage()), e),
                    Messages.command_notNowTitle);
        }
    }
}
