package org.holdfast.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.holdfast.cluster.security.AccessRole;
import org.holdfast.cluster.security.Authority;
import org.holdfast.lab.Lab;
import org.holdfast.lab.LabOptions;
import org.holdfast.lab.Traffic;
import org.holdfast.lab.TrafficSize;
import org.holdfast.model.ownership.NodeId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "lab",
        description = "A whole cluster on this machine, in network namespaces. Started by releng/lab. Linux only.")
final class LabCommand implements Callable<Integer> {

    @Option(names = "--directory", required = true, paramLabel = "DIR", description = "Where everything of it goes.")
    private Path directory;

    @Option(names = "--launcher", required = true, paramLabel = "FILE", description = "The holdfast script.")
    private Path launcher;

    @Option(names = "--headless", description = "Do the main job without a window; the exit code tells.")
    private boolean headless;

    @Option(names = "--runs", defaultValue = "1", description = "How often the main job is done (${DEFAULT-VALUE}).")
    private int runs;

    @Option(names = "--no-takeover", description = "The cluster doesn't act on the failure: the transfer must fail.")
    private boolean noTakeover;

    @Option(
            names = "--return-during",
            description = "The failed host returns while the transfer runs, and regains its connection.")
    private boolean returnDuring;

    @Option(names = "--screenshot", paramLabel = "FILE", description = "Do it once, with a window, and take a picture.")
    private Path screenshot;

    @Option(names = "--traces", description = "No cluster: make the capture files of releng/bench in DIR.")
    private boolean traces;

    @Option(names = "--live", description = "No cluster: capture at rising rates, in turn with tcpdump.")
    private boolean live;

    @Option(names = "--quick", description = "With --traces or --live: little traffic, to see that it works.")
    private boolean quick;

    @Override
    public Integer call() throws IOException, InterruptedException {
        LinuxOnly.require("lab");
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        TrafficSize size = quick ? TrafficSize.QUICK : TrafficSize.FULL;
        if (traces) {
            Traffic.makeTraces(directory.toAbsolutePath(), size, out);
            return 0;
        }
        if (live) {
            return Traffic.tryLive(launcher.toAbsolutePath(), directory.toAbsolutePath(), size, out) ? 0 : 1;
        }
        makeCertificates();
        return Lab.run(options(), out) ? 0 : 1;
    }

    /** The lab's nodes know each other as those of a real cluster do. Hosts give no orders, so they need no more. */
    private void makeCertificates() throws IOException {
        Path folder = directory.toAbsolutePath().resolve("authority");
        Authority authority = Authority.init(folder, "lab", Authority.AUTHORITY_VALIDITY, InstantSource.system());
        for (String host : List.of("alpha", "beta")) {
            authority.add(new NodeId(host), AccessRole.VIEWER, List.of(), Authority.NODE_VALIDITY);
        }
        authority.add(new NodeId("cache"), AccessRole.OPERATOR, List.of(), Authority.NODE_VALIDITY);
    }

    private LabOptions options() {
        return new LabOptions(
                directory.toAbsolutePath(),
                launcher.toAbsolutePath(),
                runs,
                !noTakeover,
                returnDuring,
                !headless,
                Optional.ofNullable(screenshot).map(Path::toAbsolutePath),
                LabOptions.FILE_BYTES,
                returnDuring ? LabOptions.SLOW_RATE_BYTES : LabOptions.RATE_BYTES);
    }
}
