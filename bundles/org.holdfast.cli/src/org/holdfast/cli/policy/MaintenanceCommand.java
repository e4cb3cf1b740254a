package org.holdfast.cli.policy;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import org.holdfast.cluster.config.ConfigException;
import org.holdfast.cluster.config.PolicyFile;
import org.holdfast.model.policy.Maintenance;
import org.holdfast.model.policy.PolicySet;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Begins and ends maintenance in files of policies. */
@Command(
        name = "maintenance",
        description = "Says who works on what, and writes policies with it.",
        mixinStandardHelpOptions = true)
public final class MaintenanceCommand {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** Either a host or a service. */
    private static final class Subject {

        @Option(names = "--host", required = true, paramLabel = "HOST", description = "The host.")
        private String host;

        @Option(names = "--service", required = true, paramLabel = "SERVICE", description = "The service.")
        private String service;

        Maintenance.Subject kind() {
            return host == null ? Maintenance.Subject.SERVICE : Maintenance.Subject.HOST;
        }

        String name() {
            return host == null ? service : host;
        }
    }

    @Command(name = "list", description = "Lists the maintenance that stands in a node's file.")
    int list(@Mixin ConfigOption config) throws ConfigException {
        Instant now = Instant.now();
        for (Maintenance m : config.read().policies().maintenances()) {
            out().println(word(m.subject()) + " " + m.name() + " until " + m.until() + ", " + m.reason() + " ("
                    + m.author() + ")" + (m.holdsAt(now) ? "" : ", over"));
        }
        out().flush();
        return 0;
    }

    @Command(name = "begin", description = "Writes a file of policies with a maintenance to standard output.")
    int begin(
            @ArgGroup(exclusive = true, multiplicity = "1") Subject subject,
            @Option(names = "--reason", required = true, description = "Why, for the others.") String reason,
            @Option(names = "--author", defaultValue = "${sys:user.name}", description = "Who (${DEFAULT-VALUE}).")
                    String author,
            @Option(names = "--until", required = true, paramLabel = "TIME", description = "2026-01-01T12:00:00Z")
                    Instant until,
            @Parameters(paramLabel = "POLICIES") Path file)
            throws ConfigException {
        Maintenance maintenance = new Maintenance(subject.kind(), subject.name(), reason, author, until);
        return print(PolicyFile.read(file).with(maintenance));
    }

    @Command(name = "end", description = "Writes a file of policies without a maintenance to standard output.")
    int end(
            @ArgGroup(exclusive = true, multiplicity = "1") Subject subject,
            @Parameters(paramLabel = "POLICIES") Path file)
            throws ConfigException {
        PolicySet before = PolicyFile.read(file);
        PolicySet after = before.without(subject.kind(), subject.name());
        if (after.equals(before)) {
            throw new IllegalArgumentException(
                    word(subject.kind()) + " " + subject.name() + " isn't in maintenance; nothing is to be ended");
        }
        return print(after);
    }

    private int print(PolicySet policies) {
        out().print(PolicyFile.write(policies));
        out().flush();
        return 0;
    }

    private static String word(Maintenance.Subject subject) {
        return switch (subject) {
            case HOST -> "host";
            case SERVICE -> "service";
        };
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
