package org.holdfast.cache;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
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

/** Services for tests of which only name, address and ports matter. */
public final class Services {

    private Services() {}

    public static Service named(String name, String address, String... ports) {
        return new Service(
                name,
                List.of(InetAddress.ofLiteral(address)),
                Stream.of(ports).map(PortRange::parse).toList(),
                Protocol.TCP,
                new Application(name, List.of(), Endpoint.parse("127.0.0.1:80")),
                new FailoverPolicy(
                        new NodeId("a"),
                        List.of(new NodeId("b")),
                        ContinuityMode.REPLAY,
                        OutputComparison.EXACT,
                        GiveBackMode.values()[0],
                        true),
                ArpPolicy.GRATUITOUS);
    }
}
