package org.holdfast.lab.tests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs {@code releng/lab} as a newcomer would, and keeps what it leaves behind. */
final class LabProcess {

    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final long LIMIT_MINUTES = 6;

    private final Path directory;
    private final int exitCode;
    private final String output;

    private LabProcess(Path directory, int exitCode, String output) {
        this.directory = directory;
        this.exitCode = exitCode;
        this.output = output;
    }

    /** Runs a lab to its end, in {@code target/NAME}. */
    static LabProcess run(String name, String... options) throws IOException, InterruptedException {
        Path directory = Path.of("target", name).toAbsolutePath();
        clear(directory);
        List<String> command =
                new ArrayList<>(List.of(ROOT.resolve("releng/lab").toString(), "--headless"));
        command.addAll(List.of("--directory", directory.toString()));
        command.addAll(List.of(options));
        Path log = Path.of("target", name + ".log").toAbsolutePath();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
            process.destroy();
            throw new AssertionError(
                    "the lab hasn't ended in " + LIMIT_MINUTES + " minutes:\n" + Files.readString(log));
        }
        return new LabProcess(directory, process.exitValue(), Files.readString(log, StandardCharsets.UTF_8));
    }

    private static void clear(Path directory) throws IOException {
        Files.createDirectories(directory.getParent());
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    int exitCode() {
        return exitCode;
    }

    /** All that it printed. */
    String output() {
        return output;
    }

    /** A file or folder that it left. */
    Path path(String first, String... more) {
        return directory.resolve(Path.of(first, more));
    }

    /** Runs the product's command line on what the lab left. */
    static String holdfast(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(ROOT.resolve("product/target/products/holdfast/linux/gtk/x86_64/holdfast/holdfast")
                        .toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .put("HOLDFAST_AREA", Path.of("target/area").toAbsolutePath().toString());
        return outputOf(builder);
    }

    /** What tcpdump says of a capture. */
    static List<String> tcpdump(Path capture, String filter) throws IOException, InterruptedException {
        return outputOf(new ProcessBuilder("tcpdump", "-r", capture.toString(), "-nn", "-tt", "-S", filter)
                        .redirectError(ProcessBuilder.Redirect.DISCARD))
                .lines()
                .toList();
    }

    private static String outputOf(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exitCode = process.waitFor();
        if (exitCode != 0) {
            throw new AssertionError(builder.command() + " ended with exit code " + exitCode + ": " + output);
        }
        return output;
    }
}
