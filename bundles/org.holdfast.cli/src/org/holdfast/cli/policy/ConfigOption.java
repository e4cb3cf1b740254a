package org.holdfast.cli.policy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.holdfast.cluster.StatusFile;
import org.holdfast.cluster.config.ConfigException;
import org.holdfast.cluster.config.NodeConfig;
import org.holdfast.cluster.config.NodeConfigFile;
import org.holdfast.cluster.config.Peer;
import org.holdfast.model.cluster.ClusterView;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.policy.Past;
import org.holdfast.policy.Snapshot;
import picocli.CommandLine.Option;

/** Which node's file and state a command reads. */
final class ConfigOption {

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The node's configuration file.")
    private Path file;

    NodeConfig read() throws ConfigException {
        return NodeConfigFile.read(file);
    }

    List<NodeId> members() throws ConfigException {
        return read().members().stream().map(Peer::node).toList();
    }

    /** What the node knew when it wrote its status last. Connections are in the cache's memory, not in a file. */
    Snapshot snapshot(Instant now) throws ConfigException, IOException {
        NodeConfig config = read();
        ClusterView view = StatusFile.read(config.dataDirectory().resolve("status.json"));
        return new Snapshot(now, view, config.policies(), Map.of(), List.of(), Past.NONE);
    }
}
