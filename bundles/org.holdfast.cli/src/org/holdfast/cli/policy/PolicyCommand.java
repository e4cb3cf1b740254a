package org.holdfast.cli.policy;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.holdfast.cluster.config.ConfigException;
import org.holdfast.cluster.config.PolicyFile;
import org.holdfast.model.policy.PolicyProblem;
import org.holdfast.model.policy.PolicyProblem.Severity;
import org.holdfast.model.policy.PolicySet;
import org.holdfast.policy.PolicyChange;
import org.holdfast.policy.PolicyDiff;
import org.holdfast.policy.PolicyEffect;
import org.holdfast.policy.Simulation;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads and compares policies. */
@Command(name = "policy", description = "Shows, checks and compares policies.", mixinStandardHelpOptions = true)
public final class PolicyCommand {

    /** There is a difference, or an error in what was checked: neither success nor a failure of the command. */
    static final int SOMETHING_FOUND = 3;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Command(name = "show", description = "Shows the policies of a node's file, as a file of policies.")
    int show(
            @Mixin ConfigOption config,
            @Option(names = "--json", description = "One field a line, as JSON.") boolean json)
            throws ConfigException {
        PolicySet policies = config.read().policies();
        if (json) {
            changes(PolicyDiff.between(PolicySet.of(List.of()), policies), true);
        } else {
            out().print(PolicyFile.write(policies));
        }
        out().flush();
        return 0;
    }

    @Command(
            name = "check",
            description = "Checks a file of policies against the members of a node's file. Exit code 3: it has errors.")
    int check(
            @Mixin ConfigOption config,
            @Option(names = "--json", description = "One problem a line, as JSON.") boolean json,
            @Parameters(paramLabel = "POLICIES") Path file)
            throws ConfigException {
        List<PolicyProblem> problems = Simulation.problems(PolicyFile.read(file), config.members(), Instant.now());
        problems.forEach(problem -> out().println(json ? PolicyJson.problem(problem) : text(problem)));
        out().flush();
        return problems.stream().anyMatch(p -> p.severity() == Severity.ERROR) ? SOMETHING_FOUND : 0;
    }

    @Command(
            name = "diff",
            description = "Says how a file of policies differs from those of a node's file. Exit code 3: it does.")
    int diff(
            @Mixin ConfigOption config,
            @Option(names = "--json", description = "One field a line, as JSON.") boolean json,
            @Parameters(paramLabel = "POLICIES") Path file)
            throws ConfigException {
        List<PolicyChange> changes = PolicyDiff.between(config.read().policies(), PolicyFile.read(file));
        changes(changes, json);
        out().flush();
        return changes.isEmpty() ? 0 : SOMETHING_FOUND;
    }

    @Command(
            name = "simulate",
            description = "Says what would come of a file of policies, by what the node knows of the cluster."
                    + " Exit code 3: it has errors.")
    int simulate(@Mixin ConfigOption config, @Parameters(paramLabel = "POLICIES") Path file)
            throws ConfigException, IOException {
        PolicyEffect effect = Simulation.ifApplied(config.snapshot(Instant.now()), PolicyFile.read(file));
        effect.problems().forEach(problem -> out().println(text(problem)));
        changes(effect.changes(), false);
        effect.now().forEach(evaluation -> DecisionText.lines(evaluation).forEach(out()::println));
        for (PolicyEffect.OnFailure failure : effect.failures()) {
            out().println("if " + failure.host() + " failed:");
            failure.after().evaluations().stream()
                    .flatMap(evaluation -> DecisionText.lines(evaluation).stream())
                    .forEach(line -> out().println("  " + line));
        }
        out().flush();
        return effect.problems().stream().anyMatch(p -> p.severity() == Severity.ERROR) ? SOMETHING_FOUND : 0;
    }

    private void changes(List<PolicyChange> changes, boolean json) {
        changes.forEach(change -> out().println(json ? PolicyJson.change(change) : change.toString()));
    }

    private static String text(PolicyProblem problem) {
        return (problem.severity() == Severity.ERROR ? "error: " : "warning: ") + problem;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
