package org.holdfast.node;

import java.io.IOException;
import org.holdfast.cache.CaptureSources;
import org.holdfast.cluster.config.NodeConfig;
import org.holdfast.node.internal.WiredCacheNode;

/** Starts a cache's node. */
public interface CacheNode extends CacheService, AutoCloseable {

    /**
     * Opens the history, starts to capture, and joins the cluster.
     *
     * @param config of a cache
     * @param sources opens the capture interface
     * @throws IOException when something is missing, saying what and what to do; nothing is left running then
     */
    static CacheNode start(NodeConfig config, CaptureSources sources) throws IOException {
        return WiredCacheNode.start(config, sources, java.time.InstantSource.system());
    }

    /** Stops capturing, leaves the cluster, closes the history. */
    @Override
    void close();
}
