package org.holdfast.cluster.config.internal;

import java.net.InetAddress;
import java.util.stream.Collectors;
import org.holdfast.model.net.PortRange;
import org.holdfast.model.ownership.DetectionProfile;
import org.holdfast.model.ownership.FailoverHost;
import org.holdfast.model.ownership.FailoverPolicy;
import org.holdfast.model.ownership.GiveBackRule;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.Service;
import org.holdfast.model.ownership.TakeoverLimit;
import org.holdfast.model.ownership.TakeoverMode;
import org.holdfast.model.ownership.TakeoverRule;
import org.holdfast.model.ownership.TimeWindow;
import org.holdfast.model.policy.HostCapacity;
import org.holdfast.model.policy.Maintenance;
import org.holdfast.model.policy.PolicySet;

/** A policy set as TOML. Rules that few files need are written when they aren't the default. */
final class PolicyWriter {

    private final TomlText out;

    PolicyWriter(TomlText out) {
        this.out = out;
    }

    void write(PolicySet policies) {
        policies.services().forEach(this::service);
        policies.capacities().forEach(this::capacity);
        policies.maintenances().forEach(this::maintenance);
    }

    private void service(Service service) {
        out.header("[[service]]");
        out.string("name", service.name());
        out.strings(
                "addresses",
                service.addresses().stream().map(InetAddress::getHostAddress).toList());
        out.strings("ports", service.ports().stream().map(PortRange::toString).toList());
        out.string("protocol", Units.constant(service.protocol()));
        out.string("arp", Units.constant(service.arp()));
        out.header("[service.application]");
        out.string("name", service.application().name());
        out.strings("command", service.application().command());
        out.string("local", service.application().local().toString());
        out.header("[service.failover]");
        failover(service.failover());
    }

    private void failover(FailoverPolicy failover) {
        out.string("home", failover.home().name());
        out.strings("hosts", failover.failoverHosts().stream().map(NodeId::name).toList());
        if (failover.hosts().stream().anyMatch(host -> host.weight() != FailoverHost.DEFAULT_WEIGHT)) {
            out.bare("weights", weights(failover));
        }
        out.string("continuity", Units.constant(failover.continuity()));
        out.string("comparison", Units.constant(failover.comparison()));
        takeover(failover.takeover());
        giveBack(failover.giveBackRule());
        if (!failover.apartFrom().isEmpty()) {
            out.strings("apart-from", failover.apartFrom());
        }
        if (!failover.detection().equals(DetectionProfile.DEFAULT)) {
            out.string("detection", failover.detection().toString());
        }
    }

    private static String weights(FailoverPolicy failover) {
        return failover.hosts().stream()
                .map(host -> TomlText.quoted(host.node().name()) + " = " + host.weight())
                .collect(Collectors.joining(", ", "{ ", " }"));
    }

    private void takeover(TakeoverRule rule) {
        out.string("takeover", Units.constant(rule.mode()));
        if (rule.mode() == TakeoverMode.CONFIRMED) {
            out.string("confirm-within", Units.duration(rule.confirmWithin()));
        }
        if (!rule.limit().equals(TakeoverLimit.NONE)) {
            out.bare("limit", rule.limit().takeovers());
            out.string("limit-period", Units.duration(rule.limit().period()));
        }
    }

    private void giveBack(GiveBackRule rule) {
        out.string("give-back", Units.constant(rule.mode()));
        if (!rule.windows().isEmpty()) {
            out.strings(
                    "give-back-windows",
                    rule.windows().stream().map(TimeWindow::toString).toList());
        }
        if (!rule.holdDown().equals(GiveBackRule.DEFAULT_HOLD_DOWN)) {
            out.string("hold-down", Units.duration(rule.holdDown()));
        }
    }

    private void capacity(HostCapacity capacity) {
        out.header("[[host]]");
        out.string("node", capacity.host().name());
        if (capacity.services() != HostCapacity.ANY_SERVICES) {
            out.bare("services", capacity.services());
        }
        if (capacity.connections() != HostCapacity.ANY_CONNECTIONS) {
            out.bare("connections", capacity.connections());
        }
    }

    private void maintenance(Maintenance maintenance) {
        out.header("[[maintenance]]");
        out.string(Units.constant(maintenance.subject()), maintenance.name());
        out.string("reason", maintenance.reason());
        out.string("author", maintenance.author());
        out.string("until", maintenance.until().toString());
    }
}
