package org.holdfast.cluster.config.internal;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.holdfast.cluster.config.Capture;
import org.holdfast.cluster.config.ConfigException;
import org.holdfast.cluster.config.NodeConfig;
import org.holdfast.cluster.config.Peer;
import org.holdfast.cluster.config.Ports;
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

/** From a TOML file to a configuration. Jackson knows line and column of what is no TOML, and of nothing else. */
public final class ConfigReader {

    private static final String NODE = "\"alpha\"";
    private static final String ADDRESS = "\"10.77.0.1\"";

    private ConfigReader() {}

    public static NodeConfig read(Path file) throws ConfigException {
        try {
            return new Table(tree(file), "").make(ConfigReader::node);
        } catch (BadValue e) {
            throw new ConfigException(file, e.place(), e.getMessage(), e);
        }
    }

    private static ObjectNode tree(Path file) throws ConfigException {
        try {
            JsonNode tree = new TomlMapper().readTree(Files.readString(file));
            // Jackson says "nothing" to an empty file, where every key is missing.
            return tree instanceof ObjectNode object ? object : new TomlMapper().createObjectNode();
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String place = at == null ? "" : at.getLineNr() + ":" + at.getColumnNr();
            throw new ConfigException(file, place, e.getOriginalMessage() + "; correct the TOML there", e);
        } catch (NoSuchFileException e) {
            throw new ConfigException(file, "", "there is no such file; create it or name another one", e);
        } catch (IOException e) {
            throw new ConfigException(file, "", "can't be read: " + e + "; check its rights and that it is UTF-8", e);
        }
    }

    private static NodeConfig node(Table root) throws BadValue {
        NodeId node = root.text("node", NODE, NodeId::new);
        Announcement.Kind kind = root.text("kind", "\"host\"", t -> Units.constant(Announcement.Kind.class, t));
        var address = root.text("address", ADDRESS, Units::address);
        String interfaceName = root.text("interface", "\"eth0\"", t -> t);
        Path data = root.text("data", "\"/var/lib/holdfast\"", Path::of);
        List<Peer> members = new ArrayList<>();
        for (Table member : root.tables("member")) {
            members.add(member.make(ConfigReader::peer));
        }
        Ports ports = root.has("ports") ? root.table("ports").make(ConfigReader::ports) : Ports.DEFAULTS;
        Timing timing = root.has("timing") ? root.table("timing").make(ConfigReader::timing) : Timing.DEFAULTS;
        List<Service> services = new ArrayList<>();
        for (Table service : root.tables("service")) {
            services.add(service.make(ConfigReader::service));
        }
        Optional<Capture> capture =
                root.has("capture") ? Optional.of(root.table("capture").make(ConfigReader::capture)) : Optional.empty();
        return new NodeConfig(node, kind, address, interfaceName, data, members, ports, timing, services, capture);
    }

    private static Peer peer(Table table) throws BadValue {
        return new Peer(table.text("node", NODE, NodeId::new), table.text("address", ADDRESS, Units::address));
    }

    private static Ports ports(Table table) throws BadValue {
        return new Ports(
                table.number("heartbeat", Ports.DEFAULTS.heartbeat()),
                table.number("messages", Ports.DEFAULTS.messages()),
                table.number("hand-over", Ports.DEFAULTS.handOver()));
    }

    private static Timing timing(Table table) throws BadValue {
        Duration heartbeat = table.text("heartbeat", "\"50ms\"", Units::duration, Timing.DEFAULTS.heartbeat());
        int multiplier = table.number("multiplier", Timing.DEFAULTS.multiplier());
        Duration lease = table.text("lease", "\"500ms\"", Units::duration, Timing.DEFAULTS.lease());
        return new Timing(heartbeat, multiplier, lease);
    }

    private static Capture capture(Table table) throws BadValue {
        return new Capture(
                table.text("interface", "\"mon0\"", t -> t),
                table.text("buffer", "\"64MiB\"", Units::bytes),
                table.text("memory", "\"2GiB\"", Units::bytes),
                table.text("filter", "\"not host 10.77.0.9\"", t -> t, ""),
                !table.has("keep-live") || table.yesOrNo("keep-live"));
    }

    private static Service service(Table table) throws BadValue {
        String name = table.text("name", "\"web\"", t -> t);
        var addresses = table.texts("addresses", "\"10.77.0.100\"", Units::address);
        List<PortRange> ports = table.texts("ports", "\"80\"", PortRange::parse);
        Protocol protocol = table.text("protocol", "\"tcp\"", t -> Units.constant(Protocol.class, t), Protocol.TCP);
        ArpPolicy arp =
                table.text("arp", "\"gratuitous\"", t -> Units.constant(ArpPolicy.class, t), ArpPolicy.GRATUITOUS);
        Application application = table.table("application").make(ConfigReader::application);
        FailoverPolicy failover = table.table("failover").make(ConfigReader::failover);
        return new Service(name, addresses, ports, protocol, application, failover, arp);
    }

    private static Application application(Table table) throws BadValue {
        return new Application(
                table.text("name", "\"nginx\"", t -> t),
                table.has("command") ? table.texts("command", "\"/usr/sbin/nginx\"", t -> t) : List.of(),
                table.text("local", "\"127.0.0.1:80\"", Endpoint::parse));
    }

    private static FailoverPolicy failover(Table table) throws BadValue {
        return new FailoverPolicy(
                table.text("home", NODE, NodeId::new),
                table.texts("hosts", "\"beta\"", NodeId::new),
                table.text("continuity", "\"replay\"", t -> Units.constant(ContinuityMode.class, t)),
                table.text("comparison", "\"length-only\"", t -> Units.constant(OutputComparison.class, t)),
                table.text("give-back", "\"regain\"", t -> Units.constant(GiveBackMode.class, t)),
                table.yesOrNo("automatic"));
    }
}
