package org.holdfast.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.holdfast.agent.Agent;
import org.holdfast.cluster.config.NodeConfigFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "agent", description = "Runs the agent of this host until it is told to end. Linux only.")
final class AgentCommand implements Callable<Integer> {

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The node's configuration file.")
    private Path config;

    @Override
    public Integer call() throws Exception {
        LinuxOnly.require("agent");
        Until.terminated(Agent.start(NodeConfigFile.read(config)));
        return 0;
    }
}
