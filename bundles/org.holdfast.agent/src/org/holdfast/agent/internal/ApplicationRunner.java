package org.holdfast.agent.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.holdfast.model.ownership.Application;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this host's copy of an application: starts it when a command is configured, starts it again when it ends, and
 * says whether it answers on its local endpoint.
 */
final class ApplicationRunner implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ApplicationRunner.class);
    private static final Duration CHECK_EVERY = Duration.ofMillis(500);
    private static final int CONNECT_MILLIS = 1000;

    private final Application application;
    private final Path log;
    private final ServiceDuty duty;
    private Process process;
    private String lastProblem = "";

    /**
     * Starts watching.
     *
     * @param scheduler runs the checks
     * @param directory where its output goes, as {@code NAME.log}
     */
    ApplicationRunner(ServiceDuty duty, ScheduledExecutorService scheduler, Path directory) {
        this.duty = duty;
        this.application = duty.service().application();
        this.log = directory.resolve(application.name() + ".log");
        scheduler.scheduleWithFixedDelay(this::check, 0, CHECK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void check() {
        try {
            if (!application.command().isEmpty() && (process == null || !process.isAlive())) {
                start();
            }
            duty.applicationRunning(answers());
        } catch (IOException | RuntimeException e) {
            duty.applicationRunning(false);
            problem("can't be started or watched: " + e.getMessage());
        }
    }

    private void start() throws IOException {
        if (process != null) {
            problem("ended with exit code " + process.exitValue() + "; see " + log);
        }
        Files.createDirectories(log.getParent());
        process = new ProcessBuilder(application.command())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(
                            application.local().address(), application.local().port()),
                    CONNECT_MILLIS);
            lastProblem = "";
            return true;
        } catch (IOException e) {
            problem("doesn't answer on " + application.local() + ": " + e.getMessage());
            return false;
        }
    }

    private void problem(String text) {
        if (!text.equals(lastProblem)) {
            lastProblem = text;
            LOG.warn("application '{}' {}", application.name(), text);
        }
    }

    @Override
    public synchronized void close() {
        if (process != null) {
            process.destroy();
        }
    }
}
