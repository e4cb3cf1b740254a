package org.holdfast.cli.rehearsal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.holdfast.cli.connections.Listing;
import org.holdfast.cli.connections.ListingOptions;

/**
 * Reads a made-up capture file as {@code holdfast connections} does, while the JVM writes down what it loads and
 * compiles for it (an AOT cache, JEP 483 and 515). The launcher runs it once; see {@code docs/commands.md}.
 */
public final class Rehearsal {

    private static final int SHORT_CONNECTIONS = 32_768;
    private static final int SEGMENTS = 50_000;

    private Rehearsal() {}

    public static void main(String[] arguments) throws IOException {
        Path trace = Files.createTempFile("holdfast-rehearsal", ".pcap");
        try (PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream())) {
            RehearsalTrace.write(trace, SHORT_CONNECTIONS, SEGMENTS);
            list(nowhere, "--read", trace.toString());
            RehearsalTrace.write(trace, SHORT_CONNECTIONS / 16, SEGMENTS / 16);
            list(nowhere, "--read", trace.toString(), "--json");
            list(nowhere, "--read", trace.toString(), "--summary", "--filter", "port 80 and bytes > 1MB");
        } finally {
            Files.delete(trace);
        }
    }

    private static void list(PrintStream target, String... options) throws IOException {
        String[] arguments = new String[options.length + 1];
        arguments[0] = "connections";
        System.arraycopy(options, 0, arguments, 1, options.length);
        String fault = Listing.print(ListingOptions.ofPlain(arguments).orElseThrow(), target);
        if (!fault.isEmpty()) {
            throw new IOException(fault);
        }
    }
}
