package org.holdfast.history.internal.assembly;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import javax.sql.DataSource;
import org.holdfast.history.HistoryOptions;
import org.holdfast.history.internal.UrlSource;
import org.holdfast.history.internal.journal.JournalShelf;
import org.holdfast.history.internal.keys.KeyFile;
import org.holdfast.history.internal.keys.KeyRing;
import org.holdfast.history.internal.opening.DirectoryOpener;
import org.holdfast.history.internal.opening.Opener;
import org.holdfast.history.internal.opening.SourceOpener;
import org.holdfast.history.internal.writer.HistoryStore;
import org.holdfast.history.internal.writer.Setup;
import org.holdfast.model.history.Retention;

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
                Optional.empty(),
                Path.of("rejected.txt"),
                Retention.KEEP_ALL,
                QUEUE,
                0,
                false,
                InstantSource.system());
        return HistoryStore.open(setup, new SourceOpener(source, location));
    }
}
