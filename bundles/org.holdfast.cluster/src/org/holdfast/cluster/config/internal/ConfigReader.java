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
import org.holdfast.cluster.config.Security;
import org.holdfast.cluster.config.Timing;
import org.holdfast.model.ownership.Announcement;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.policy.PolicySet;

/** From a TOML file to a configuration. Jackson knows line and column of what is no TOML, and of nothing else. */
public final class ConfigReader {

    private static final String NODE = "\"alpha\"";
    private static final String ADDRESS = "\"10.77.0.1\"";

    private ConfigReader() {}

    public static NodeConfig read(Path file) throws ConfigException {
        return read(file, text(file), ConfigReader::node);
    }

    /** The policies of a file that has nothing else. */
    public static PolicySet readPolicies(Path file) throws ConfigException {
        return parsePolicies(file, text(file));
    }

    /** The policies of a text. */
    public static PolicySet parsePolicies(Path file, String text) throws ConfigException {
        return read(file, text, PolicyReader::policies);
    }

    private static <T> T read(Path file, String text, Table.Maker<T> maker) throws ConfigException {
        try {
            return new Table(tree(file, text), "").make(maker);
        } catch (BadValue e) {
            throw new ConfigException(file, e.place(), e.getMessage(), e);
        }
    }

    private static String text(Path file) throws ConfigException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new ConfigException(file, "", "there is no such file; create it or name another one", e);
        } catch (IOException e) {
            throw new ConfigException(file, "", "can't be read: " + e + "; check its rights and that it is UTF-8", e);
        }
    }

    private static ObjectNode tree(Path file, String text) throws ConfigException {
        try {
            JsonNode tree = new TomlMapper().readTree(text);
            // Jackson says "nothing" to an empty file, where every key is missing.
            return tree instanceof ObjectNode object ? object : new TomlMapper().createObjectNode();
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String place = at == null ? "" : at.getLineNr() + ":" + at.getColumnNr();
            throw new ConfigException(file, place, e.getOriginalMessage() + "; correct the TOML there", e);
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
        PolicySet policies = PolicyReader.policies(root);
        Optional<Capture> capture =
                root.has("capture") ? Optional.of(root.table("capture").make(ConfigReader::capture)) : Optional.empty();
        Security security = SecurityKeys.read(root, members);
        return new NodeConfig(
                node, kind, address, interfaceName, data, members, ports, timing, policies, capture, security);
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
                !table.has("keep-live") || table.yesOrNo("keep-live"),
                table.text(
                        "checksums",
                        "\"ignore\"",
                        t -> Units.constant(Capture.Checksums.class, t),
                        Capture.Checksums.IGNORE));
    }
}
