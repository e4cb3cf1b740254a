package org.holdfast.cluster.config.internal;

import java.net.InetAddress;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.model.net.Endpoint;
import org.holdfast.model.net.PortRange;
import org.holdfast.model.ownership.Application;
import org.holdfast.model.ownership.ArpPolicy;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.Protocol;
import org.holdfast.model.ownership.Service;
import org.holdfast.model.policy.HostCapacity;
import org.holdfast.model.policy.Maintenance;
import org.holdfast.model.policy.PolicySet;

/** The tables {@code [[service]]}, {@code [[host]]} and {@code [[maintenance]]}, which are a policy set. */
final class PolicyReader {

    private static final String NODE = "\"beta\"";
    private static final String UNTIL = "\"2026-01-01T12:00:00Z\"";

    private PolicyReader() {}

    static PolicySet policies(Table root) throws BadValue {
        List<Service> services = new ArrayList<>();
        for (Table service : root.tables("service")) {
            services.add(service.make(PolicyReader::service));
        }
        List<HostCapacity> capacities = new ArrayList<>();
        for (Table host : root.tables("host")) {
            capacities.add(host.make(PolicyReader::capacity));
        }
        List<Maintenance> maintenances = new ArrayList<>();
        for (Table maintenance : root.tables("maintenance")) {
            maintenances.add(maintenance.make(PolicyReader::maintenance));
        }
        return new PolicySet(services, capacities, maintenances);
    }

    private static Service service(Table table) throws BadValue {
        String name = table.text("name", "\"web\"", t -> t);
        List<InetAddress> addresses = table.texts("addresses", "\"10.77.0.100\"", Units::address);
        List<PortRange> ports = table.texts("ports", "\"80\"", PortRange::parse);
        Protocol protocol = table.text("protocol", "\"tcp\"", t -> Units.constant(Protocol.class, t), Protocol.TCP);
        ArpPolicy arp =
                table.text("arp", "\"gratuitous\"", t -> Units.constant(ArpPolicy.class, t), ArpPolicy.GRATUITOUS);
        Application application = table.table("application").make(PolicyReader::application);
        return new Service(
                name,
                addresses,
                ports,
                protocol,
                application,
                table.table("failover").make(FailoverReader::failover),
                arp);
    }

    private static Application application(Table table) throws BadValue {
        return new Application(
                table.text("name", "\"nginx\"", t -> t),
                table.has("command") ? table.texts("command", "\"/usr/sbin/nginx\"", t -> t) : List.of(),
                table.text("local", "\"127.0.0.1:80\"", Endpoint::parse));
    }

    private static HostCapacity capacity(Table table) throws BadValue {
        NodeId node = table.text("node", NODE, NodeId::new);
        int services = table.has("services") ? table.number("services", 2) : HostCapacity.ANY_SERVICES;
        long connections =
                table.has("connections") ? table.number("connections", 10_000) : HostCapacity.ANY_CONNECTIONS;
        return new HostCapacity(node, services, connections);
    }

    private static Maintenance maintenance(Table table) throws BadValue {
        boolean ofHost = table.has("host");
        if (ofHost == table.has("service")) {
            throw new BadValue(
                    table.place("host"),
                    "is " + (ofHost ? "there together with" : "missing, and so is")
                            + " service; name either a host or a service");
        }
        return new Maintenance(
                ofHost ? Maintenance.Subject.HOST : Maintenance.Subject.SERVICE,
                table.text(ofHost ? "host" : "service", ofHost ? NODE : "\"web\"", t -> t),
                table.text("reason", "\"new memory\"", t -> t),
                table.text("author", "\"ann\"", t -> t),
                table.text("until", UNTIL, PolicyReader::instant));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("'" + text + "' is no time in UTC", e);
        }
    }
}
