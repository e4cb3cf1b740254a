package org.holdfast.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as somebody types them, in this process. */
class CommandsTest {

    @TempDir
    private Path folder;

    /** What a command printed. */
    private record Result(int exitCode, String out, String err, List<Exception> failures) {

        String[] lines() {
            return out.split("\n");
        }
    }

    @Test
    void listsConnectionsAsATable() throws IOException {
        Path file = new CaptureWriter()
                .connection(1, 40000, "GET /", "hello, world")
                .connection(2, 40001, "GET /a", "x")
                .write(folder.resolve("two.pcap"));
        Result result = run("connections", "--read", file.toString());
        assertEquals("", result.err());
        assertEquals(0, result.exitCode());
        assertEquals(
                "#  verdict   client          server         state   in  out  packets       rtt"
                        + "  first seen                duration",
                result.lines()[0]);
        assertEquals(
                "1  survives  10.0.0.1:40000  10.0.0.100:80  CLOSED   5   12        7  1.000 ms"
                        + "  2026-01-01T00:00:00.000Z   0.006 s",
                result.lines()[1]);
        assertEquals(3, result.lines().length);
    }

    @Test
    void listsConnectionsAsJson() throws IOException {
        Path file = new CaptureWriter().connection(1, 40000, "GET /", "hello").write(folder.resolve("one.pcap"));
        Result result = run("connections", "--json", "--read", file.toString());
        assertEquals("", result.err());
        String expected = """
                {"client":"10.0.0.1:40000","server":"10.0.0.100:80",\
                "firstSeen":"2026-01-01T00:00:00.000000000Z","lastSeen":"2026-01-01T00:00:00.006000000Z",\
                "state":"CLOSED","verdict":"survives","reason":null,"rttMicros":1000,\
                "inbound":{"packets":4,"payloadBytes":5,"retransmitted":0,"outOfOrder":0,"gaps":[],"isn":1000,\
                "mss":null,"windowScale":null,"sackPermitted":false,"timestamps":false,"streamBytes":5,\
                "streamSha256":"c767025d0edc7a064cf0003cc4d5a2f5f9e013c608f7a6909554afcdb1126fb2"},\
                "outbound":{"packets":3,"payloadBytes":5,"retransmitted":0,"outOfOrder":0,"gaps":[],"isn":5000,\
                "mss":null,"windowScale":null,"sackPermitted":false,"timestamps":false,"streamBytes":5,\
                "streamSha256":"2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"}}
                """;
        assertEquals(expected, result.out());
    }

    @Test
    void sumsConnectionsUp() throws IOException {
        Path file = new CaptureWriter()
                .connection(1, 40000, "GET /", "hello")
                .connection(2, 40001, "GET /a", "x")
                .write(folder.resolve("two.pcap"));
        Result text = run("connections", "--summary", "--read", file.toString());
        assertTrue(text.out().startsWith("connections    2\npackets        14\npayload bytes  17\n"), text.out());
        Result json = run("connections", "--summary", "--json", "--read", file.toString());
        assertTrue(
                json.out().startsWith("{\"connections\":2,\"packets\":14,\"payloadBytes\":17,\"firstSeen\":\"2026"),
                json.out());
        assertEquals(1, json.lines().length);
        assertTrue(json.out().contains(",\"malformed\":{},\"noted\":{}"), json.out());
    }

    @Test
    void showsOnlyWhatTheFilterLetsThroughAndKeepsTheNumbers() throws IOException {
        Path file = new CaptureWriter()
                .connection(1, 40000, "GET /", "hello")
                .connection(2, 40001, "GET /a", "x")
                .write(folder.resolve("two.pcap"));
        Result result = run("connections", "--read", file.toString(), "--filter", "client 10.0.0.2 and bytes < 1kB");
        assertEquals(2, result.lines().length);
        assertTrue(result.lines()[1].startsWith("2  survives  10.0.0.2:40001"), result.out());
    }

    @Test
    void pointsAtTheFaultOfAFilter() {
        Result result = run("connections", "--read", "none", "--filter", "port 80 and prot 81");
        assertEquals(2, result.exitCode());
        assertEquals("""
                holdfast: --filter: 'prot' is no field; did you mean 'port'?
                  port 80 and prot 81
                              ^
                """, result.err());
        assertEquals("", result.out());
    }

    @Test
    void printsWhatComesBeforeAFault() throws IOException {
        byte[] whole = new CaptureWriter()
                .connection(1, 40000, "GET /", "hello")
                .segment(1, 1, 2, 2, CaptureWriter.SYN, 1, 0, "")
                .bytes();
        Path file = Files.write(folder.resolve("cut.pcap"), Arrays.copyOf(whole, whole.length - 20));
        for (String format : new String[] {"--json", "--summary"}) {
            Result result = run("connections", format, "--read", file.toString());
            assertEquals(1, result.exitCode());
            assertTrue(result.err().startsWith("holdfast: " + file + ", byte "), result.err());
            assertEquals(1, result.err().lines().count(), result.err());
            assertTrue(result.out().contains("1"), result.out());
        }
        Result followed = run("follow", "--read", file.toString(), "1", "--direction", "outbound");
        assertEquals("hello", followed.out());
        assertEquals(1, followed.exitCode());
    }

    @Test
    void saysInOneLineWhatIsWrongWithTheFile() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.txt"), "this is no capture");
        String[][] faults = {
            {"nosuch.pcap", "there is no file nosuch.pcap"},
            {folder.toString(), "is a directory, not a capture file"},
            {text.toString(), "this is neither pcap nor pcapng"},
        };
        for (String[] fault : faults) {
            Result result = run("connections", "--read", fault[0]);
            assertEquals(1, result.exitCode());
            assertEquals(1, result.err().lines().count(), result.err());
            assertTrue(result.err().contains(fault[1]), result.err());
            assertEquals("", result.out());
            assertEquals(1, result.failures().size(), "the log is told");
        }
    }

    @Test
    void saysInOneLineWhatItDidNotUnderstand() {
        String[][] faults = {
            {"conections"},
            {"connections"},
            {"connections", "--read", "x", "--jsno"},
            {"follow", "--read", "x", "one"},
            {"follow", "--read", "x", "1", "--direction", "up"},
            {"capture", "--interface", "lo"},
            {"capture", "--interface", "lo", "--write", "d", "--buffer", "many"},
            {"capture", "--interface", "lo", "--write", "d", "--checksums", "some"}
        };
        for (String[] fault : faults) {
            Result result = run(fault);
            assertEquals(2, result.exitCode(), result.err());
            assertEquals(1, result.err().lines().count(), result.err());
            assertTrue(result.err().contains("--help' says more"), result.err());
        }
        assertTrue(run("conections").err().contains("did you mean connections"));
    }

    @Test
    void helpsWithEveryCommand() {
        Result all = run("--help");
        assertEquals(0, all.exitCode());
        for (String command : new String[] {"connections", "follow", "capture", "interfaces", "agent", "incident"}) {
            assertTrue(all.out().contains("\n  " + command + " "), all.out());
            Result one = run(command, "--help");
            assertEquals(0, one.exitCode(), one.err());
            assertTrue(one.out().startsWith("Usage: holdfast " + command), one.out());
        }
    }

    @Test
    void writesTheBytesOfOneDirection() throws IOException {
        Path file = new CaptureWriter()
                .connection(1, 40000, "GET /\0\u00ff\r\n", "hello")
                .connection(2, 40001, "GET /a", "x")
                .write(folder.resolve("two.pcap"));
        assertEquals("GET /\0\u00ff\r\n", follow(file, "1", "inbound").out());
        assertEquals("hello", follow(file, "1", "outbound").out());
        assertEquals(
                "x", follow(file, "10.0.0.2:40001-10.0.0.100:80", "outbound").out());
    }

    @Test
    void saysWhenAConnectionCannotBeTold() throws IOException {
        Path file = new CaptureWriter()
                .connection(1, 40000, "a", "b")
                .connection(1, 40000, "c", "d")
                .write(folder.resolve("again.pcap"));
        assertEquals("d", follow(file, "2", "outbound").out());
        assertTrue(follow(file, "3", "inbound").err().startsWith("holdfast: there is no connection 3; 'holdfast conn"));
        assertTrue(follow(file, "10.0.0.1:1-10.0.0.100:80", "inbound").err().contains("there is no connection 10"));
        Result twice = follow(file, "10.0.0.1:40000-10.0.0.100:80", "inbound");
        assertEquals(1, twice.exitCode());
        assertTrue(twice.err().contains("one after the other; name one by its number: 1, 2"), twice.err());
    }

    @Test
    void makesListsAndRevokesCertificates() {
        String authority = folder.resolve("ca").toString();
        assertEquals(0, run("cluster", "init", "--authority", authority).exitCode());
        Result again = run("cluster", "init", "--authority", authority);
        assertEquals(1, again.exitCode());
        assertTrue(again.err().contains("no authority is overwritten"), again.err());
        String[] add = {"cluster", "add-node", "alpha", "--authority", authority, "--host", "10.77.0.1", "--role"};
        Result wrong = run(with(add, "boss"));
        assertEquals(1, wrong.exitCode());
        assertTrue(wrong.err().contains("choose one of viewer, operator, administrator"), wrong.err());
        assertEquals(0, run(with(add, "operator")).exitCode());
        assertEquals(
                0, run("cluster", "rotate", "alpha", "--authority", authority).exitCode());
        assertEquals(
                0, run("cluster", "revoke", "alpha", "--authority", authority).exitCode());
        assertEquals(
                1, run("cluster", "revoke", "alpha", "--authority", authority).exitCode());
        Result shown = run("cluster", "show", "--json", "--authority", authority);
        assertEquals(2, shown.lines().length);
        assertTrue(
                shown.lines()[0].startsWith("{\"name\":\"alpha\",\"role\":\"operator\",\"state\":\"revoked\","),
                shown.out());
    }

    @Test
    void checksANodesFile() throws IOException {
        Path file = Files.writeString(folder.resolve("node.toml"), "node = \"alpha\"\nkind = \"router\"\n");
        Result result = run("config", "check", file.toString());
        assertEquals(1, result.exitCode());
        assertTrue(result.out().startsWith(file + ":2:1: error: kind: 'router' is none of host, cache"), result.out());
        Result json = run("config", "check", "--json", file.toString());
        assertTrue(json.out().contains("\"line\":2,\"column\":1,\"severity\":\"error\",\"key\":\"kind\""), json.out());
        Path good = Files.writeString(folder.resolve("good.toml"), """
                node = "alpha"
                kind = "host"
                address = "127.0.0.1"
                interface = "lo"
                data = "/var/lib/holdfast"
                [[member]]
                node = "alpha"
                address = "127.0.0.1"
                """);
        Result warned = run("config", "check", good.toString());
        assertEquals(0, warned.exitCode(), warned.out());
        assertTrue(warned.out().contains("warning: security: the cluster's traffic is not protected"), warned.out());
    }

    private static String[] with(String[] arguments, String last) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = last;
        return all;
    }

    @Test
    void saysWhereItStoppedWhenBytesCameTooLate() throws IOException {
        CaptureWriter writer = new CaptureWriter()
                .segment(1, 40000, 100, 80, CaptureWriter.SYN, 1000, 0, "")
                .segment(100, 80, 1, 40000, CaptureWriter.SYN_ACK, 5000, 1001, "")
                .segment(1, 40000, 100, 80, CaptureWriter.ACK, 1006, 5001, "world")
                .segment(100, 80, 1, 40000, CaptureWriter.ACK, 5001, 1011, "");
        for (int millisecond = 0; millisecond < 1100; millisecond++) {
            writer.segment(2, 40000, 100, 80, CaptureWriter.ACK, 1, 1, "");
        }
        Path file = writer.segment(100, 80, 1, 40000, CaptureWriter.ACK, 5001, 1011, "")
                .segment(1, 40000, 100, 80, CaptureWriter.ACK, 1001, 5001, "hello")
                .write(folder.resolve("late.pcap"));
        Result result = follow(file, "1", "inbound");
        assertEquals("", result.out());
        assertEquals(
                "holdfast: the stream goes on after byte 0, but what follows was captured too late to be put in order",
                result.err().strip());
        assertEquals(1, result.exitCode());
    }

    private Result follow(Path file, String connection, String direction) {
        return run("follow", "--read", file.toString(), connection, "--direction", direction);
    }

    private static Result run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream formerOut = System.out;
        PrintStream formerErr = System.err;
        List<Exception> failures = new ArrayList<>();
        try {
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
            int exitCode = Holdfast.run(arguments, failures::add);
            return new Result(
                    exitCode,
                    out.toString(StandardCharsets.ISO_8859_1),
                    err.toString(StandardCharsets.UTF_8),
                    failures);
        } finally {
            System.setOut(formerOut);
            System.setErr(formerErr);
        }
    }
}
