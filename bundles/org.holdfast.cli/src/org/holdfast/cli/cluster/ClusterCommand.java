package org.holdfast.cli.cluster;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.holdfast.cluster.security.AccessRole;
import org.holdfast.cluster.security.Authority;
import org.holdfast.cluster.security.IssuedCertificate;
import org.holdfast.cluster.security.PeerIdentity;
import org.holdfast.model.ownership.NodeId;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "cluster",
        description = "Makes and withdraws the certificates by which the cluster's members know each other.",
        mixinStandardHelpOptions = true)
public final class ClusterCommand {

    private static final String DAYS = "Days until it ends (${DEFAULT-VALUE}).";

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** Where the authority is. */
    static final class Folder {

        @Option(
                names = "--authority",
                paramLabel = "DIR",
                defaultValue = "holdfast-authority",
                description = "The authority's folder (${DEFAULT-VALUE}).")
        private Path folder;

        Authority open() throws IOException {
            return Authority.open(folder, InstantSource.system());
        }
    }

    @Command(name = "init", description = "Makes the cluster's certificate authority. Keep its folder from others.")
    int init(
            @Mixin Folder where,
            @Option(names = "--name", defaultValue = "holdfast", description = "The cluster's (${DEFAULT-VALUE}).")
                    String name,
            @Option(names = "--days", defaultValue = "3653", description = DAYS) int days)
            throws IOException {
        Authority.init(where.folder, name, Duration.ofDays(days), InstantSource.system());
        say("made: " + where.folder + "; 'holdfast cluster add-node' issues certificates");
        return 0;
    }

    @Command(name = "add-node", description = "Issues the certificate and key of a node, or of a person.")
    int addNode(
            @Mixin Folder where,
            @Parameters(paramLabel = "NAME", description = "The node's ID.") String name,
            @Option(names = "--role", required = true, description = "viewer, operator or administrator.") String role,
            @Option(names = "--host", paramLabel = "ADDR", description = "An address; may be repeated.")
                    List<String> hosts,
            @Option(names = "--days", defaultValue = "365", description = DAYS) int days)
            throws IOException {
        List<InetAddress> addresses = hosts == null
                ? List.of()
                : hosts.stream().map(InetAddress::ofLiteral).toList();
        Path made = where.open().add(new NodeId(name), AccessRole.parse(role), addresses, Duration.ofDays(days));
        say("made: " + made + "; copy its four files to " + name + ", and name them in [security] of the node's file");
        return 0;
    }

    @Command(
            name = "rotate",
            description = "Issues a new certificate and key. The old one counts until it ends or is revoked.")
    int rotate(
            @Mixin Folder where,
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--role", description = "A new role; otherwise the old one.") String role,
            @Option(names = "--days", defaultValue = "365", description = DAYS) int days)
            throws IOException {
        Authority authority = where.open();
        NodeId node = new NodeId(name);
        AccessRole next = role == null ? authority.role(node) : AccessRole.parse(role);
        Path made = authority.rotate(node, next, Duration.ofDays(days));
        say("made: " + made + "; copy node.key and node.crt to " + name + ", which reads them within a second");
        return 0;
    }

    @Command(name = "revoke", description = "Withdraws a name's certificates.")
    int revoke(
            @Mixin Folder where,
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--keep-newest", description = "All but the newest: after a rotation.") boolean keepNewest)
            throws IOException {
        List<PeerIdentity> revoked = where.open().revoke(new NodeId(name), keepNewest);
        revoked.forEach(
                identity -> say("revoked: " + name + " " + identity.serial().toString(16)));
        say(
                revoked.isEmpty()
                        ? "There was nothing to revoke."
                        : "copy " + where.folder.resolve("revoked.crl")
                                + " to all nodes, which read it within a second");
        return revoked.isEmpty() ? 1 : 0;
    }

    @Command(name = "show", description = "Lists all certificates that were issued.")
    int show(@Mixin Folder where, @Option(names = "--json", description = "One JSON object a line.") boolean json)
            throws IOException {
        for (IssuedCertificate issued : where.open().issued()) {
            PeerIdentity identity = issued.identity();
            say(
                    json
                            ? new JsonLine()
                                    .add("name", identity.name().name())
                                    .add("role", identity.role().toString())
                                    .add("state", issued.state().toString())
                                    .add("serial", identity.serial().toString(16))
                                    .add("notBefore", identity.notBefore().toString())
                                    .add("notAfter", identity.notAfter().toString())
                                    .toString()
                            : "%-20s  %-13s  %-7s  until %s  %s"
                                    .formatted(
                                            identity.name(),
                                            identity.role(),
                                            issued.state(),
                                            identity.notAfter(),
                                            identity.serial().toString(16)));
        }
        return 0;
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
