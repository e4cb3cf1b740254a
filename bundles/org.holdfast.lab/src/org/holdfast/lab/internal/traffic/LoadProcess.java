package org.holdfast.lab.internal.traffic;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.holdfast.lab.LabException;

/** {@link LoadMain} in a JVM of its own, inside a host. */
final class LoadProcess implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final Process process;

    private LoadProcess(Process process) {
        this.process = process;
    }

    /** Starts a server; returns once it listens. */
    static LoadProcess serve(String kind) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(kind, "serve"));
        arguments.addAll(TrafficNetwork.SERVER_ADDRESSES);
        LoadProcess server = start(TrafficNetwork.SERVER, arguments);
        String line = server.process.inputReader().readLine();
        if (!LoadMain.READY.equals(line)) {
            server.close();
            throw new LabException("the server of the " + kind + " load doesn't start: " + line);
        }
        return server;
    }

    /** Runs a client to its end; returns how long its connections took. */
    static Duration run(String kind, long... numbers) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(kind, "run"));
        for (long number : numbers) {
            arguments.add(Long.toString(number));
        }
        arguments.addAll(TrafficNetwork.SERVER_ADDRESSES);
        try (LoadProcess client = start(TrafficNetwork.CLIENT, arguments)) {
            if (!client.process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new LabException("the " + kind + " load hasn't ended in " + LIMIT.toMinutes() + " minutes");
            }
            String said = new String(client.process.getInputStream().readAllBytes()).strip();
            if (client.process.exitValue() != 0) {
                throw new LabException("the " + kind + " load failed: " + said);
            }
            return Duration.ofMillis(Long.parseLong(said));
        }
    }

    private static LoadProcess start(String host, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                // Its file in /tmp would clash with that of a process of the same number outside, and say so.
                "-XX:-UsePerfData",
                "-cp",
                classes().toString(),
                LoadMain.class.getName()));
        command.addAll(arguments);
        return new LoadProcess(new ProcessBuilder(TrafficNetwork.commandInside(host, command))
                .redirectErrorStream(true)
                .start());
    }

    /** This bundle's file: the load needs nothing but it and Java. */
    private static Path classes() {
        URL location = LoadMain.class.getProtectionDomain().getCodeSource().getLocation();
        try {
            return Path.of(location.toURI());
        } catch (URISyntaxException e) {
            // Equinox leaves blanks as they are, so there is nothing to decode.
            return Path.of(location.getPath());
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
