package org.holdfast.lab.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.holdfast.lab.LabException;

/**
 * A capture on the client's interface made by tcpdump: the witness that isn't ours. Headers are enough: sequence numbers
 * say whether every byte came once and in order, and curl's file says which bytes they were.
 */
final class Witness {

    private static final int SNAPLEN = 128;

    private final Path file;
    private final Process process;

    private Witness(Path file, Process process) {
        this.file = file;
        this.process = process;
    }

    /** Starts it; returns once it listens. */
    static Witness start(Path file) throws IOException {
        Process process = new ProcessBuilder(Network.inside(
                        Network.CLIENT,
                        List.of(
                                "tcpdump",
                                "-i",
                                Network.INTERFACE,
                                "-s",
                                "" + SNAPLEN,
                                "-B",
                                "16384",
                                "--immediate-mode",
                                "-w",
                                file.toString(),
                                "host " + Network.SERVICE_ADDRESS)))
                .redirectErrorStream(true)
                .start();
        BufferedReader said = process.inputReader();
        String line = said.readLine();
        while (line != null && !line.contains("listening on")) {
            line = said.readLine();
        }
        if (line == null) {
            throw new LabException("tcpdump doesn't listen on the client's interface; is it installed?");
        }
        return new Witness(file, process);
    }

    /** Ends it and lets tcpdump itself read what it saw. */
    StreamCheck stop() throws IOException, InterruptedException {
        // tcpdump empties its buffer on SIGTERM.
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new LabException("tcpdump on the client doesn't end");
        }
        Path text = Path.of(file + ".txt");
        Process reader = new ProcessBuilder("tcpdump", "-r", file.toString(), "-nn", "-tt", "-S", "tcp")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(text.toFile())
                .start();
        if (reader.waitFor() != 0) {
            throw new LabException("tcpdump can't read " + file + " back");
        }
        try (BufferedReader lines = Files.newBufferedReader(text)) {
            return StreamCheck.ofLongest(lines.lines(), Network.SERVICE_ADDRESS);
        } finally {
            Files.delete(text);
        }
    }
}
