package org.holdfast.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.holdfast.cluster.StatusFile;
import org.holdfast.cluster.config.ConfigException;
import org.holdfast.cluster.config.NodeConfig;
import org.holdfast.cluster.config.NodeConfigFile;
import org.holdfast.model.cluster.ClusterView;
import org.holdfast.model.cluster.Member;
import org.holdfast.model.cluster.MemberState;
import org.holdfast.model.net.MacAddress;
import org.holdfast.model.ownership.Announcement;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.Ownership;
import org.holdfast.model.ownership.Role;
import org.holdfast.model.ownership.Service;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands about policies as somebody types them, in this process, on a cluster of two hosts and a cache. */
class PolicyCommandsTest {

    private static final Instant AT = Instant.parse("2026-01-01T10:42:07Z");

    private static final String POLICIES = """
            [[service]]
            name = "web"
            addresses = ["10.77.0.100"]
            ports = ["80"]
            protocol = "tcp"
            arp = "gratuitous"

            [service.application]
            name = "nginx"
            command = []
            local = "127.0.0.1:80"

            [service.failover]
            home = "alpha"
            hosts = ["beta"]
            continuity = "replay"
            comparison = "length-only"
            takeover = "automatic"
            give-back = "regain"
            """;

    @TempDir
    private Path folder;

    private Path config;

    private record Result(int exitCode, String out, String err) {}

    @BeforeEach
    void aClusterThatIsWell() throws IOException, ConfigException {
        config = Files.writeString(folder.resolve("node.toml"), """
                node = "cache"
                kind = "cache"
                address = "10.77.0.3"
                interface = "eth0"
                data = "%s"
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

                """.formatted(folder) + POLICIES);
        NodeConfig node = NodeConfigFile.read(config);
        Service web = node.services().getFirst();
        ClusterView view = new ClusterView(
                node.node(), AT, List.of(host("alpha", web, Role.OWNER), host("beta", web, Role.STANDBY), cache()));
        new StatusFile(folder.resolve("status.json")).viewChanged(view);
    }

    private static Member host(String name, Service web, Role role) {
        NodeId node = new NodeId(name);
        Ownership ownership = Ownership.of(node, web, role, 4, true, MacAddress.parse("02:00:00:00:00:01"));
        return member(node, Announcement.Kind.HOST, List.of(ownership));
    }

    private static Member cache() {
        return member(new NodeId("cache"), Announcement.Kind.CACHE, List.of());
    }

    private static Member member(NodeId node, Announcement.Kind kind, List<Ownership> ownerships) {
        Announcement announcement = new Announcement(node, kind, 1, 1, AT, List.of(), ownerships);
        return new Member(node, MemberState.ALIVE, List.of(), Duration.ZERO, Optional.of(announcement), true);
    }

    @Test
    void showsPoliciesAsAFileOfPolicies() {
        assertEquals(new Result(0, POLICIES, ""), run("policy", "show", "--config", config.toString()));
    }

    @Test
    void showsPoliciesAsJson() {
        Result result = run("policy", "show", "--json", "--config", config.toString());

        assertTrue(
                result.out().contains("{\"field\":\"service web: home\",\"before\":null,\"after\":\"alpha\"}\n"),
                result.out());
    }

    @Test
    void checksWhatIsToBeApplied() throws IOException {
        Path good = policies(POLICIES);
        Path bad = policies(POLICIES.replace("hosts = [\"beta\"]", "hosts = [\"gamma\"]"));

        assertEquals(new Result(0, "", ""), run("policy", "check", "--config", config.toString(), good.toString()));
        assertEquals(
                new Result(
                        3,
                        "error: service[0].failover.hosts[0]: names gamma, which is no member; add a [[member]] or"
                                + " correct the name\n",
                        ""),
                run("policy", "check", "--config", config.toString(), bad.toString()));
        assertTrue(run("policy", "check", "--json", "--config", config.toString(), bad.toString())
                .out()
                .startsWith("{\"severity\":\"error\",\"field\":\"service[0].failover.hosts[0]\",\"sentence\":\"names"));
    }

    @Test
    void saysWhatDiffers() throws IOException {
        Path same = policies(POLICIES);
        Path other = policies(POLICIES.replace("\"regain\"", "\"drain\""));

        assertEquals(new Result(0, "", ""), run("policy", "diff", "--config", config.toString(), same.toString()));
        assertEquals(
                new Result(3, "service web: give-back: regain → drain\n", ""),
                run("policy", "diff", "--config", config.toString(), other.toString()));
    }

    @Test
    void simulatesPolicies() throws IOException {
        Path moved = policies(POLICIES.replace("\"alpha\"", "\"beta\"").replace("[\"beta\"]", "[\"alpha\"]"));

        Result result = run("policy", "simulate", "--config", config.toString(), moved.toString());

        assertEquals("", result.err());
        assertEquals(0, result.exitCode());
        assertTrue(result.out().contains("service web: home: alpha → beta\n"), result.out());
        assertTrue(result.out().contains("web: alpha → beta after give-back\n"), result.out());
    }

    @Test
    void simulatesAFailure() {
        Result result = run("simulate", "failure", "alpha", "--config", config.toString());

        assertEquals(new Result(0, """
                        By what cache knew at 2026-01-01T10:42:07Z, without connections:
                        web: alpha → beta after host failure
                          not alpha: alpha has failed
                        """, ""), result);
    }

    @Test
    void simulatesAnEvacuationAsJson() {
        Result result = run("simulate", "evacuation", "alpha", "--json", "--config", config.toString());

        assertEquals(0, result.exitCode(), result.err());
        assertTrue(result.out().startsWith("{\"service\":\"web\",\"plan\":\""), result.out());
        assertTrue(
                result.out()
                        .endsWith(
                                "\"from\":\"alpha\",\"to\":\"beta\",\"reasons\":[],\"hosts\":["
                                        + "{\"host\":\"beta\",\"chosen\":true,\"against\":[]},"
                                        + "{\"host\":\"alpha\",\"chosen\":false,\"against\":[\"alpha owns 'web' already\"]}]}\n"),
                result.out());
    }

    @Test
    void aRefusalHasAnExitCodeOfItsOwn() throws IOException {
        Files.writeString(config, "\n[[host]]\nnode = \"beta\"\nservices = 0\n", StandardOpenOption.APPEND);

        Result result = run("simulate", "failure", "alpha", "--config", config.toString());

        assertEquals(3, result.exitCode());
        assertTrue(result.out().contains("  because beta has 0 services and holds at most 0\n"), result.out());
    }

    @Test
    void writesPoliciesWithAMaintenance() throws IOException {
        Path before = policies(POLICIES);

        Result begun = begin(before, "--host", "beta");
        Result ended = run(
                "maintenance", "end", "--host", "beta", policies(begun.out()).toString());

        String maintenance = """

                [[maintenance]]
                host = "beta"
                reason = "new memory"
                author = "ann"
                until = "2026-01-01T12:00:00Z"
                """;
        assertEquals(new Result(0, POLICIES + maintenance, ""), begun);
        assertEquals(new Result(0, POLICIES, ""), ended);
    }

    @Test
    void aSecondMaintenanceReplacesTheFirst() throws IOException {
        Path before = policies(POLICIES);

        String once = begin(before, "--service", "web").out();

        assertEquals(once, begin(policies(once), "--service", "web").out());
    }

    @Test
    void endsNoMaintenanceThatNeverBegan() throws IOException {
        Result result =
                run("maintenance", "end", "--service", "web", policies(POLICIES).toString());

        assertEquals(new Result(1, "", "holdfast: service web isn't in maintenance; nothing is to be ended\n"), result);
    }

    @Test
    void listsMaintenanceOfTheNodesFile() throws IOException {
        Files.writeString(
                config,
                begin(policies(POLICIES), "--host", "beta").out().substring(POLICIES.length()),
                StandardOpenOption.APPEND);

        assertEquals(
                new Result(0, "host beta until 2026-01-01T12:00:00Z, new memory (ann), over\n", ""),
                run("maintenance", "list", "--config", config.toString()));
    }

    private static Result begin(Path policies, String kind, String name) {
        return run(
                "maintenance",
                "begin",
                kind,
                name,
                "--reason",
                "new memory",
                "--author",
                "ann",
                "--until",
                "2026-01-01T12:00:00Z",
                policies.toString());
    }

    @Test
    void namesTheMembersWhenThereIsNoSuchHost() {
        assertEquals(
                new Result(1, "", "holdfast: omega is no member; the members are alpha, beta, cache\n"),
                run("simulate", "failure", "omega", "--config", config.toString()));
    }

    @Test
    void saysThatTheNodeHasNotRunYet() throws IOException {
        Files.delete(folder.resolve("status.json"));

        Result result = run("simulate", "failure", "alpha", "--config", config.toString());

        assertEquals(1, result.exitCode());
        assertTrue(result.err().endsWith("status.json isn't there; the node writes it as soon as it runs\n"));
    }

    private Path policies(String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "policies", ".toml"), text);
    }

    private static Result run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream formerOut = System.out;
        PrintStream formerErr = System.err;
        try {
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
            int exitCode = Holdfast.run(arguments, failure -> {});
            return new Result(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(formerOut);
            System.setErr(formerErr);
        }
    }
}
