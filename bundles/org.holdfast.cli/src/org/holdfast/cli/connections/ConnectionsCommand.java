package org.holdfast.cli.connections;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.holdfast.cache.filter.DisplayFilter;
import org.holdfast.cache.filter.FilterException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code holdfast connections}. {@link ListingOptions#ofPlain} understands the same options. */
@Command(name = "connections", description = "Lists the TCP connections in a capture file.")
public final class ConnectionsCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Mixin
    private ReadOptions read;

    @Option(
            names = "--filter",
            paramLabel = "EXPR",
            defaultValue = "",
            description = "Only these connections, for example: port 80-90 and verdict != survives")
    private String filter;

    @Option(names = "--json", description = "One JSON object a line instead of a table.")
    private boolean json;

    @Option(names = "--summary", description = "Only sums.")
    private boolean summary;

    @Override
    public Integer call() throws IOException {
        return read.exitCode(Listing.print(options(), System.out), spec);
    }

    ListingOptions options() {
        try {
            return new ListingOptions(read.file(), DisplayFilter.parse(filter), json, summary);
        } catch (FilterException e) {
            String pointer = "%n  %s%n  %s^".formatted(filter, " ".repeat(e.position()));
            throw new CommandLine.ParameterException(spec.commandLine(), "--filter: " + e.getMessage() + pointer);
        }
    }
}
