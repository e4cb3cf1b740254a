package org.holdfast.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.holdfast.cache.pcap.PcapCaptureSources;
import org.holdfast.cluster.config.NodeConfigFile;
import org.holdfast.node.CacheNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "cache", description = "Runs the connection cache without a window until it is told to end.")
final class CacheCommand implements Callable<Integer> {

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The node's configuration file.")
    private Path config;

    @Override
    public Integer call() throws Exception {
        Until.terminated(CacheNode.start(NodeConfigFile.read(config), new PcapCaptureSources()));
        return 0;
    }
}
