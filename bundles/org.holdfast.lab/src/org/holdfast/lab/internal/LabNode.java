package org.holdfast.lab.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.holdfast.lab.LabException;
import org.holdfast.lab.internal.Network.Host;

/** A host of the lab with the Holdfast process that runs in it. */
final class LabNode {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final Host host;
    private final Path directory;
    private final Path launcher;
    private Process process;

    LabNode(Host host, Path directory, Path launcher) {
        this.host = host;
        this.directory = directory;
        this.launcher = launcher;
    }

    Host host() {
        return host;
    }

    Path directory() {
        return directory;
    }

    /**
     * Starts {@code holdfast COMMAND --config …} in the host.
     *
     * @param vmArguments options for its JVM, separated by spaces; may be empty
     */
    void start(String command, Path config, String vmArguments) throws LabException {
        ProcessBuilder builder = new ProcessBuilder(Network.inside(
                        host.name(), List.of(launcher.toString(), command, "--config", config.toString())))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        Map<String, String> environment = builder.environment();
        environment.put("HOLDFAST_AREA", directory.resolve("area").toString());
        environment.put("HOLDFAST_VMARGS", "-Duser.home=" + directory + " " + vmArguments);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new LabException(launcher + " can't be started in " + host.name(), e);
        }
    }

    Path log() {
        return directory.resolve("holdfast.log");
    }

    boolean isRunning() {
        return process != null && process.isAlive();
    }

    int waitForEnd() throws InterruptedException {
        return process.waitFor();
    }

    /** Throws, with the end of its log, when its process has ended. */
    void mustBeRunning() throws IOException {
        if (!isRunning()) {
            List<String> lines = Files.exists(log()) ? Files.readAllLines(log()) : List.of("(no log)");
            String tail = String.join("\n  ", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
            throw new LabException("holdfast ended in " + host.name() + "; the end of " + log() + ":\n  " + tail);
        }
    }

    /** Kills every process of the host, whatever it is doing. */
    void killAll() throws LabException {
        processes().forEach(ProcessHandle::destroyForcibly);
        awaitEnd(process == null ? List.of() : List.of(process.toHandle()));
    }

    /** Asks every process of the host to end, and kills what hasn't after a while. */
    void stop() throws LabException {
        List<ProcessHandle> all = processes();
        all.forEach(ProcessHandle::destroy);
        awaitEnd(all);
        killAll();
    }

    private List<ProcessHandle> processes() throws LabException {
        return Commands.run("ip netns pids " + host.name())
                .lines()
                .map(pid -> ProcessHandle.of(Long.parseLong(pid.strip())))
                .flatMap(Optional::stream)
                .toList();
    }

    private static void awaitEnd(List<ProcessHandle> processes) {
        long deadline = System.nanoTime() + STOP_LIMIT.toNanos();
        for (ProcessHandle each : processes) {
            try {
                each.onExit().get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                return;
            } catch (ExecutionException e) {
                throw new IllegalStateException("waiting for process " + each.pid(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
