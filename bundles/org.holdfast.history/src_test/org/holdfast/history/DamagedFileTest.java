package org.holdfast.history;

import static org.holdfast.history.Incidents.AT;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.holdfast.model.history.AuditEntry;
import org.holdfast.model.history.ConnectionLog;
import org.holdfast.model.history.ConnectionQuestion;
import org.holdfast.model.history.Page;
import org.holdfast.model.history.StoreHealth.State;
import org.holdfast.model.history.When;
import org.holdfast.model.incident.Incident;
import org.holdfast.model.incident.StoreException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedFileTest {

    private static final Page.Request MANY = Page.Request.first(10_000);

    @TempDir
    Path directory;

    private HistoryOptions options;
    private Path file;
    private Incident opened;
    private byte[] sound;

    @BeforeEach
    void write() throws IOException {
        options = HistoryOptions.in(directory).with(TestDatabase.clock());
        file = directory.resolve("holdfast.mv.db");
        try (History history = History.open(options)) {
            opened = history.open(Incidents.rich());
            history.record(Facts.audit(1, AT));
            ConnectionLog log = history.connections(Facts.CACHE, AT);
            LongStream.range(0, 3_000).forEach(id -> log.closed(Connections.of(id, AT, AT), AT));
        }
        sound = Files.readAllBytes(file);
    }

    @Test
    void aSoundFileOpens() {
        try (History history = History.open(options)) {
            assertEquals(Optional.of(opened), history.find(opened.number()));
            assertEquals(3_000, connections(history));
            assertEquals(List.of(), history.health().putAside());
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsPutAside() throws IOException {
        putsAside("a letter to the administrator\n".repeat(1000).getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void aFileCutWithinItsHeaderIsPutAside() throws IOException {
        putsAside(Arrays.copyOf(sound, 100));
    }

    @Test
    void aFileCutBehindItsHeaderIsPutAsideAndNotTakenForANewOne() throws IOException {
        putsAside(Arrays.copyOf(sound, 8192));
    }

    @Test
    void aFileWithGarbageBehindItsHeaderIsPutAsideAndNotTakenForANewOne() throws IOException {
        byte[] garbled = sound.clone();
        for (int i = 8192; i < garbled.length; i++) {
            garbled[i] ^= 0x5a;
        }
        putsAside(garbled);
    }

    @Test
    void whateverIsDamagedNothingThatWasAcknowledgedIsLost() throws IOException {
        Random random = new Random(11);
        for (int round = 0; round < 4; round++) {
            byte[] damaged = sound.clone();
            int at = 8192 + random.nextInt(damaged.length - 8192 - 4096);
            for (int i = 0; i < 4096; i++) {
                damaged[at + i] = (byte) random.nextInt();
            }
            deleteAside();
            Files.write(file, damaged);

            try (History history = History.open(options)) {
                readAll(history);
                Await.until(
                        "the writer has done what it had to",
                        () -> history.health().journalBacklog() == 0);
                assertEquals(Optional.of(opened), found(history), "round " + round);
                assertEquals(List.of(Facts.id(1)), audit(history), "round " + round);
                history.record(Facts.audit(2, AT));
            }
            Files.write(file, sound);
        }
    }

    @Test
    void whatAnEarlierStartBeganIsFinished() throws IOException {
        Path aside = directory.resolve("holdfast.damaged-earlier.mv.db");
        Files.move(file, aside);
        Files.writeString(directory.resolve("rebuild"), aside.getFileName().toString());
        Files.writeString(directory.resolve("holdfast.new.mv.db"), "half of it");

        try (History history = History.open(options)) {
            assertEquals(3_000, connections(history), "they are in no journal");
            assertEquals(Optional.of(opened), found(history));
            assertTrue(history.health().putAside().getFirst().contains("3000 × connection"));
        }
        assertTrue(Files.exists(aside));
        assertTrue(Files.notExists(directory.resolve("rebuild")));
    }

    @Test
    void behindAUrlADamagedFileIsRefusedAndLeftAsItIs() throws IOException {
        byte[] contents = Arrays.copyOf(sound, 100);
        Files.write(file, contents);

        assertThrows(
                StoreException.class,
                () -> History.openUrl("jdbc:h2:async:" + directory.resolve("holdfast") + ";IFEXISTS=TRUE"));

        assertArrayEquals(contents, Files.readAllBytes(file));
    }

    @Test
    void aPathThatIsAFileIsRefused() throws IOException {
        Path notADirectory = Files.writeString(directory.resolve("note"), "x");

        StoreException e = assertThrows(StoreException.class, () -> History.open(notADirectory));

        assertTrue(e.getMessage().contains(notADirectory.toString()), e.getMessage());
    }

    private void putsAside(byte[] contents) throws IOException {
        Files.write(file, contents);

        try (History history = History.open(options)) {
            Await.until("the journal is written", () -> history.health().journalBacklog() == 0);
            assertEquals(Optional.of(opened), found(history));
            assertEquals(List.of(Facts.id(1)), audit(history));
            assertEquals(opened.number() + 1, history.open(Incidents.bare()).number(), "no number is given twice");

            Path aside = asides().getFirst();
            String told = history.health().putAside().getFirst();
            assertTrue(told.contains(aside.toString()), told);
            assertArrayEquals(contents, Files.readAllBytes(aside), "the damaged file is left as it is");
        }
        try (History history = History.open(options)) {
            assertEquals(List.of(), history.health().putAside(), "the new one is sound");
        }
    }

    /** Damage within a table shows when that is read. */
    private static void readAll(History history) {
        for (int i = 0; i < 3; i++) {
            try {
                connections(history);
                history.queries().incident(1);
                history.queries().audit(When.ever(), MANY);
                return;
            } catch (StoreException e) {
                Await.until(
                        "it is made anew",
                        () -> !history.health().putAside().isEmpty()
                                && history.health().state() == State.WELL);
            }
        }
    }

    private Optional<Incident> found(History history) {
        return history.find(opened.number());
    }

    private static List<UUID> audit(History history) {
        return history.queries().audit(When.ever(), MANY).items().stream()
                .map(AuditEntry::id)
                .filter(Facts.id(1)::equals)
                .toList();
    }

    private static int connections(History history) {
        return history.queries()
                .connections(ConnectionQuestion.of(When.ever()), MANY)
                .items()
                .size();
    }

    private List<Path> asides() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(f -> f.toString().contains("damaged-")).toList();
        }
    }

    private void deleteAside() throws IOException {
        for (Path aside : asides()) {
            Files.delete(aside);
        }
    }
}
