package org.holdfast.cli.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.holdfast.cli.connections.Listing;
import org.holdfast.cli.connections.ListingOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalTraceTest {

    @TempDir
    private Path folder;

    @Test
    void isReadAsWholeConnections() throws IOException {
        Path trace = Files.createFile(folder.resolve("rehearsal.pcap"));
        RehearsalTrace.write(trace, 128, 2000);
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        String[] arguments = {"connections", "--read", trace.toString(), "--summary", "--json"};
        String fault = Listing.print(ListingOptions.ofPlain(arguments).orElseThrow(), new PrintStream(printed));
        assertEquals("", fault);
        String summary = printed.toString();
        // 128 short ones of 12; four downloads of 3 for the handshake, 1998 in order, two times 4 out of it, 250 ACKs.
        assertTrue(summary.startsWith("{\"connections\":132,\"packets\":10572,"), summary);
        assertTrue(summary.contains("\"verdicts\":{\"SURVIVES\":132}"), summary);
        assertTrue(summary.contains("\"ignored\":{},\"malformed\":{}"), summary);
    }
}
