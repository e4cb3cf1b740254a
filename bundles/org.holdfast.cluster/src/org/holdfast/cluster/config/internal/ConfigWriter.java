package org.holdfast.cluster.config.internal;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Collectors;
import org.holdfast.cluster.config.NodeConfig;
import org.holdfast.cluster.config.Peer;
import org.holdfast.model.net.PortRange;
import org.holdfast.model.ownership.FailoverPolicy;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.Service;

/** From a configuration to TOML as a person would write it. */
public final class ConfigWriter {

    private final StringBuilder out = new StringBuilder();

    private ConfigWriter() {}

    public static String write(NodeConfig config) {
        ConfigWriter writer = new ConfigWriter();
        writer.node(config);
        config.services().forEach(writer::service);
        return writer.out.toString();
    }

    private void node(NodeConfig config) {
        string("node", config.node().name());
        string("kind", Units.constant(config.kind()));
        string("address", config.address().getHostAddress());
        string("interface", config.interfaceName());
        string("data", config.dataDirectory().toString());
        for (Peer member : config.members()) {
            header("[[member]]");
            string("node", member.node().name());
            string("address", member.address().getHostAddress());
        }
        header("[ports]");
        bare("heartbeat", config.ports().heartbeat());
        bare("messages", config.ports().messages());
        bare("hand-over", config.ports().handOver());
        header("[timing]");
        string("heartbeat", Units.duration(config.timing().heartbeat()));
        bare("multiplier", config.timing().multiplier());
        string("lease", Units.duration(config.timing().lease()));
        config.capture().ifPresent(capture -> {
            header("[capture]");
            string("interface", capture.interfaceName());
            string("buffer", Units.bytes(capture.bufferBytes()));
            string("memory", Units.bytes(capture.memoryBytes()));
            string("filter", capture.filter());
            bare("keep-live", capture.keepsLive());
        });
    }

    private void service(Service service) {
        header("[[service]]");
        string("name", service.name());
        strings(
                "addresses",
                service.addresses().stream().map(InetAddress::getHostAddress).toList());
        strings("ports", service.ports().stream().map(PortRange::toString).toList());
        string("protocol", Units.constant(service.protocol()));
        string("arp", Units.constant(service.arp()));
        header("[service.application]");
        string("name", service.application().name());
        strings("command", service.application().command());
        string("local", service.application().local().toString());
        header("[service.failover]");
        FailoverPolicy failover = service.failover();
        string("home", failover.home().name());
        strings("hosts", failover.failoverHosts().stream().map(NodeId::name).toList());
        string("continuity", Units.constant(failover.continuity()));
        string("comparison", Units.constant(failover.comparison()));
        string("give-back", Units.constant(failover.giveBack()));
        bare("automatic", failover.automatic());
    }

    private void header(String header) {
        out.append('\n').append(header).append('\n');
    }

    private void string(String key, String value) {
        bare(key, quoted(value));
    }

    private void strings(String key, List<String> values) {
        bare(key, values.stream().map(ConfigWriter::quoted).collect(Collectors.joining(", ", "[", "]")));
    }

    private void bare(String key, Object value) {
        out.append(key).append(" = ").append(value).append('\n');
    }

    /** A basic string of TOML 1.0: quotes, backslashes and control characters are escaped. */
    private static String quoted(String value) {
        StringBuilder quoted = new StringBuilder("\"");
        value.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else if (c < 0x20 || c == 0x7f) {
                quoted.append(String.format("\\u%04x", c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }
}
