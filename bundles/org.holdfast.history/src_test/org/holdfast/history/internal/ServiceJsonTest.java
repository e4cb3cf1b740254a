package org.holdfast.history.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
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
import org.holdfast.model.ownership.TakeoverLimit;
import org.holdfast.model.ownership.TakeoverMode;
import org.holdfast.model.ownership.TakeoverRule;
import org.holdfast.model.ownership.TimeWindow;
import org.junit.jupiter.api.Test;

class ServiceJsonTest {

    private static final NodeId ALPHA = new NodeId("alpha");
    private static final NodeId BETA = new NodeId("beta");

    @Test
    void readsEveryRuleThatItWrites() {
        Service service = service(new FailoverPolicy(
                ALPHA,
                List.of(new FailoverHost(BETA, 50), new FailoverHost(new NodeId("gamma"), 0)),
                ContinuityMode.REPLAY,
                OutputComparison.EXACT,
                new TakeoverRule(
                        TakeoverMode.CONFIRMED, Duration.ofMinutes(7), new TakeoverLimit(3, Duration.ofHours(2))),
                new GiveBackRule(
                        GiveBackMode.WINDOW,
                        List.of(TimeWindow.parse("Sat,Sun 22:00-06:00 Europe/Berlin")),
                        Duration.ofMillis(1500)),
                List.of("db"),
                new DetectionProfile(Duration.ofMillis(20), 4)));

        assertEquals(service, ServiceJson.read(ServiceJson.write(service)));
    }

    /** As it was stored before policies had weights, limits and windows. */
    @Test
    void readsWhatOlderVersionsWrote() {
        String stored = """
                {"name":"web","addresses":["10.77.0.100"],"ports":["80"],"protocol":"TCP","arp":"GRATUITOUS",
                "application":{"name":"nginx","command":[],"local":"127.0.0.1:80"},
                "failover":{"home":"alpha","failoverHosts":["beta"],"continuity":"REPLAY","comparison":"EXACT",
                "giveBack":"DRAIN","automatic":false}}""";

        FailoverPolicy policy = new FailoverPolicy(
                ALPHA, List.of(BETA), ContinuityMode.REPLAY, OutputComparison.EXACT, GiveBackMode.DRAIN, false);
        assertEquals(service(policy), ServiceJson.read(stored));
    }

    private static Service service(FailoverPolicy failover) {
        return new Service(
                "web",
                List.of(InetAddress.ofLiteral("10.77.0.100")),
                List.of(new PortRange(80, 80)),
                Protocol.TCP,
                new Application("nginx", List.of(), Endpoint.parse("127.0.0.1:80")),
                failover,
                ArpPolicy.GRATUITOUS);
    }
}
