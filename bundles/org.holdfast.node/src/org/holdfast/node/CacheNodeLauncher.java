package org.holdfast.node;

import java.nio.file.Path;

/**
 * Starts a cache node inside this process. Whoever can do it registers an OSGi service of this type; the console asks
 * for it when it is given a node configuration.
 */
public interface CacheNodeLauncher {

    /**
     * Starts the node and registers its {@link CacheService}, and what else it offers, as OSGi services for as long as
     * it runs. Blocks until the node has started: never call it on a user-interface thread.
     *
     * @param config the node's configuration file
     * @return closing it withdraws the services and stops the node
     * @throws Exception when it can't be started; the message is for people: what failed, with what, what to do
     */
    AutoCloseable start(Path config) throws Exception;
}
