package org.holdfast.cluster.internal;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.holdfast.cluster.config.NodeConfig;
import org.holdfast.cluster.config.Peer;
import org.holdfast.cluster.config.Ports;
import org.holdfast.cluster.config.Security;
import org.holdfast.cluster.config.Timing;
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
import org.holdfast.model.policy.PolicySet;

/** Two hosts and a cache on loopback addresses, with one service. */
public final class Fixtures {

    public static final NodeId ALPHA = new NodeId("alpha");
    public static final NodeId BETA = new NodeId("beta");
    public static final NodeId CACHE = new NodeId("cache");
    public static final List<NodeId> NODES = List.of(ALPHA, BETA, CACHE);
    public static final Service WEB = new Service(
            "web",
            List.of(InetAddress.ofLiteral("10.77.0.100")),
            List.of(new PortRange(80, 80)),
            Protocol.TCP,
            new Application("nginx", List.of("/usr/sbin/nginx"), Endpoint.parse("127.0.0.1:80")),
            new FailoverPolicy(
                    ALPHA,
                    List.of(BETA),
                    ContinuityMode.REPLAY,
                    OutputComparison.LENGTH_ONLY,
                    GiveBackMode.REGAIN,
                    true),
            ArpPolicy.GRATUITOUS);
    /** Slow enough for a busy machine, quick enough for a test. */
    public static final Timing TIMING = new Timing(Duration.ofMillis(40), 8, Duration.ofMillis(1200));

    private Fixtures() {}

    /** One of the three, at 127.0.0.1, .2 or .3, without protection. */
    public static NodeConfig config(NodeId node, Path data, Ports ports) {
        return config(node, data, ports, Security.NONE);
    }

    /** One of the three, at 127.0.0.1, .2 or .3. */
    public static NodeConfig config(NodeId node, Path data, Ports ports, Security security) {
        List<Peer> members = new ArrayList<>();
        for (int i = 0; i < NODES.size(); i++) {
            members.add(new Peer(NODES.get(i), InetAddress.ofLiteral("127.0.0." + (i + 1))));
        }
        return new NodeConfig(
                node,
                node.equals(CACHE) ? Announcement.Kind.CACHE : Announcement.Kind.HOST,
                InetAddress.ofLiteral("127.0.0." + (NODES.indexOf(node) + 1)),
                "lo",
                data,
                members,
                ports,
                TIMING,
                PolicySet.of(List.of(WEB)),
                Optional.empty(),
                security);
    }
}
