package org.holdfast.lab.internal.traffic;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.holdfast.lab.LabException;
import org.holdfast.lab.TrafficSize;

/** Makes the capture files that readers are measured with, by tcpdump at the server's port of the switch. */
public final class TraceMaker {

    private static final int BULK_CONNECTIONS = 12;

    /** As fast as tcpdump writes without losing anything, on a busy machine of two cores. */
    private static final long BULK_BITS_PER_SECOND = 500_000_000;

    private static final int BULK_LOSS = 6_000;
    private static final int SHORT_LOSS = 30_000;

    /** Kernel buffer of tcpdump: 512 MiB, seconds of traffic. */
    private static final int BUFFER_KIB = 512 << 10;

    /** When tcpdump has written nothing for so long, it has written all; the kernel keeps packets for up to 1 s. */
    private static final Duration SETTLE = Duration.ofSeconds(3);

    private final Path directory;
    private final TrafficSize size;
    private final PrintStream out;

    public TraceMaker(Path directory, TrafficSize size, PrintStream out) {
        this.directory = directory;
        this.size = size;
        this.out = out;
    }

    /** See {@link org.holdfast.lab.Traffic#makeTraces}. */
    public void make() throws IOException, InterruptedException {
        Files.createDirectories(directory);
        TrafficNetwork.build();
        if (isMissing("bulk")) {
            TrafficNetwork.lose(BULK_LOSS);
            TrafficNetwork.limit(BULK_BITS_PER_SECOND);
            capture("bulk", BULK_CONNECTIONS, () -> {
                try (LoadProcess server = LoadProcess.serve(LoadMain.BULK)) {
                    LoadProcess.run(LoadMain.BULK, BULK_CONNECTIONS, size.bulkBytes());
                }
            });
        }
        if (isMissing("small")) {
            TrafficNetwork.lose(SHORT_LOSS);
            capture("small", size.shortConnections(), () -> {
                try (LoadProcess server = LoadProcess.serve(LoadMain.SHORT)) {
                    LoadProcess.run(LoadMain.SHORT, size.shortConnections());
                }
            });
        }
    }

    private boolean isMissing(String name) {
        return !Files.exists(properties(name));
    }

    private Path properties(String name) {
        return directory.resolve(name + ".properties");
    }

    private interface Load {
        void run() throws IOException, InterruptedException;
    }

    /** A trace counts as made when its properties are there, which are written last. */
    private void capture(String name, int connections, Load load) throws IOException, InterruptedException {
        Path file = directory.resolve(name + ".pcap");
        Path unfinished = directory.resolve(name + ".unfinished");
        out.println("making " + file + ": " + connections + " connections");
        List<String> tcpdump = List.of(
                "tcpdump",
                "-n",
                "-i",
                TrafficNetwork.portOf(TrafficNetwork.SERVER),
                "-B",
                Integer.toString(BUFFER_KIB),
                "--time-stamp-precision=nano",
                "-w",
                unfinished.toString(),
                "tcp");
        Path log = directory.resolve(name + ".log");
        FrameCounts counts;
        try (CaptureProcess capture = CaptureProcess.start(TrafficNetwork.SWITCH, tcpdump, log)) {
            load.run();
            awaitAll(unfinished);
            counts = capture.stop();
        }
        if (counts.dropped() > 0) {
            Files.delete(unfinished);
            throw new LabException("tcpdump lost " + counts.dropped() + " packets of " + file
                    + "; the machine does something else. Start this again when it doesn't.");
        }
        Files.delete(log);
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(properties(name), "connections=" + connections + "\npackets=" + counts.captured() + "\n");
        out.println("made " + file + ": " + counts.captured() + " packets, " + Files.size(file) + " bytes");
    }

    private static void awaitAll(Path file) throws IOException, InterruptedException {
        long bytes;
        do {
            bytes = Files.size(file);
            Thread.sleep(SETTLE);
        } while (Files.size(file) > bytes);
    }
}
