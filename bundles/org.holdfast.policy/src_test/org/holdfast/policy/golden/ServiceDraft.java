package org.holdfast.policy.golden;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
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
import org.holdfast.model.ownership.TakeoverLimit;
import org.holdfast.model.ownership.TakeoverMode;
import org.holdfast.model.ownership.TakeoverRule;
import org.holdfast.model.ownership.TimeWindow;

/** A service as its lines describe it, one after the other. */
final class ServiceDraft {

    private final String name;
    private final InetAddress address;
    private final PortRange ports;
    private final NodeId home;
    private final List<FailoverHost> hosts;
    private ContinuityMode continuity = ContinuityMode.REPLAY;
    private TakeoverMode takeover = TakeoverMode.AUTOMATIC;
    private Duration confirmWithin = TakeoverRule.DEFAULT_CONFIRM_WITHIN;
    private TakeoverLimit limit = TakeoverLimit.NONE;
    private GiveBackMode giveBack = GiveBackMode.REGAIN;
    private List<TimeWindow> windows = List.of();
    private Duration holdDown = GiveBackRule.DEFAULT_HOLD_DOWN;
    private List<String> apartFrom = List.of();

    /** Reads {@code web 10.77.0.100:80 home alpha to beta, gamma=50}. */
    ServiceDraft(String text) {
        String[] ends = text.split(" to ", 2);
        String[] words = ends[0].split(" ");
        name = words[0];
        int colon = words[1].lastIndexOf(':');
        address = InetAddress.ofLiteral(words[1].substring(0, colon));
        ports = PortRange.parse(words[1].substring(colon + 1));
        home = new NodeId(words[3]);
        hosts = Stream.of(ends[1].split(", *")).map(ServiceDraft::host).toList();
    }

    private static FailoverHost host(String text) {
        String[] parts = text.split("=");
        return new FailoverHost(
                new NodeId(parts[0]), parts.length == 1 ? FailoverHost.DEFAULT_WEIGHT : Integer.parseInt(parts[1]));
    }

    String name() {
        return name;
    }

    /** A port of the service, for connections. */
    Endpoint endpoint() {
        return new Endpoint(address, ports.first());
    }

    /** Reads {@code give-back drain} and the like. */
    void rule(String key, String value) {
        switch (key) {
            case "continuity" -> continuity = Words.constant(ContinuityMode.class, value);
            case "takeover" -> takeover(value.split(" within "));
            case "limit" -> {
                String[] parts = value.split(" in ");
                limit = new TakeoverLimit(Integer.parseInt(parts[0]), Words.span(parts[1]));
            }
            case "give-back" -> giveBack(value.split(" ", 2));
            case "hold-down" -> holdDown = Words.span(value);
            case "apart" -> apartFrom = List.of(value.split(", *"));
            default -> throw new IllegalArgumentException("no rule is called '" + key + "'");
        }
    }

    private void takeover(String[] parts) {
        takeover = Words.constant(TakeoverMode.class, parts[0]);
        if (parts.length == 2) {
            confirmWithin = Words.span(parts[1]);
        }
    }

    private void giveBack(String[] parts) {
        giveBack = Words.constant(GiveBackMode.class, parts[0]);
        List<TimeWindow> all = new ArrayList<>();
        if (parts.length == 2) {
            Stream.of(parts[1].split("; *")).map(TimeWindow::parse).forEach(all::add);
        }
        windows = all;
    }

    Service service() {
        FailoverPolicy failover = new FailoverPolicy(
                home,
                hosts,
                continuity,
                OutputComparison.LENGTH_ONLY,
                new TakeoverRule(takeover, confirmWithin, limit),
                new GiveBackRule(giveBack, windows, holdDown),
                apartFrom,
                DetectionProfile.DEFAULT);
        return new Service(
                name,
                List.of(address),
                List.of(ports),
                Protocol.TCP,
                new Application(name + "d", List.of(), new Endpoint(InetAddress.ofLiteral("127.0.0.1"), ports.first())),
                failover,
                ArpPolicy.GRATUITOUS);
    }
}
