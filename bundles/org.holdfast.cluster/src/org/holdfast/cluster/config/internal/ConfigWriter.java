package org.holdfast.cluster.config.internal;

import java.util.Locale;
import org.holdfast.cluster.config.NodeConfig;
import org.holdfast.cluster.config.Peer;
import org.holdfast.cluster.config.Security;
import org.holdfast.model.policy.PolicySet;

/** From a configuration to TOML as a person would write it. */
public final class ConfigWriter {

    private final TomlText out = new TomlText();

    private ConfigWriter() {}

    public static String write(NodeConfig config) {
        ConfigWriter writer = new ConfigWriter();
        writer.node(config);
        new PolicyWriter(writer.out).write(config.policies());
        return writer.out.toString();
    }

    /** The text of a policy set alone. */
    public static String write(PolicySet policies) {
        TomlText out = new TomlText();
        new PolicyWriter(out).write(policies);
        return out.toString();
    }

    private void node(NodeConfig config) {
        out.string("node", config.node().name());
        out.string("kind", Units.constant(config.kind()));
        out.string("address", config.address().getHostAddress());
        out.string("interface", config.interfaceName());
        out.string("data", config.dataDirectory().toString());
        if (config.security() instanceof Security.Unprotected) {
            out.string("security", SecurityKeys.NONE);
        }
        for (Peer member : config.members()) {
            out.header("[[member]]");
            out.string("node", member.node().name());
            out.string("address", member.address().getHostAddress());
        }
        if (config.security() instanceof Security.Certificates files) {
            out.header("[security]");
            out.string("authority", files.authority().toString());
            out.string("certificate", files.certificate().toString());
            out.string("key", files.key().toString());
            out.string("revoked", files.revoked().toString());
        }
        out.header("[ports]");
        out.bare("heartbeat", config.ports().heartbeat());
        out.bare("messages", config.ports().messages());
        out.bare("hand-over", config.ports().handOver());
        out.header("[timing]");
        out.string("heartbeat", Units.duration(config.timing().heartbeat()));
        out.bare("multiplier", config.timing().multiplier());
        out.string("lease", Units.duration(config.timing().lease()));
        config.capture().ifPresent(capture -> {
            out.header("[capture]");
            out.string("interface", capture.interfaceName());
            out.string("buffer", Units.bytes(capture.bufferBytes()));
            out.string("memory", Units.bytes(capture.memoryBytes()));
            out.string("filter", capture.filter());
            out.bare("keep-live", capture.keepsLive());
            out.string("checksums", capture.checksums().name().toLowerCase(Locale.ROOT));
        });
    }
}
