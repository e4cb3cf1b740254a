package org.holdfast.policy;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.holdfast.model.net.Endpoint;
import org.holdfast.model.net.PortRange;
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
import org.holdfast.model.ownership.TakeoverMode;
import org.holdfast.model.ownership.TakeoverRule;

/** Services for tests of whole policy sets; each method gives another one with one thing changed. */
record Policies(
        String name,
        String address,
        String ports,
        String local,
        NodeId home,
        List<FailoverHost> hosts,
        TakeoverRule takeover,
        GiveBackRule giveBack,
        List<String> apartFrom) {

    /** At home on a host, replayed, taken over by itself and regained. */
    static Policies service(String name, String address, String ports, String home, String... hosts) {
        return new Policies(
                name,
                address,
                ports,
                "127.0.0.1:8080",
                new NodeId(home),
                Stream.of(hosts)
                        .map(host -> new FailoverHost(new NodeId(host), FailoverHost.DEFAULT_WEIGHT))
                        .toList(),
                TakeoverRule.of(TakeoverMode.AUTOMATIC),
                GiveBackRule.of(GiveBackMode.REGAIN),
                List.of());
    }

    Policies local(String endpoint) {
        return new Policies(name, address, ports, endpoint, home, hosts, takeover, giveBack, apartFrom);
    }

    Policies takeover(TakeoverMode mode) {
        return new Policies(name, address, ports, local, home, hosts, TakeoverRule.of(mode), giveBack, apartFrom);
    }

    Policies giveBack(GiveBackMode mode) {
        return new Policies(name, address, ports, local, home, hosts, takeover, GiveBackRule.of(mode), apartFrom);
    }

    Policies weights(int weight) {
        List<FailoverHost> weighted =
                hosts.stream().map(h -> new FailoverHost(h.node(), weight)).toList();
        return new Policies(name, address, ports, local, home, weighted, takeover, giveBack, apartFrom);
    }

    Policies apart(String... services) {
        return new Policies(name, address, ports, local, home, hosts, takeover, giveBack, List.of(services));
    }

    Service build() {
        return new Service(
                name,
                List.of(InetAddress.ofLiteral(address)),
                Stream.of(ports.split(",")).map(PortRange::parse).toList(),
                Protocol.TCP,
                new Application(name + "d", List.of(), Endpoint.parse(local)),
                new FailoverPolicy(
                        home,
                        hosts,
                        ContinuityMode.REPLAY,
                        OutputComparison.EXACT,
                        takeover,
                        giveBack,
                        apartFrom,
                        DetectionProfile.DEFAULT),
                ArpPolicy.GRATUITOUS);
    }
}
