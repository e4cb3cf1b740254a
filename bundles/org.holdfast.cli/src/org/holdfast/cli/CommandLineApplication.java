package org.holdfast.cli;

import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code holdfast COMMAND …} as an Equinox application; its exit code is the command's. */
public final class CommandLineApplication implements IApplication {

    @Override
    public Object start(IApplicationContext context) {
        context.applicationRunning();
        String[] arguments = (String[]) context.getArguments().get(IApplicationContext.APPLICATION_ARGS);
        return run(arguments);
    }

    static int run(String... arguments) {
        return new CommandLine(new Holdfast())
                .setExecutionExceptionHandler(new PlainErrors())
                .execute(arguments);
    }

    @Override
    public void stop() {
        // Commands that wait have a shutdown hook of their own; see Until.
    }

    /** The root of all commands. */
    @Command(
            name = "holdfast",
            description = "TCP connections that outlive their hosts.",
            mixinStandardHelpOptions = true,
            version = "Holdfast 1.0.0",
            subcommands = {
                AgentCommand.class,
                CacheCommand.class,
                IncidentCommand.class,
                ReportCommand.class,
                DoctorCommand.class,
                LabCommand.class
            })
    static final class Holdfast implements Runnable {

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public void run() {
            spec.commandLine().usage(spec.commandLine().getOut());
        }
    }

    /** Prints what went wrong as one line; the log has the rest. */
    private static final class PlainErrors implements CommandLine.IExecutionExceptionHandler {

        @Override
        public int handleExecutionException(Exception e, CommandLine command, CommandLine.ParseResult result) {
            command.getErr().println("holdfast: " + e.getMessage());
            org.slf4j.LoggerFactory.getLogger(CommandLineApplication.class).debug("command failed", e);
            return command.getCommandSpec().exitCodeOnExecutionException();
        }
    }
}
