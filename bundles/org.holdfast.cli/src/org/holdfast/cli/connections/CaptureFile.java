package org.holdfast.cli.connections;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file that a command was told to read. */
final class CaptureFile {

    private static final String STANDARD_INPUT = "-";

    private CaptureFile() {}

    /**
     * The path behind a name, as a capture source takes it.
     *
     * @param name of a file, or {@code -} for standard input
     * @throws IOException when it isn't there or can't be read, saying which of both
     */
    static Path resolve(String name) throws IOException {
        Path file = Path.of(name);
        if (name.equals(STANDARD_INPUT)) {
            return file;
        }
        if (!Files.exists(file)) {
            throw new IOException("there is no file " + name);
        }
        if (Files.isDirectory(file)) {
            throw new IOException(name + " is a directory, not a capture file");
        }
        if (!Files.isReadable(file)) {
            throw new IOException(name + " can't be read: this process has no right to");
        }
        return file;
    }
}
