package org.holdfast.history.internal.archive;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.holdfast.history.HistoryKey;
import org.holdfast.history.internal.Database;
import org.holdfast.model.incident.StoreException;

/** Archives as files, encrypted or not. */
public final class Archives {

    private static final int MAGIC = 8;

    private Archives() {}

    /** Writes a history into a new file, which gets its name when it is whole. */
    public static Map<String, Long> write(Database database, Path archive, Optional<HistoryKey> key) {
        if (Files.exists(archive)) {
            throw new StoreException("Archive " + archive + " exists already. Choose another name.", null);
        }
        Path part = archive.resolveSibling(archive.getFileName() + ".part");
        try {
            Map<String, Long> rows = database.read("it can't be backed up", c -> write(c, part, key));
            // A backup has to be there after a power failure, too.
            try (FileChannel written = FileChannel.open(part, StandardOpenOption.WRITE)) {
                written.force(true);
            }
            Files.move(part, archive, StandardCopyOption.ATOMIC_MOVE);
            return rows;
        } catch (IOException | UncheckedIOException e) {
            throw new StoreException(
                    "Archive " + archive + " can't be written (" + e.getMessage()
                            + "). Check that its disk has room and may be written to.",
                    e);
        } finally {
            delete(part);
        }
    }

    private static Map<String, Long> write(Connection connection, Path part, Optional<HistoryKey> key)
            throws SQLException {
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(part));
                OutputStream out = key.isPresent() ? SealedStreams.seal(file, key.get()) : file) {
            return ArchiveWriter.write(connection, out, Instant.now());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw new StoreException("The part " + part + " of an archive can't be deleted: " + e, e);
        }
    }

    /** Reads a file into an empty database; see {@link ArchiveReader#read}. */
    public static Map<String, Long> read(Path archive, Optional<HistoryKey> key, Connection connection, String location)
            throws SQLException {
        refuseUsed(connection, location);
        try (InputStream file = new BufferedInputStream(Files.newInputStream(archive));
                InputStream in = open(file, key)) {
            return ArchiveReader.read(in, connection, location);
        } catch (IOException | RuntimeException e) {
            connection.rollback();
            throw new StoreException("Archive " + archive + " can't be restored: " + e.getMessage() + ".", e);
        }
    }

    private static InputStream open(InputStream file, Optional<HistoryKey> key) throws IOException {
        file.mark(MAGIC);
        boolean isSealed = SealedStreams.isSealed(file.readNBytes(MAGIC));
        file.reset();
        if (isSealed && key.isEmpty()) {
            throw new IOException("it is encrypted; give the file with its key, or its passphrase");
        }
        return isSealed ? SealedStreams.open(file, key.get()) : file;
    }

    private static void refuseUsed(Connection connection, String location) throws SQLException {
        boolean isUsed;
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT COUNT(*) FROM schema_version")) {
            isUsed = result.next() && result.getInt(1) > 0;
        } catch (SQLException e) {
            // No such table, so no history.
            isUsed = false;
        }
        connection.rollback();
        if (isUsed) {
            throw new StoreException(
                    "History " + location + ": an archive can't be restored where there is a history already."
                            + " Choose an empty database.",
                    null);
        }
    }
}
