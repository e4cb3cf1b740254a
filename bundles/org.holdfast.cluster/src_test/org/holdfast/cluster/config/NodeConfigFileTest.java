package org.holdfast.cluster.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.holdfast.model.net.Endpoint;
import org.holdfast.model.net.PortRange;
import org.holdfast.model.ownership.Announcement;
import org.holdfast.model.ownership.Application;
import org.holdfast.model.ownership.ArpPolicy;
import org.holdfast.model.ownership.ContinuityMode;
import org.holdfast.model.ownership.DetectionProfile;
import org.holdfast.model.ownership.FailoverHost;
import org.holdfast.model.ownership.FailoverPolicy;
import org.holdfast.model.ownership.GiveBackMode;
import org.holdfast.model.ownership.GiveBackRule;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.OutputComparison;
import org.holdfast.model.ownership.Protocol;
import org.holdfast.model.ownership.Service;
import org.holdfast.model.ownership.TakeoverLimit;
import org.holdfast.model.ownership.TakeoverMode;
import org.holdfast.model.ownership.TakeoverRule;
import org.holdfast.model.ownership.TimeWindow;
import org.holdfast.model.policy.HostCapacity;
import org.holdfast.model.policy.Maintenance;
import org.holdfast.model.policy.PolicySet;
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
            security = "none"

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
        assertEquals(
                Optional.of(new Capture("mon0", 64L << 20, 2L << 30, "", true, Capture.Checksums.IGNORE)),
                config.capture());
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

    /** All that a policy can say, in the order in which it is written. */
    private static final String RULES = """
            [[service]]
            name = "web"
            addresses = ["10.77.0.100"]
            ports = ["80"]
            protocol = "tcp"
            arp = "virtual-mac"

            [service.application]
            name = "nginx"
            command = []
            local = "127.0.0.1:80"

            [service.failover]
            home = "alpha"
            hosts = ["beta", "gamma.example"]
            weights = { "beta" = 50, "gamma.example" = 0 }
            continuity = "replay"
            comparison = "length-only"
            takeover = "confirmed"
            confirm-within = "5min"
            limit = 3
            limit-period = "1d"
            give-back = "window"
            give-back-windows = ["Sat,Sun 22:00-06:00 Europe/Berlin", "daily 02:00-03:00 UTC"]
            hold-down = "10min"
            apart-from = ["db", "log"]
            detection = "fast"

            [[host]]
            node = "beta"
            services = 2
            connections = 10000

            [[host]]
            node = "alpha"

            [[maintenance]]
            host = "beta"
            reason = "new memory"
            author = "ann"
            until = "2026-01-01T12:00:00Z"

            [[maintenance]]
            service = "web"
            reason = "new release"
            author = "bob"
            until = "2026-01-02T12:00:00Z"
            """;

    @Test
    void readsEveryRuleOfAPolicy() throws Exception {
        PolicySet policies = PolicyFile.parse(Path.of("policies"), RULES);

        FailoverPolicy failover = policies.services().getFirst().failover();
        assertEquals(
                List.of(new FailoverHost(new NodeId("beta"), 50), new FailoverHost(new NodeId("gamma.example"), 0)),
                failover.hosts());
        assertEquals(
                new TakeoverRule(
                        TakeoverMode.CONFIRMED, Duration.ofMinutes(5), new TakeoverLimit(3, Duration.ofDays(1))),
                failover.takeover());
        assertEquals(
                new GiveBackRule(
                        GiveBackMode.WINDOW,
                        List.of(
                                TimeWindow.parse("Sat,Sun 22:00-06:00 Europe/Berlin"),
                                TimeWindow.parse("daily 02:00-03:00 UTC")),
                        Duration.ofMinutes(10)),
                failover.giveBackRule());
        assertEquals(List.of("db", "log"), failover.apartFrom());
        assertEquals(DetectionProfile.FAST, failover.detection());
        assertEquals(ArpPolicy.VIRTUAL_MAC, policies.services().getFirst().arp());
        assertEquals(
                List.of(new HostCapacity(new NodeId("beta"), 2, 10_000), HostCapacity.unlimited(new NodeId("alpha"))),
                policies.capacities());
        assertEquals(
                new Maintenance(
                        Maintenance.Subject.HOST, "beta", "new memory", "ann", Instant.parse("2026-01-01T12:00:00Z")),
                policies.maintenances().getFirst());
    }

    @Test
    void writesPoliciesAsTheyWereRead() throws Exception {
        assertEquals(RULES, PolicyFile.write(PolicyFile.parse(Path.of("policies"), RULES)));
    }

    @Test
    void policiesOfANodesFileAreReadBackToo() throws Exception {
        NodeConfig config = read(GOOD + "[[host]]\nnode = \"beta\"\nservices = 2\n"
                + "[[maintenance]]\nhost = \"beta\"\nreason = \"x\"\nauthor = \"ann\"\n"
                + "until = \"2026-01-01T12:00:00Z\"\n");

        assertEquals(1, config.policies().capacities().size());
        assertEquals(config, read(NodeConfigFile.write(config)));
    }

    @Test
    void aPolicyFileHasPoliciesOnly() {
        ConfigException refused =
                assertThrows(ConfigException.class, () -> PolicyFile.parse(Path.of("policies"), "node = \"alpha\"\n"));
        assertTrue(refused.getMessage().startsWith("policies:node: is not known"), refused.getMessage());
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
            memory = "2GiB"                 | memory = "2GiB"\\nchecksums = "no" | capture.checksums: 'no' is none of ignore, count, drop
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
            heartbeat = "50ms"              | heartbeat = "50"          | timing.heartbeat: '50' has no unit of d, h, min, s, ms, us, ns
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
            hosts = ["beta"]                | hosts = []                | service[0].failover.hosts: is empty; name at least one host that may take over
            hosts = ["beta"]                | hosts = ["gamma"]         | service[0].failover.hosts[0]: names gamma, which is no member
            hosts = ["beta"]                | hosts = ["alpha"]         | service[0].failover: home alpha can't be its own failover host
            home = "beta"                   | home = "delta"            | service[1].failover.home: names delta, which is no member
            automatic = false               | automatic = "no"          | service[1].failover.automatic: is "no"; write true or false
            local = "[::1]:25"              | local = "::1:25"          | service[1].application.local: '::1:25': an IPv6 address stands in brackets
            local = "[::1]:25"              | remote = "[::1]:25"       | service[1].application.local: is missing
            automatic = true                | x = 1                     | service[0].failover.takeover: is missing; add takeover = "automatic"
            automatic = true                | automatic = true\\ntakeover = "manual" | service[0].failover.automatic: says what takeover says; remove it
            automatic = true                | takeover = "sometimes"    | service[0].failover.takeover: 'sometimes' is none of automatic, confirmed, manual
            automatic = true                | takeover = "manual"\\nconfirm-within = "5min" | service[0].failover.confirm-within: means nothing unless takeover = "confirmed"
            automatic = true                | takeover = "confirmed"\\nconfirm-within = "2d" | service[0].failover: the time to confirm is 172800000 ms; choose 1 s to 24 h
            automatic = true                | automatic = true\\nlimit-period = "1h" | service[0].failover.limit-period: means nothing without limit; add limit = 3
            automatic = true                | automatic = true\\nlimit = -1 | service[0].failover: a limit of -1 takeovers; choose 1 to 1000
            automatic = true                | automatic = true\\nlimit = "3" | service[0].failover.limit: is "3"; write a whole number
            automatic = true                | automatic = true\\nweights = { gamma = 50 } | service[0].failover.weights.gamma: is not known; remove it or correct its name, one of beta
            automatic = true                | automatic = true\\nweights = { beta = 1001 } | service[0].failover.weights: the weight of beta is 1001; choose 0 to 1000
            automatic = true                | automatic = true\\nweights = 50 | service[0].failover.weights: is 50; write a table
            automatic = true                | automatic = true\\ndetection = "slow" | service[0].failover.detection: 'slow' is none of default, fast, 20ms x 4
            automatic = true                | automatic = true\\nhold-down = "8d" | service[0].failover: the hold-down is 691200000 ms; choose 0 s to 7 days
            automatic = true                | automatic = true\\napart-from = ["db"] | service[0].failover.apart-from[0]: there is no service 'db'
            give-back = "regain"            | give-back = "window"      | service[0].failover: give-back in a window needs at least one window
            give-back = "regain"            | give-back = "window"\\ngive-back-windows = ["Mo 1-2 UTC"] | service[0].failover.give-back-windows[0]: 'Mo' is no day
            give-back = "regain"            | give-back = "regain"\\ngive-back-windows = ["daily 01:00-02:00 UTC"] | service[0].failover: give-back has windows, but its mode isn't window
            local = "[::1]:25"              | local = "10.77.0.100:80"  | service[1].application.local: 10.77.0.100:80 belongs to service 'web' and moves with it
            [timing]                        | [[host]]\\nservices = 2\\n[timing] | host[0].node: is missing
            [timing]                        | [[host]]\\nnode = "omega"\\n[timing] | host[0].node: names omega, which is no member
            [timing]                        | [[host]]\\nnode = "alpha"\\nservices = 0\\n[timing] | host[0].services: 1 services are at home on alpha
            [timing]                        | [[host]]\\nnode = "alpha"\\nservices = -1\\n[timing] | host[0]: alpha can't hold -1 services
            [timing]                        | [[host]]\\nnode = "alpha"\\nconnections = "many"\\n[timing] | host[0].connections: is "many"; write a whole number
            [timing]                        | [[maintenance]]\\nhost = "beta"\\nservice = "web"\\n[timing] | maintenance[0].host: is there together with service
            [timing]                        | [[maintenance]]\\nreason = "x"\\n[timing] | maintenance[0].host: is missing, and so is service
            [timing]                        | [[maintenance]]\\nhost = "beta"\\nreason = "x"\\nauthor = "ann"\\nuntil = "noon"\\n[timing] | maintenance[0].until: 'noon' is no time in UTC; write it as in "2026-01-01T12:00:00Z"
            [timing]                        | [[maintenance]]\\nhost = "beta"\\nreason = ""\\nauthor = "ann"\\nuntil = "2026-01-01T12:00:00Z"\\n[timing] | maintenance[0]: maintenance needs the name of a host or service, a reason and an author
            name = "mail"                   | name = "web"              | service[1].name: two services are called 'web'
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
                        .startsWith(
                                "service[1].ports[0]: services 'web' and 'mail' both have 2001:db8:0:0:0:0:0:100 ports"
                                        + " 8000-8099 and 8099-9000"),
                () -> refusal(overlap));
    }
}
