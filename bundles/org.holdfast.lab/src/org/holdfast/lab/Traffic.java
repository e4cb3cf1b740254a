package org.holdfast.lab;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import org.holdfast.lab.internal.traffic.LiveTrial;
import org.holdfast.lab.internal.traffic.TraceMaker;

/**
 * Real TCP traffic for measurements: the kernel's own, between network namespaces that nobody else uses. Used by
 * {@code releng/bench}.
 */
public final class Traffic {

    private Traffic() {}

    /**
     * Makes {@code bulk.pcap} and {@code small.pcap}, and {@code bulk.properties} and {@code small.properties} beside
     * them with the numbers of {@code connections} and {@code packets}. A trace that is there is kept.
     *
     * @param out where each step is printed
     * @throws IOException when the traffic or its capture fails, saying which
     */
    public static void makeTraces(Path directory, TrafficSize size, PrintStream out)
            throws IOException, InterruptedException {
        new TraceMaker(directory, size, out).make();
    }

    /**
     * Captures mirrored traffic at rising rates, in turn with tcpdump and with Holdfast, and prints the counts of both
     * as a Markdown table.
     *
     * @param launcher the {@code holdfast} script of the installation that captures
     * @param directory for what is captured, an empty one; the captures are deleted
     * @return whether Holdfast counted every frame, and dropped none where tcpdump had dropped none
     * @throws IOException when the traffic or a capture fails, saying which
     */
    public static boolean tryLive(Path launcher, Path directory, TrafficSize size, PrintStream out)
            throws IOException, InterruptedException {
        return new LiveTrial(launcher, directory, size, out).run();
    }
}
