package org.holdfast.history.internal.assembly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.holdfast.history.HistoryKey;
import org.holdfast.history.HistoryOptions;
import org.holdfast.history.internal.StoreErrors;
import org.holdfast.history.internal.UrlSource;
import org.holdfast.history.internal.archive.Archives;
import org.holdfast.history.internal.journal.JournalShelf;
import org.holdfast.history.internal.keys.KeyFile;
import org.holdfast.history.internal.keys.KeyRing;
import org.holdfast.history.internal.opening.DirectoryOpener;
import org.holdfast.history.internal.opening.H2File;
import org.holdfast.history.internal.opening.Opener;
import org.holdfast.history.internal.opening.SourceOpener;
import org.holdfast.history.internal.writer.HistoryStore;
import org.holdfast.history.internal.writer.Setup;
import org.holdfast.model.history.Retention;
import org.holdfast.model.incident.StoreException;

/** Puts a store together for each way to open one. */
public final class Doors {

    private static final String JOURNAL = "journal";
    private static final int QUEUE = 1 << 17;

    private Doors() {}

    public static HistoryStore open(HistoryOptions options) {
        Path directory = DirectoryOpener.prepare(options.directory());
        Optional<KeyRing> keys = KeyFile.open(directory, options.key(), isNew(directory));
        JournalShelf shelf = new JournalShelf(
                directory.resolve(JOURNAL), keys.map(KeyRing::journalCipher).orElse(null), options.clock());
        Setup setup = new Setup(
                Optional.of(shelf),
                directory.resolve("rejected.txt"),
                options.retention(),
                options.queueCapacity(),
                options.journalBytes(),
                options.mayStartAway(),
                options.clock());
        return HistoryStore.open(setup, opener(options, directory, keys));
    }

    private static Opener opener(HistoryOptions options, Path directory, Optional<KeyRing> keys) {
        return options.url()
                .<Opener>map(url -> new SourceOpener(UrlSource.of(url), UrlSource.location(url)))
                .orElseGet(() -> new DirectoryOpener(directory, keys, options.clock()));
    }

    private static boolean isNew(Path directory) {
        return !Files.exists(DirectoryOpener.fileIn(directory)) && !Files.exists(directory.resolve(JOURNAL));
    }

    public static HistoryStore openUrl(String url) {
        return openSource(UrlSource.of(url), UrlSource.location(url));
    }

    public static HistoryStore openSource(DataSource source, String location) {
        Setup setup = new Setup(
                Optional.empty(), Path.of("rejected.txt"), Retention.KEEP_ALL, QUEUE, 0, false, InstantSource.system());
        return HistoryStore.open(setup, new SourceOpener(source, location));
    }

    /** Makes a history of an archive; see {@code History.restore}. */
    public static Map<String, Long> restore(Path archive, Optional<HistoryKey> archiveKey, HistoryOptions target) {
        Path directory = DirectoryOpener.prepare(target.directory());
        if (target.url().isPresent()) {
            String url = target.url().get();
            return restoreInto(UrlSource.of(url), UrlSource.location(url), archive, archiveKey);
        }
        Path path = DirectoryOpener.fileIn(directory);
        if (!isNew(directory)) {
            throw new StoreException(
                    "History " + path + ": an archive can't be restored where there is a history already."
                            + " Choose an empty directory, or move the old one away.",
                    null);
        }
        Optional<KeyRing> keys = KeyFile.open(directory, target.key(), true);
        H2File part = new H2File(directory.resolve("holdfast.restoring" + H2File.SUFFIX), keys);
        try {
            Files.deleteIfExists(part.path());
            Map<String, Long> rows = restoreInto(part.alone(), part.path().toString(), archive, archiveKey);
            Files.move(part.path(), path);
            return rows;
        } catch (IOException e) {
            throw new StoreException(
                    "History " + path + ": it can't be made (" + e + "). Check the disk and its permissions.", e);
        } finally {
            delete(part.path());
        }
    }

    private static void delete(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw new StoreException("The part " + part + " of a history can't be deleted: " + e, e);
        }
    }

    private static Map<String, Long> restoreInto(
            DataSource source, String location, Path archive, Optional<HistoryKey> key) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            return Archives.read(archive, key, connection, location);
        } catch (SQLException e) {
            throw StoreErrors.explain(location, "the archive " + archive + " can't be restored", e);
        }
    }
}
