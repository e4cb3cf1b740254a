package org.holdfast.cli;

import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code holdfast COMMAND …} as an Equinox application; its exit code is the command's. */
public final class CommandLineApplication implements IApplication {

    private static final Logger LOG = LoggerFactory.getLogger(CommandLineApplication.class);

    @Override
    public Object start(IApplicationContext context) {
        context.applicationRunning();
        String[] arguments = (String[]) context.getArguments().get(IApplicationContext.APPLICATION_ARGS);
        return Holdfast.run(arguments, failure -> LOG.debug("command failed", failure));
    }

    @Override
    public void stop() {
        // Commands that wait have a shutdown hook of their own; see Until.
    }
}
