package org.holdfast.lab.internal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.holdfast.lab.LabException;
import org.holdfast.lab.LabOptions;

/** One lab from its first namespace to its end. */
public final class LabRun {

    private static final Duration PICTURE_DELAY = Duration.ofMillis(1500);

    private final LabOptions options;
    private final PrintStream out;

    public LabRun(LabOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /** See {@link org.holdfast.lab.Lab#run}. */
    public boolean run() throws IOException, InterruptedException {
        Files.createDirectories(options.directory());
        Path socket = options.directory().resolve("control.sock");
        DeferredControl control = new DeferredControl();
        try (ControlServer server = new ControlServer(socket, control);
                LabCluster cluster = LabCluster.boot(options, out, socket)) {
            control.connect(cluster);
            cluster.awaitReady();
            cluster.copyBootStatus(evidence(""));
            if (!options.console()) {
                return headless(cluster);
            }
            return options.screenshot().isPresent() ? picture(cluster) : untilWindowCloses(cluster);
        }
    }

    private Path evidence(String name) throws IOException {
        return Files.createDirectories(options.directory().resolve("evidence").resolve(name));
    }

    private boolean headless(LabCluster cluster) throws IOException, InterruptedException {
        List<Duration> stalls = new ArrayList<>();
        int survived = 0;
        for (int run = 1; run <= options.runs(); run++) {
            out.println("run " + run + " of " + options.runs());
            MainJob job = new MainJob(cluster, options, out, evidence("run-" + run));
            MainJob.Outcome outcome = job.failDuringDownload(options.returnDuring() ? job::returnHost : () -> {});
            if (outcome.survived()) {
                survived++;
                stalls.add(outcome.stall());
            }
            if (!options.takeover()) {
                // Nobody took over, so nobody gives back: the next run needs alpha as it was.
                break;
            }
            printIncidents(cluster);
            if (!options.returnDuring()) {
                job.returnHost();
            }
        }
        printSummary(survived, stalls);
        return survived == options.runs();
    }

    private void printSummary(int survived, List<Duration> stalls) {
        out.println("survived " + survived + "/" + options.runs());
        if (!stalls.isEmpty()) {
            Collections.sort(stalls);
            out.println("stall median " + stalls.get(stalls.size() / 2).toMillis() + " ms, maximum "
                    + stalls.getLast().toMillis() + " ms");
        }
    }

    /** What the history says, through the command that an administrator would use. */
    private void printIncidents(LabCluster cluster) throws LabException {
        Path data = cluster.cache().directory();
        out.print(Commands.run(Network.inside(
                Network.CACHE,
                List.of(
                        "env",
                        "HOLDFAST_AREA=" + options.directory().resolve("area-incident"),
                        options.launcher().toString(),
                        "incident",
                        "last",
                        "--data",
                        data.toString()))));
    }

    private boolean picture(LabCluster cluster) throws IOException, InterruptedException {
        MainJob job = new MainJob(cluster, options, out, evidence("picture"));
        MainJob.Outcome outcome = job.failDuringDownload(() -> {
            // The dead host's kernel still has the address, behind its cut link.
            LabCluster.await(
                    "beta to take over",
                    Duration.ofSeconds(20),
                    () -> Network.holdersOfServiceAddress().contains("beta"));
            Thread.sleep(PICTURE_DELAY);
            Commands.run(List.of(
                    "import", "-window", "root", options.screenshot().get().toString()));
        });
        return outcome.survived();
    }

    /** Of the screen, without the black around the window. */
    private static void takePicture(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Commands.run(List.of("import", "-window", "root", file.toString()));
        Commands.run("mogrify -bordercolor black -border 1x1 -trim +repage " + file);
    }

    /** Keeps a download going, so that there is always a connection to look at, until the console ends. */
    private boolean untilWindowCloses(LabCluster cluster) throws IOException, InterruptedException {
        Path directory = evidence("window");
        out.println("the console is open; fail a host from its menu, and close the window to end the lab");
        Thread downloads = Thread.ofPlatform().name("downloads").daemon().start(() -> keepDownloading(directory));
        int exitCode = cluster.cache().waitForEnd();
        downloads.interrupt();
        return exitCode == 0;
    }

    private void keepDownloading(Path directory) {
        try {
            for (int number = 1; !Thread.currentThread().isInterrupted(); number++) {
                Transfer transfer = Transfer.start(
                        Payload.LARGE,
                        directory.resolve("download.bin"),
                        directory.resolve("curl.log"),
                        LabOptions.SLOW_RATE_BYTES);
                int exitCode = transfer.awaitEnd();
                out.println(
                        "download " + number + ": " + (exitCode == 0 ? "complete" : "curl's exit code " + exitCode));
            }
        } catch (IOException e) {
            out.println("no more downloads: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
