package org.holdfast.lab.internal.traffic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.holdfast.lab.LabException;

/** A program that captures on an interface: tcpdump, or Holdfast. */
final class CaptureProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(50);

    private final List<String> command;
    private final Path log;
    private final Process process;

    private CaptureProcess(List<String> command, Path log, Process process) {
        this.command = command;
        this.log = log;
        this.process = process;
    }

    /** Starts it in a host; returns once its packet socket is bound to an interface. */
    static CaptureProcess start(String host, List<String> command, Path log) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(TrafficNetwork.commandInside(host, command))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        CaptureProcess capture = new CaptureProcess(command, log, process);
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!listensIn(host)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                capture.close();
                throw new LabException("'" + String.join(" ", command) + "' doesn't capture: "
                        + Files.readString(log).strip());
            }
            Thread.sleep(POLL);
        }
        return capture;
    }

    /** Columns of proc(5): address, references, type, protocol, interface, running, … A socket is bound last. */
    private static boolean listensIn(String host) throws LabException {
        return TrafficNetwork.inside(host, "cat", "/proc/net/packet")
                .lines()
                .skip(1)
                .map(line -> line.strip().split(" +"))
                .anyMatch(columns -> !columns[4].equals("0") && columns[5].equals("1"));
    }

    /** Asks it to end and waits for what it has counted. */
    FrameCounts stop() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new LabException("'" + String.join(" ", command) + "' hasn't ended in " + STOP_LIMIT.toSeconds()
                    + " s: " + Files.readString(log).strip());
        }
        return FrameCounts.in(Files.readString(log));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
