package org.holdfast.agent.internal;

import java.net.InetAddress;
import java.util.List;
import org.holdfast.model.net.Endpoint;
import org.holdfast.model.net.PortRange;
import org.holdfast.model.ownership.Application;
import org.holdfast.model.ownership.ArpPolicy;
import org.holdfast.model.ownership.ContinuityMode;
import org.holdfast.model.ownership.FailoverPolicy;
import org.holdfast.model.ownership.GiveBackMode;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.OutputComparison;
import org.holdfast.model.ownership.Protocol;
import org.holdfast.model.ownership.Service;

/** The service of these tests: home alpha, failover host beta. */
final class Web {

    static final NodeId ALPHA = new NodeId("alpha");
    static final NodeId BETA = new NodeId("beta");

    static final Service SERVICE = new Service(
            "web",
            List.of(InetAddress.ofLiteral("10.77.0.100")),
            List.of(new PortRange(80, 80)),
            Protocol.TCP,
            new Application("nginx", List.of(), Endpoint.parse("127.0.0.1:80")),
            new FailoverPolicy(
                    ALPHA,
                    List.of(BETA),
                    ContinuityMode.REPLAY,
                    OutputComparison.LENGTH_ONLY,
                    GiveBackMode.REGAIN,
                    true),
            ArpPolicy.GRATUITOUS);

    private Web() {}
}
