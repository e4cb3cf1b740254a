package org.holdfast.cli.cluster;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.holdfast.cluster.config.Finding;
import org.holdfast.cluster.config.NodeConfigFile;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "config", description = "Looks at a node's configuration file.", mixinStandardHelpOptions = true)
public final class ConfigCommand {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Command(
            name = "check",
            description = "Says what is wrong with a node's file and its certificates, and where. Exit code 1 when the"
                    + " node can't run with it.")
    int check(
            @Parameters(
                            paramLabel = "FILE",
                            arity = "0..1",
                            defaultValue = "/etc/holdfast/node.toml",
                            description = "The file (${DEFAULT-VALUE}).")
                    Path file,
            @Option(names = "--json", description = "One JSON object a line.") boolean json) {
        PrintWriter out = spec.commandLine().getOut();
        List<Finding> findings = NodeConfigFile.check(file, InstantSource.system());
        findings.forEach(finding -> out.println(json ? jsonOf(file, finding) : text(file, finding)));
        if (findings.isEmpty() && !json) {
            out.println(file + ": nothing is wrong");
        }
        out.flush();
        return findings.stream().anyMatch(f -> f.severity() == Finding.Severity.ERROR) ? 1 : 0;
    }

    private static String text(Path file, Finding finding) {
        String place = finding.line() == 0 ? "" : ":" + finding.line() + ":" + finding.column();
        String key = finding.key().isEmpty() ? "" : finding.key() + ": ";
        return file + place + ": " + severity(finding) + ": " + key + finding.what();
    }

    private static String jsonOf(Path file, Finding finding) {
        return new JsonLine()
                .add("file", file.toString())
                .add("line", finding.line())
                .add("column", finding.column())
                .add("severity", severity(finding))
                .add("key", finding.key())
                .add("what", finding.what())
                .toString();
    }

    private static String severity(Finding finding) {
        return finding.severity().name().toLowerCase(Locale.ROOT);
    }
}
