package org.holdfast.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.holdfast.history.HistoryKey;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A backup of the history. */
final class ArchiveOption {

    @Parameters(paramLabel = "FILE", description = "The backup.")
    private Path file;

    @Option(
            names = "--archive-key-file",
            paramLabel = "FILE",
            description = "The key that the backup is encrypted with, 16 bytes or more; without it the backup is open.")
    private Path keyFile;

    Path file() {
        return file;
    }

    Optional<HistoryKey> key() {
        return Optional.ofNullable(keyFile).map(HistoryKey::ofFile);
    }
}
