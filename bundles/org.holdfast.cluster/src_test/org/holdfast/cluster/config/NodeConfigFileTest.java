package org.holdfast.cluster.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.holdfast.model.net.Endpoint;
import org.holdfast.model.net.PortRange;
import org.holdfast.model.ownership.Announcement;
import org.holdfast.model.ownership.Application;
import org.holdfast.model.ownership.ArpPolicy;
import org.holdfast.model.ownership.ContinuityMode;
import org.holdfast.model.ownership.FailoverPolicy;
import org.holdfast.model.ownership.GiveBackMode;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.OutputComparison;
import org.holdfast.model.ownership.Protocol;
import org.holdfast.model.ownership.Service;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeConfigFileTest {

    /** Line numbers of this text are expected below. */
    private static final String GOOD = """
            node = "cache"
            kind = "cache"
            address = "10.77.0.3"
            interface = "eth0"
            data = "/var/lib/holdfast"

            [[member]]
            node = "alpha"
            address = "10.77.0.1"
            [[member]]
            node = "beta"
            address = "10.77.0.2"
            [[member]]
            node = "cache"
            address = "10.77.0.3"

            [timing]
            heartbeat = "50ms"
            lease = "1.5s"

            [capture]
            interface = "mon0"
            buffer = "64MiB"
            memory = "2GiB"

            [[service]]
            name = "web"
            addresses = ["10.77.0.100", "2001:db8::100"]
            ports = ["80", "8000-8099"]
            [service.application]
            name = "nginx"
            command = ["/usr/sbin/nginx", "-g", "daemon off;"]
            local = "127.0.0.1:80"
            [service.failover]
            home = "alpha"
            hosts = ["beta"]
            continuity = "replay"
            comparison = "length-only"
            give-back = "regain"
            automatic = true

            [[service]]
            name = "mail"
            addresses = ["10.77.0.101"]
            ports = ["25"]
            [service.application]
            name = "postfix"
            local = "[::1]:25"
            [service.failover]
            home = "beta"
            hosts = ["alpha"]
            continuity = "reset"
            comparison = "exact"
            give-back = "manual"
            automatic = false
            """;

    @TempDir
    Path directory;

    private NodeConfig read(String text) throws ConfigException, IOException {
        Path file = directory.resolve("node.toml");
        Files.writeString(file, text);
        return NodeConfigFile.read(file);
    }

    private String refusal(String text) {
        ConfigException refused = assertThrows(ConfigException.class, () -> read(text));
        String message = refused.getMessage();
        String file = directory.resolve("node.toml").toString();
        assertTrue(message.startsWith(file + ":"), message);
        return message.substring(file.length() + 1);
    }

    @Test
    void readsEverything() throws Exception {
        NodeConfig config = read(GOOD);
        assertEquals(new NodeId("cache"), config.node());
        assertEquals(Announcement.Kind.CACHE, config.kind());
        assertEquals(InetAddress.ofLiteral("10.77.0.3"), config.address());
        assertEquals("eth0", config.interfaceName());
        assertEquals(Path.of("/var/lib/holdfast"), config.dataDirectory());
        assertEquals(3, config.members().size());
        assertEquals(
                new Peer(new NodeId("beta"), InetAddress.ofLiteral("10.77.0.2")),
                config.members().get(1));
        assertEquals(new Ports(7900, 7910, 7920), config.ports());
        assertEquals(new Timing(Duration.ofMillis(50), 5, Duration.ofMillis(1500)), config.timing());
        assertEquals(Optional.of(new Capture("mon0", 64L << 20, 2L << 30, "", true)), config.capture());
        assertEquals(
                new Service(
                        "web",
                        List.of(InetAddress.ofLiteral("10.77.0.100"), InetAddress.ofLiteral("2001:db8::100")),
                        List.of(new PortRange(80, 80), new PortRange(8000, 8099)),
                        Protocol.TCP,
                        new Application(
                                "nginx",
                                List.of("/usr/sbin/nginx", "-g", "daemon off;"),
                                Endpoint.parse("127.0.0.1:80")),
                        new FailoverPolicy(
                                new NodeId("alpha"),
                                List.of(new NodeId("beta")),
                                ContinuityMode.REPLAY,
                                OutputComparison.LENGTH_ONLY,
                                GiveBackMode.REGAIN,
                                true),
                        ArpPolicy.GRATUITOUS),
                config.services().getFirst());
        assertEquals(List.of(), config.services().get(1).application().command());
    }

    @Test
    void readsBackWhatItWrites() throws Exception {
        NodeConfig config = read(GOOD);
        assertEquals(config, read(NodeConfigFile.write(config)));
        NodeConfig odd = read(GOOD.replace("\"postfix\"", "'quo\"ted \\ back'")
                .replace("50ms", "50.25ms")
                .replace("64MiB", "67108863B")
                .replace("daemon off;", "tab\\tline\\n\\u0001ü"));
        assertEquals("quo\"ted \\ back", odd.services().get(1).application().name());
        assertEquals(
                "tab\tline\n\u0001ü",
                odd.services().getFirst().application().command().getLast());
        assertEquals(odd, read(NodeConfigFile.write(odd)));
    }

    @Test
    void writesWhatAPersonWouldWrite() throws Exception {
        String text = NodeConfigFile.write(read(GOOD));
        assertTrue(text.contains("heartbeat = \"50ms\"\nmultiplier = 5\nlease = \"1500ms\"\n"), text);
        assertTrue(text.contains("ports = [\"80\", \"8000-8099\"]\n"), text);
        assertTrue(text.contains("buffer = \"64MiB\"\nmemory = \"2GiB\"\n"), text);
    }

    @Test
    void namesLineAndColumnOfWhatIsNoToml() {
        String message = refusal(GOOD.replace("kind = \"cache\"", "kind = cache"));
        assertTrue(message.matches("(?s)2:\\d+: .*; correct the TOML there"), message);
        assertTrue(refusal(GOOD + "[service.failover]\nhome = \"beta\"\n").matches("(?s)5[2-9]:\\d+: .*"));
    }

    @Test
    void saysThatThereIsNoFile() {
        Path missing = directory.resolve("missing.toml");
        ConfigException refused = assertThrows(ConfigException.class, () -> NodeConfigFile.read(missing));
        assertEquals(missing + ": there is no such file; create it or name another one", refused.getMessage());
    }

    /** What is changed in the good file, into what, and how the complaint begins after the file's name. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            node = "cache"                  | nod = "cache"             | node: is missing; add node = "alpha"
            data =                          | date = "x"\\ndata =       | date: is not known; remove it or correct its name, one of address,
            give-back = "regain"            | giveback = "regain"       | service[0].failover.give-back: is missing
            give-back = "regain"            | give-back = "regain"\\nx=1 | service[0].failover.x: is not known
            kind = "cache"                  | kind = "router"           | kind: 'router' is none of host, cache
            kind = "cache"                  | kind = "host"             | [capture] is there, but kind is "host"
            kind = "cache"                  | kind = 7                  | kind: is 7; write it in quotes, as in "host"
            address = "10.77.0.2"           | address = "beta.example"  | member[1].address: 'beta.example' is no IPv4 or IPv6 address
            address = "10.77.0.2"           | address = "10.77.2"       | member[1].address: '10.77.2' is no IPv4 address of four decimal numbers
            address = "10.77.0.2"           | address = "10.77.0.1"     | members alpha and beta have the same address 10.77.0.1
            address = "10.77.0.2"           | address = "10.77.0.101"   | service 'mail' has the address of member beta
            node = "beta"                   | node = "alpha"            | member alpha is named twice
            node = "beta"                   | node = "be ta"            | member[1].node: node name 'be ta' is not
            [[member]]\\nnode = "cache"     | [[member]]\\nnode = "c"   | node cache is not among the members
            heartbeat = "50ms"              | heartbeat = "50"          | timing.heartbeat: '50' has no unit of s, ms, us, ns
            heartbeat = "50ms"              | heartbeat = "fast"        | timing.heartbeat: 'fast' has no unit
            heartbeat = "50ms"              | heartbeat = "1.2.3ms"     | timing.heartbeat: '1.2.3ms' does not begin with a number
            heartbeat = "50ms"              | heartbeat = 50            | timing.heartbeat: is 50; write it in quotes
            heartbeat = "50ms"              | heartbeat = "1ms"         | timing: timing.heartbeat is 1 ms; choose 5ms to 10s
            heartbeat = "50ms"              | multiplier = 1            | timing: timing.multiplier is 1; choose 2 to 100
            heartbeat = "50ms"              | multiplier = "5"          | timing.multiplier: is "5"; write a whole number
            lease = "1.5s"                  | lease = "149ms"           | timing: timing.lease is 149 ms, which lost heartbeats would end at once
            buffer = "64MiB"                | buffer = "64MB"           | capture.buffer: '64MB' has no unit of GiB, MiB, KiB, B
            buffer = "64MiB"                | buffer = "1KiB"           | capture: capture.buffer is 1024 bytes; choose at least 1MiB
            [timing]                        | [ports]\\nmessages = 0\\n[timing] | ports: ports.messages is 0; choose 1 to 65535
            [timing]                        | [ports]\\nmessages = 7920\\n[timing] | ports: ports.messages and ports.hand-over are both 7920
            addresses = ["10.77.0.101"]     | addresses = []            | service[1]: service 'mail' needs at least one address
            addresses = ["10.77.0.101"]     | addresses = "10.77.0.101" | service[1].addresses: is "10.77.0.101"; write a list
            ports = ["25"]                  | ports = ["26-25"]         | service[1].ports[0]: port range 26-25
            ports = ["25"]                  | ports = [25]              | service[1].ports[0]: is 25; write it in quotes, as in "80"
            hosts = ["beta"]                | hosts = []                | service 'web': failover.hosts is empty
            hosts = ["beta"]                | hosts = ["gamma"]         | service 'web': failover.hosts names gamma, which is no member
            hosts = ["beta"]                | hosts = ["alpha"]         | service[0].failover: home alpha can't be its own failover host
            home = "beta"                   | home = "delta"            | service 'mail': failover.home names delta, which is no member
            automatic = false               | automatic = "no"          | service[1].failover.automatic: is "no"; write true or false
            local = "[::1]:25"              | local = "::1:25"          | service[1].application.local: '::1:25': an IPv6 address stands in brackets
            local = "[::1]:25"              | remote = "[::1]:25"       | service[1].application.local: is missing
            name = "mail"                   | name = "web"              | two services are called 'web'
            """)
    void refusesAndSaysWhereAndWhy(String good, String bad, String complaint) {
        String from = good.replace("\\n", "\n");
        assertTrue(GOOD.contains(from), () -> "the good file has no " + from);
        int at = GOOD.indexOf(from);
        String text = GOOD.substring(0, at) + bad.replace("\\n", "\n") + GOOD.substring(at + from.length());
        String message = refusal(text).strip();
        assertTrue(message.startsWith(complaint), message);
    }

    @Test
    void refusesServicesThatShareAnEndpoint() {
        String overlap =
                GOOD.replace("[\"10.77.0.101\"]", "[\"2001:db8::100\"]").replace("[\"25\"]", "[\"8099-9000\"]");
        assertTrue(
                refusal(overlap)
                        .strip()
                        .startsWith("services 'web' and 'mail' both have 2001:db8:0:0:0:0:0:100 ports 8000-8099 and"
                                + " 8099-9000"),
                () -> refusal(overlap));
    }
}
