package org.holdfast.cli;

import java.io.PrintWriter;
import java.util.List;
import org.holdfast.history.History;
import org.holdfast.model.incident.Incident;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "incident", description = "Reads the history of incidents.", mixinStandardHelpOptions = true)
final class IncidentCommand {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    @Command(name = "list", description = "Lists the newest incidents, a line each.")
    int list(
            @Mixin HistoryOption where,
            @Option(names = "--limit", defaultValue = "20", description = "At most so many (${DEFAULT-VALUE}).")
                    int limit) {
        try (History history = where.open()) {
            history.newest(limit).forEach(incident -> out().println(IncidentText.line(incident)));
        }
        out().flush();
        return 0;
    }

    @Command(name = "show", description = "Shows one incident, step by step.")
    int show(@Mixin HistoryOption where, @Parameters(paramLabel = "NUMBER") long number) {
        try (History history = where.open()) {
            print(HistoryOption.find(history, number));
        }
        return 0;
    }

    @Command(name = "last", description = "Shows the newest incident, step by step.")
    int last(@Mixin HistoryOption where) {
        try (History history = where.open()) {
            List<Incident> newest = history.newest(1);
            if (newest.isEmpty()) {
                out().println("There is no incident yet.");
                out().flush();
                return 1;
            }
            print(newest.getFirst());
        }
        return 0;
    }

    private void print(Incident incident) {
        IncidentText.lines(incident).forEach(out()::println);
        out().flush();
    }
}
