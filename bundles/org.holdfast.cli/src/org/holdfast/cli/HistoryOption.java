package org.holdfast.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.holdfast.history.History;
import org.holdfast.model.incident.Incident;
import picocli.CommandLine.Option;

/** Where the history is, for all commands that read it. */
final class HistoryOption {

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "The data directory of the cache's node, as its configuration names it.")
    private Path data;

    History open() {
        Path directory = data.resolve("history");
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException(
                    directory + " doesn't exist; --data is the directory that the cache's configuration names as data");
        }
        return History.open(directory);
    }

    static Incident find(History history, long number) {
        return history.find(number)
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no incident " + number + "; 'holdfast incident list' names them"));
    }
}
