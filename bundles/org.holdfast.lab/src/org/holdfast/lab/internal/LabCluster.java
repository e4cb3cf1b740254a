package org.holdfast.lab.internal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.holdfast.lab.LabException;
import org.holdfast.lab.LabOptions;
import org.holdfast.lab.internal.Network.Host;
import org.holdfast.model.control.HostControl;
import org.holdfast.model.ownership.NodeId;

/** The lab's cluster: network and nodes, and what can be done to its hosts. */
final class LabCluster implements HostControl, AutoCloseable {

    private static final Duration BOOT_LIMIT = Duration.ofSeconds(90);
    private static final Duration POLL = Duration.ofMillis(100);

    private final LabOptions options;
    private final PrintStream out;
    private final LabNode alpha;
    private final LabNode beta;
    private final LabNode cache;

    private LabCluster(LabOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
        this.alpha = node(Network.ALPHA);
        this.beta = node(Network.BETA);
        this.cache = node(Network.CACHE_HOST);
    }

    private LabNode node(Host host) {
        return new LabNode(host, options.directory().resolve(host.name()), options.launcher());
    }

    /** Builds the network, writes all files, and boots every node; returns before they are ready. */
    static LabCluster boot(LabOptions options, PrintStream out, Path controlSocket) throws IOException {
        LabCluster cluster = new LabCluster(options, out);
        out.println("network: switch with ports for client, cache, alpha, beta; the client's port is mirrored");
        Network.build();
        for (LabNode node : List.of(cluster.alpha, cluster.beta)) {
            Path files = node.directory().resolve("files");
            Payload.write(files, options.fileBytes());
            Configurations.writeNginx(node.directory(), files);
            cluster.startAgent(node);
        }
        Path config = Configurations.writeNode(Network.CACHE_HOST, cluster.cache.directory(), options.takeover());
        cluster.cache.start(options.console() ? "console" : "cache", config, "-Dholdfast.lab.control=" + controlSocket);
        return cluster;
    }

    private void startAgent(LabNode node) throws IOException {
        Path config = Configurations.writeNode(node.host(), node.directory(), options.takeover());
        node.start("agent", config, "");
    }

    /** Waits until the service answers from alpha and the cache hears the wire. */
    void awaitReady() throws IOException, InterruptedException {
        await("alpha to own the service and the cache to capture", BOOT_LIMIT, () -> {
            alpha.mustBeRunning();
            beta.mustBeRunning();
            cache.mustBeRunning();
            return isOwnedBy(Network.ALPHA) && cacheKnowsBothHosts() && Transfer.succeeds(Payload.SMALL);
        });
        out.println("ready: alpha owns " + Network.SERVICE_ADDRESS + ", beta stands by, the cache captures");
    }

    private boolean cacheKnowsBothHosts() throws IOException {
        Path status = statusFile();
        if (!Files.exists(status)) {
            return false;
        }
        String text = Files.readString(status);
        return text.contains("\"OWNER\"") && text.contains("\"STANDBY\"");
    }

    private Path statusFile() {
        return cache.directory().resolve("status.json");
    }

    /** Keeps what the cache knows of the cluster now. */
    void copyStatus(Path target) throws IOException {
        Files.copy(statusFile(), target);
    }

    /** Keeps what every node knows of the cluster now, as {@code status-at-boot-NODE.json}. */
    void copyBootStatus(Path evidence) throws IOException {
        for (LabNode node : List.of(alpha, beta, cache)) {
            Files.copy(
                    node.directory().resolve("status.json"),
                    evidence.resolve("status-at-boot-" + node.host().name() + ".json"));
        }
    }

    LabNode cache() {
        return cache;
    }

    LabNode alpha() {
        return alpha;
    }

    static boolean isOwnedBy(Host host) throws LabException {
        return Network.holdersOfServiceAddress().equals(List.of(host.name()));
    }

    /** A condition that is asked for again and again. */
    interface Condition {
        boolean holds() throws IOException;
    }

    static void await(String what, Duration limit, Condition condition) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new LabException("waited " + limit.toSeconds() + " s in vain for " + what);
            }
            Thread.sleep(POLL);
        }
    }

    @Override
    public List<NodeId> hosts() {
        return List.of(new NodeId("alpha"), new NodeId("beta"));
    }

    @Override
    public synchronized void failHost(NodeId host) throws IOException {
        LabNode node = byName(host);
        if (!node.isRunning()) {
            throw new LabException(host + " has failed already; return it first");
        }
        Network.cut(node.host());
        node.killAll();
        out.println("fail host: " + host + "'s link is cut, all of its processes are killed");
    }

    @Override
    public synchronized void returnHost(NodeId host) throws IOException {
        LabNode node = byName(host);
        if (node.isRunning()) {
            throw new LabException(host + " is running; fail it first");
        }
        Network.unplug(node.host());
        Network.plugIn(node.host());
        startAgent(node);
        out.println("return host: " + host + " boots again, with a fresh network stack");
    }

    private LabNode byName(NodeId host) throws LabException {
        return switch (host.name()) {
            case "alpha" -> alpha;
            case "beta" -> beta;
            default -> throw new LabException("there is no host '" + host + "' in the lab; alpha and beta are");
        };
    }

    @Override
    public void close() throws IOException {
        cache.stop();
        alpha.stop();
        beta.stop();
    }
}
