package org.holdfast.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.holdfast.history.History;
import org.holdfast.report.HtmlReport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "report", description = "Writes the report of an incident.")
final class ReportCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Mixin
    private HistoryOption where;

    @Parameters(paramLabel = "INCIDENT", description = "Its number; 'holdfast incident list' names them.")
    private long number;

    @Option(names = "--html", required = true, paramLabel = "FILE", description = "Where the HTML goes.")
    private Path html;

    @Override
    public Integer call() throws Exception {
        try (History history = where.open()) {
            HtmlReport.write(HistoryOption.find(history, number), html);
        }
        spec.commandLine().getOut().println("written: " + html);
        return 0;
    }
}
