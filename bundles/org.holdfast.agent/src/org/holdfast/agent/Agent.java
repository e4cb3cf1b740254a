package org.holdfast.agent;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import org.holdfast.agent.internal.HostAgent;
import org.holdfast.agent.internal.LinuxKernel;
import org.holdfast.cluster.Cluster;
import org.holdfast.cluster.ClusterException;
import org.holdfast.cluster.config.NodeConfig;
import org.holdfast.model.ownership.Announcement;

/** Starts the agent of a host. */
public final class Agent {

    private Agent() {}

    /**
     * Prepares the kernel (fence closed, no owned address), joins the cluster, announces and solicits ownership, and
     * from then on serves. Threads of its own do all further work.
     *
     * @param config of a host
     * @return closing it gives all services up and leaves the cluster
     * @throws IOException when this host can't do it, naming what is missing and what to do
     */
    public static AutoCloseable start(NodeConfig config) throws IOException {
        if (config.kind() != Announcement.Kind.HOST) {
            throw new IOException("'" + config.node() + "' is configured as a cache; an agent needs kind = \"host\"");
        }
        LinuxKernel kernel = LinuxKernel.prepare(config.interfaceName(), config.services());
        Cluster cluster;
        try {
            cluster = Cluster.join(config);
        } catch (ClusterException e) {
            kernel.close();
            throw new IOException(e.getMessage(), e);
        }
        InetSocketAddress handOver =
                new InetSocketAddress(config.address(), config.ports().handOver());
        return HostAgent.start(config, kernel, cluster, handOver, InstantSource.system());
    }
}
