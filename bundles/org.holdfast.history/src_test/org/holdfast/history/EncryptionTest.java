package org.holdfast.history;

import static org.holdfast.history.Incidents.AT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.holdfast.model.history.Page;
import org.holdfast.model.history.When;
import org.holdfast.model.incident.Incident;
import org.holdfast.model.incident.StoreException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncryptionTest {

    /** Words that stand in what is recorded. */
    private static final String SECRET = "holdfast migrate";

    @TempDir
    Path root;

    private Path directory;
    private HistoryKey key;

    @BeforeEach
    void makeKey() throws IOException {
        directory = root.resolve("history");
        key = HistoryKey.ofFile(Files.write(root.resolve("key"), new byte[32]));
    }

    @Test
    void keepsAndFindsWithItsKey() {
        Incident opened = write(encrypted());

        try (History history = History.open(encrypted())) {
            assertEquals(Optional.of(opened), history.find(opened.number()));
            assertEquals(
                    1,
                    history.queries()
                            .audit(When.ever(), Page.Request.first(9))
                            .items()
                            .size());
        }
    }

    @Test
    void nothingOfItStandsReadableOnTheDisk() throws IOException {
        write(HistoryOptions.in(root.resolve("open")));
        assertTrue(isOnDisk(root.resolve("open"), SECRET), "else this test would see nothing");

        write(encrypted());

        assertFalse(isOnDisk(directory, SECRET));
    }

    @Test
    void aWrongKeyIsRefusedAndNothingIsPutAside() throws IOException {
        Incident opened = write(encrypted());
        byte[] other = new byte[32];
        other[31] = 1;
        HistoryKey wrong = HistoryKey.ofFile(Files.write(root.resolve("other"), other));

        StoreException e = assertThrows(
                StoreException.class,
                () -> History.open(HistoryOptions.in(directory).with(wrong)));
        assertTrue(e.getMessage().contains("another key"), e.getMessage());
        assertThrows(StoreException.class, () -> History.open(HistoryOptions.in(directory)), "and so is none");

        try (History history = History.open(encrypted())) {
            assertEquals(Optional.of(opened), history.find(opened.number()));
            assertEquals(List.of(), history.health().putAside());
        }
    }

    @Test
    void aHistoryThatIsNotEncryptedIsNotOpenedWithAKey() {
        write(HistoryOptions.in(directory));

        StoreException e = assertThrows(StoreException.class, () -> History.open(encrypted()));

        assertTrue(e.getMessage().contains("isn't encrypted"), e.getMessage());
        History.open(directory).close();
    }

    @Test
    void opensWithAPassphrase() {
        HistoryOptions options =
                HistoryOptions.in(directory).with(HistoryKey.ofPassphrase("Köln, am Rhein".toCharArray()));
        Incident opened = write(options);

        try (History history = History.open(options)) {
            assertEquals(Optional.of(opened), history.find(opened.number()));
        }
        assertThrows(StoreException.class, () -> HistoryKey.ofPassphrase("short".toCharArray()));
    }

    @Test
    void aShortKeyFileIsRefused() throws IOException {
        Path file = Files.write(root.resolve("short"), new byte[15]);

        assertThrows(StoreException.class, () -> HistoryKey.ofFile(file));
        assertThrows(StoreException.class, () -> HistoryKey.ofFile(root.resolve("missing")));
    }

    @Test
    void aDamagedFileIsPutAsideHereToo() throws IOException {
        Incident opened = write(encrypted());
        Path file = directory.resolve("holdfast.mv.db");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, 5_000));

        try (History history = History.open(encrypted())) {
            Await.until("the journal is written", () -> history.health().journalBacklog() == 0);
            assertEquals(Optional.of(opened), history.find(opened.number()));
            assertEquals(1, history.health().putAside().size());
        }
        assertFalse(isOnDisk(directory, SECRET));
    }

    @Test
    void anEncryptedArchiveNeedsItsKeyAndMovesAHistoryToAnother() throws IOException {
        Incident opened = write(HistoryOptions.in(root.resolve("open")));
        Path archive = root.resolve("archive");
        try (History history = History.open(root.resolve("open"))) {
            history.backUp(archive, Optional.of(key));
        }
        assertFalse(Files.readString(archive, StandardCharsets.ISO_8859_1).contains("PK"), "no ZIP can be seen");
        assertThrows(StoreException.class, () -> History.restore(archive, Optional.empty(), encrypted()));

        History.restore(archive, Optional.of(key), encrypted());

        try (History history = History.open(encrypted())) {
            assertEquals(Optional.of(opened), history.find(opened.number()));
        }
        assertFalse(isOnDisk(directory, SECRET));
    }

    private HistoryOptions encrypted() {
        return HistoryOptions.in(directory).with(key);
    }

    private static Incident write(HistoryOptions options) {
        try (History history = History.open(options)) {
            history.record(Facts.audit(1, AT));
            return history.open(Incidents.rich());
        }
    }

    private static boolean isOnDisk(Path directory, String words) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(words)) {
                    return true;
                }
            }
            return false;
        }
    }
}
