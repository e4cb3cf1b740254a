package org.holdfast.cli;

import java.util.List;
import java.util.function.Consumer;
import org.holdfast.cli.cluster.ClusterCommand;
import org.holdfast.cli.cluster.ConfigCommand;
import org.holdfast.cli.connections.CaptureCommand;
import org.holdfast.cli.connections.ConnectionsCommand;
import org.holdfast.cli.connections.FollowCommand;
import org.holdfast.cli.connections.InterfacesCommand;
import org.holdfast.cli.policy.MaintenanceCommand;
import org.holdfast.cli.policy.PolicyCommand;
import org.holdfast.cli.policy.SimulateCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The root of all commands. */
@Command(
        name = "holdfast",
        description = "TCP connections that outlive their hosts.",
        mixinStandardHelpOptions = true,
        scope = CommandLine.ScopeType.INHERIT,
        version = "Holdfast 1.0.0")
final class Holdfast implements Runnable {

    private static final List<String> NAMES = List.of(
            "connections",
            "follow",
            "capture",
            "interfaces",
            "agent",
            "cache",
            "policy",
            "simulate",
            "maintenance",
            "cluster",
            "config",
            "incident",
            "report",
            "doctor",
            "lab");

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /**
     * Runs one command.
     *
     * @param failures told what a command threw, after a line about it was printed
     * @return its exit code: 0, 1 when it failed, 2 when it wasn't understood
     */
    static int run(String[] arguments, Consumer<Exception> failures) {
        PlainErrors errors = new PlainErrors(failures);
        return commandLine(arguments)
                .setExecutionExceptionHandler(errors)
                .setParameterExceptionHandler(errors)
                .execute(arguments);
    }

    /** With the command that is named, or with all: to read one command's options takes as long as to run it. */
    private static CommandLine commandLine(String[] arguments) {
        CommandLine commandLine = new CommandLine(new Holdfast());
        boolean named = arguments.length > 0 && NAMES.contains(arguments[0]);
        for (String name : named ? List.of(arguments[0]) : NAMES) {
            commandLine.addSubcommand(command(name));
        }
        return commandLine;
    }

    private static Object command(String name) {
        return switch (name) {
            case "connections" -> new ConnectionsCommand();
            case "follow" -> new FollowCommand();
            case "capture" -> new CaptureCommand();
            case "interfaces" -> new InterfacesCommand();
            case "agent" -> new AgentCommand();
            case "cache" -> new CacheCommand();
            case "policy" -> new PolicyCommand();
            case "simulate" -> new SimulateCommand();
            case "maintenance" -> new MaintenanceCommand();
            case "cluster" -> new ClusterCommand();
            case "config" -> new ConfigCommand();
            case "incident" -> new IncidentCommand();
            case "report" -> new ReportCommand();
            case "doctor" -> new DoctorCommand();
            case "lab" -> new LabCommand();
            default -> throw new IllegalArgumentException("there is no command " + name);
        };
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
