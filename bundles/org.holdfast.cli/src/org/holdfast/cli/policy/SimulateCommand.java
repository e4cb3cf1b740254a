package org.holdfast.cli.policy;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import org.holdfast.cluster.config.ConfigException;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.plan.Refusal;
import org.holdfast.policy.Evaluation;
import org.holdfast.policy.Simulation;
import org.holdfast.policy.Snapshot;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what would happen, by the decisions that would be made. */
@Command(
        name = "simulate",
        description = "Says what would happen, by what a node knows of the cluster. Exit code 3: a service would be"
                + " refused.",
        mixinStandardHelpOptions = true)
public final class SimulateCommand {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Command(name = "failure", description = "If a host failed now.")
    int failure(
            @Mixin ConfigOption config,
            @Option(names = "--json", description = "One service a line, as JSON.") boolean json,
            @Parameters(paramLabel = "HOST") String host)
            throws ConfigException, IOException {
        Snapshot snapshot = config.snapshot(Instant.now());
        return print(
                snapshot,
                Simulation.ifHostFailed(snapshot, member(snapshot, host)).evaluations(),
                json);
    }

    @Command(name = "evacuation", description = "If a host were emptied now.")
    int evacuation(
            @Mixin ConfigOption config,
            @Option(names = "--json", description = "One service a line, as JSON.") boolean json,
            @Parameters(paramLabel = "HOST") String host)
            throws ConfigException, IOException {
        Snapshot snapshot = config.snapshot(Instant.now());
        String by = System.getProperty("user.name");
        return print(
                snapshot,
                Simulation.evacuate(snapshot, member(snapshot, host), by).evaluations(),
                json);
    }

    private static NodeId member(Snapshot snapshot, String host) {
        NodeId node = new NodeId(host);
        if (snapshot.cluster().member(node).isEmpty()) {
            throw new IllegalArgumentException(host + " is no member; the members are "
                    + String.join(
                            ", ",
                            snapshot.cluster().members().stream()
                                    .map(m -> m.node().name())
                                    .toList()));
        }
        return node;
    }

    private int print(Snapshot snapshot, List<Evaluation> evaluations, boolean json) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            evaluations.forEach(evaluation -> out.println(PolicyJson.evaluation(evaluation)));
        } else {
            out.println("By what " + snapshot.cluster().self() + " knew at "
                    + snapshot.cluster().at() + ", without connections:");
            evaluations.forEach(evaluation -> DecisionText.lines(evaluation).forEach(out::println));
            if (evaluations.isEmpty()) {
                out.println("No service would be concerned.");
            }
        }
        out.flush();
        return evaluations.stream().anyMatch(e -> e.decision() instanceof Refusal) ? PolicyCommand.SOMETHING_FOUND : 0;
    }
}
