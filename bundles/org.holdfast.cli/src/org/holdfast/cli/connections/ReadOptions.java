package org.holdfast.cli.connections;

import picocli.CommandLine;
import picocli.CommandLine.Option;

/** What all commands that read a file have in common. */
final class ReadOptions {

    @Option(
            names = "--read",
            required = true,
            paramLabel = "FILE",
            description = "A pcap or pcapng file, compressed by gzip or not; - reads standard input.")
    private String file;

    /** As it was written. */
    String file() {
        return file;
    }

    /** What comes before a fault is worth having; the fault is told all the same. */
    int exitCode(String fault, CommandLine.Model.CommandSpec spec) {
        if (fault.isEmpty()) {
            return spec.exitCodeOnSuccess();
        }
        spec.commandLine().getErr().println("holdfast: " + fault);
        return spec.exitCodeOnExecutionException();
    }
}
