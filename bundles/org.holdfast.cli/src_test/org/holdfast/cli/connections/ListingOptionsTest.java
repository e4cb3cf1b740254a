package org.holdfast.cli.connections;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ListingOptionsTest {

    private static final String[][] PLAIN = {
        {"connections", "--read", "a.pcap"},
        {"connections", "--read", "-"},
        {"connections", "--read", "a b.pcap", "--json"},
        {"connections", "--json", "--summary", "--read", "a.pcap"},
        {"connections", "--filter", "port 80", "--read", "a.pcap"},
        {"connections", "--read", "a.pcap", "--filter", "not (port 80 or bytes > 10MB)", "--json"},
        {"connections", "--read", "a.pcap", "--filter", "service \"a b\""},
    };

    private static final String[][] NOT_PLAIN = {
        {},
        {"connections"},
        {"follow", "--read", "a.pcap"},
        {"connections", "--help"},
        {"connections", "--read"},
        {"connections", "--read="},
        {"connections", "--read=a.pcap"},
        {"connections", "--read", "--json"},
        {"connections", "--read", "@options"},
        {"connections", "--read", "\"a.pcap\""},
        {"connections", "--read", "a.pcap", "--read", "b.pcap"},
        {"connections", "--read", "a.pcap", "--json", "--json"},
        {"connections", "--read", "a.pcap", "b.pcap"},
        {"connections", "--read", "a.pcap", "--filter", "prot 80"},
        {"connections", "--read", "a.pcap", "--filter", ""},
    };

    @Test
    void understandsPlainCommandLinesAsTheWholeParserDoes() {
        for (String[] arguments : PLAIN) {
            ConnectionsCommand command = new ConnectionsCommand();
            new CommandLine(command).parseArgs(Arrays.copyOfRange(arguments, 1, arguments.length));
            assertEquals(Optional.of(command.options()), ListingOptions.ofPlain(arguments), Arrays.toString(arguments));
        }
    }

    @Test
    void leavesEverythingElseToTheWholeParser() {
        for (String[] arguments : NOT_PLAIN) {
            assertEquals(Optional.empty(), ListingOptions.ofPlain(arguments), Arrays.toString(arguments));
        }
    }
}
