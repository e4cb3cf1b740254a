package org.holdfast.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.holdfast.history.History;
import org.holdfast.history.HistoryKey;
import org.holdfast.history.HistoryOptions;
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

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The database, where it isn't in the data directory: jdbc:postgresql://HOST/DATABASE?user=…")
    private String url;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "The key of an encrypted history, 16 bytes or more.")
    private Path keyFile;

    History open() {
        Path directory = directory();
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException(
                    directory + " doesn't exist; --data is the directory that the cache's configuration names as data");
        }
        return History.open(options());
    }

    /** How it is opened, or made. */
    HistoryOptions options() {
        HistoryOptions options = HistoryOptions.in(directory());
        if (url != null) {
            options = options.at(url);
        }
        return keyFile == null ? options : options.with(HistoryKey.ofFile(keyFile));
    }

    private Path directory() {
        return data.resolve("history");
    }

    static Incident find(History history, long number) {
        return history.find(number)
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no incident " + number + "; 'holdfast incident list' names them"));
    }
}
