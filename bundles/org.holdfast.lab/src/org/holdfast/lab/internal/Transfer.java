package org.holdfast.lab.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.holdfast.lab.LabException;

/** A download by curl on the client. */
final class Transfer {

    private static final Duration POLL = Duration.ofMillis(10);
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final int STALLED_SECONDS = 10;

    private final Path file;
    private final Process process;

    private Transfer(Path file, Process process) {
        this.file = file;
        this.process = process;
    }

    /**
     * Starts it. curl gives up when less than 1 kB/s came for ten seconds.
     *
     * @param rateBytes bytes a second at most
     */
    static Transfer start(String name, Path file, Path log, long rateBytes) throws LabException {
        List<String> curl = new ArrayList<>(List.of("curl", "--no-progress-meter", "--fail"));
        curl.addAll(List.of("--limit-rate", Long.toString(rateBytes)));
        curl.addAll(List.of("--speed-limit", "1000", "--speed-time", "" + STALLED_SECONDS));
        curl.addAll(List.of("--output", file.toString(), "http://" + Network.SERVICE_ADDRESS + "/" + name));
        try {
            Files.deleteIfExists(file);
            return new Transfer(
                    file,
                    new ProcessBuilder(Network.inside(Network.CLIENT, curl))
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start());
        } catch (IOException e) {
            throw new LabException("curl can't be started on the client", e);
        }
    }

    /** Fetches a small file; returns whether it came. */
    static boolean succeeds(String name) throws LabException {
        return Commands.attempt(Network.inside(
                                Network.CLIENT,
                                "curl --silent --fail --max-time 2 --output /dev/null http://" + Network.SERVICE_ADDRESS
                                        + "/" + name))
                        .exitCode()
                == 0;
    }

    /** Waits until so many bytes are there; returns how many. */
    long awaitBytes(long bytes) throws IOException, InterruptedException {
        long have = bytesSoFar();
        while (have < bytes) {
            if (!process.isAlive()) {
                throw new LabException("curl ended after " + have + " bytes, before anything was done to its host");
            }
            Thread.sleep(POLL);
            have = bytesSoFar();
        }
        return have;
    }

    private long bytesSoFar() throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /** Waits for curl's end; returns its exit code. */
    int awaitEnd() throws IOException, InterruptedException {
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new LabException("curl hasn't ended within " + LIMIT.toMinutes() + " minutes");
        }
        return process.exitValue();
    }

    Path file() {
        return file;
    }

    void cancel() {
        process.destroy();
    }
}
