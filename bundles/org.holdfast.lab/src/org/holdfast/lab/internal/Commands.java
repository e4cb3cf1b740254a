package org.holdfast.lab.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.holdfast.lab.LabException;

/** Runs the system's own programs ({@code ip}, {@code tc}, {@code tcpdump}) and hears what they say. */
public final class Commands {

    private static final long LIMIT_SECONDS = 60;

    private Commands() {}

    /** Output and exit code of a program that ended. */
    public record Result(int exitCode, String output) {}

    /** Runs a command line, split at spaces, that must succeed. */
    public static String run(String commandLine) throws LabException {
        return run(List.of(commandLine.split(" ")));
    }

    /** Runs a command that must succeed; returns what it printed. */
    public static String run(List<String> command) throws LabException {
        Result result = attempt(command);
        if (result.exitCode() != 0) {
            throw new LabException("'" + String.join(" ", command) + "' ended with exit code " + result.exitCode()
                    + ": " + result.output().strip());
        }
        return result.output();
    }

    /** Runs a command that may fail. */
    public static Result attempt(List<String> command) throws LabException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new LabException("'" + String.join(" ", command) + "' hasn't ended in " + LIMIT_SECONDS + " s");
            }
            return new Result(process.exitValue(), output);
        } catch (IOException e) {
            throw new LabException(
                    "'" + command.getFirst() + "' can't be run: " + e.getMessage()
                            + "; releng/lab names the packages that are missing",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while running " + command, e);
        }
    }
}
