package org.holdfast.node.internal;

import java.io.IOException;
import java.nio.file.Path;
import org.holdfast.cache.CaptureSources;
import org.holdfast.cluster.config.ConfigException;
import org.holdfast.cluster.config.NodeConfigFile;
import org.holdfast.node.CacheNode;
import org.holdfast.node.CacheNodeLauncher;
import org.holdfast.node.CacheService;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Starts a cache's node from its configuration file, and offers it as a service while it runs. */
@Component(service = CacheNodeLauncher.class)
public final class OsgiCacheNodeLauncher implements CacheNodeLauncher {

    private final BundleContext context;
    private final CaptureSources sources;

    @Activate
    public OsgiCacheNodeLauncher(BundleContext context, @Reference CaptureSources sources) {
        this.context = context;
        this.sources = sources;
    }

    @Override
    public AutoCloseable start(Path config) throws IOException, ConfigException {
        CacheNode node = CacheNode.start(NodeConfigFile.read(config), sources);
        ServiceRegistration<CacheService> registration = context.registerService(CacheService.class, node, null);
        return () -> {
            registration.unregister();
            node.close();
        };
    }
}
