package org.holdfast.history;

import static org.holdfast.history.Incidents.AT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.holdfast.model.history.ConnectionLog;
import org.holdfast.model.history.ConnectionQuestion;
import org.holdfast.model.history.HistoryQueries;
import org.holdfast.model.history.Page;
import org.holdfast.model.history.Severity;
import org.holdfast.model.history.When;
import org.holdfast.model.incident.Incident;
import org.holdfast.model.incident.StoreException;
import org.holdfast.model.ownership.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class ArchiveTest {

    private static final Page.Request MANY = Page.Request.first(10_000);

    @Parameter
    TestDatabase database;

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void movesAWholeHistoryToAnyDatabase(TestDatabase other) {
        Path archive = directory.resolve("archive.zip");
        List<Object> before;
        Map<String, Long> rows;
        try (History history = History.open(database.fresh(directory.resolve("a")))) {
            fill(history);
            before = everything(history.queries());
            rows = history.backUp(archive, Optional.empty());
        }
        assertEquals(9_000, rows.get("connection"), rows.toString());

        HistoryOptions target = other.fresh(directory.resolve("b"));
        assertEquals(rows, History.restore(archive, Optional.empty(), target));

        try (History history = History.open(target)) {
            assertEquals(before, everything(history.queries()));
            Incident next = history.open(Incidents.rich());
            assertTrue(next.number() > 3, "numbers go on");
            history.record(Facts.audit(77, AT));
            assertEquals(2, history.queries().audit(When.ever(), MANY).items().size(), "so do rows");
        }
    }

    @Test
    void isOneMomentWhileTheHistoryIsWrittenOn() throws Exception {
        AtomicBoolean isOver = new AtomicBoolean();
        Path archive = directory.resolve("archive.zip");
        HistoryOptions target = database.fresh(directory.resolve("b"));
        try (History history = History.open(database.fresh(directory.resolve("a")));
                var threads = Executors.newSingleThreadExecutor()) {
            fill(history);
            Future<Long> writing = threads.submit(() -> {
                long written = 100;
                while (!isOver.get()) {
                    // First the incident, then the audit of it.
                    history.open(Incidents.bare());
                    history.record(Facts.audit(written++, AT));
                }
                return written;
            });
            history.backUp(archive, Optional.empty());
            isOver.set(true);
            assertTrue(writing.get() > 100, "it was written on");
        }

        History.restore(archive, Optional.empty(), target);

        try (History history = History.open(target)) {
            int incidents = history.newest(10_000).size() - 2;
            int audit = history.queries().audit(When.ever(), MANY).items().size() - 1;
            assertTrue(incidents == audit || incidents == audit + 1, incidents + " incidents, audit of " + audit);
        }
    }

    @Test
    void isNotRestoredOverAHistory() {
        Path archive = directory.resolve("archive.zip");
        HistoryOptions options = database.fresh(directory.resolve("a"));
        try (History history = History.open(options)) {
            fill(history);
            history.backUp(archive, Optional.empty());
        }

        StoreException e =
                assertThrows(StoreException.class, () -> History.restore(archive, Optional.empty(), options));

        assertTrue(e.getMessage().contains("already"), e.getMessage());
    }

    @Test
    void aCutOrDamagedArchiveIsRefusedAndLeavesNothing() throws IOException {
        Path archive = directory.resolve("archive.zip");
        try (History history = History.open(database.fresh(directory.resolve("a")))) {
            fill(history);
            history.backUp(archive, Optional.empty());
        }
        byte[] sound = Files.readAllBytes(archive);
        byte[] damaged = sound.clone();
        damaged[damaged.length / 2] ^= 1;
        HistoryOptions target = database == TestDatabase.H2
                ? HistoryOptions.in(directory.resolve("b"))
                : database.fresh(directory.resolve("b"));

        for (byte[] bad : List.of(damaged, Arrays.copyOf(sound, sound.length / 2), "no archive".getBytes())) {
            Files.write(archive, bad);
            assertThrows(StoreException.class, () -> History.restore(archive, Optional.empty(), target));
        }

        Files.write(archive, sound);
        History.restore(archive, Optional.empty(), target);
    }

    @Test
    void anExistingFileIsNotOverwritten() throws IOException {
        Path archive = Files.writeString(directory.resolve("archive.zip"), "precious");
        try (History history = History.open(database.fresh(directory.resolve("a")))) {
            assertThrows(StoreException.class, () -> history.backUp(archive, Optional.empty()));
            assertThrows(
                    StoreException.class, () -> history.backUp(directory.resolve("no/such/place"), Optional.empty()));
        }
        assertEquals("precious", Files.readString(archive));
        assertFalse(Files.exists(directory.resolve("archive.zip.part")));
    }

    private static void fill(History history) {
        history.open(Incidents.rich());
        history.open(Incidents.bare());
        history.record(Facts.event(50, AT, "mail", Severity.WARNING));
        history.recordOwnership(Incidents.ownership(Incidents.ALPHA, Role.OWNER, 1), AT, "boot");
        Facts.all().forEach(history::record);
        ConnectionLog log = history.connections(Facts.CACHE, AT);
        LongStream.range(0, 9_000).forEach(id -> log.closed(Connections.of(id, AT, AT), AT));
        log.heard(Connections.sample(AT));
        log.end(AT);
        Await.until("all is written", () -> history.health().written() == 9_001);
        Await.until(
                "the chunk is sealed",
                () -> history.queries().connectionCounts(When.ever()).getFirst().connections() == 9_000);
    }

    private static List<Object> everything(HistoryQueries queries) {
        List<Object> all = new ArrayList<>();
        all.addAll(queries.connections(ConnectionQuestion.of(When.ever()).service("web"), MANY)
                .items());
        all.addAll(queries.ownership(When.ever(), Optional.empty()));
        all.addAll(queries.policies(When.ever(), MANY).items());
        queries.incidents(When.ever(), MANY)
                .items()
                .forEach(i -> all.add(queries.incident(i.number()).orElseThrow()));
        all.addAll(queries.audit(When.ever(), MANY).items());
        all.addAll(queries.members(When.ever(), MANY).items());
        all.addAll(queries.detections(When.ever(), MANY).items());
        all.addAll(queries.plans(When.ever(), MANY).items());
        all.addAll(queries.capture(When.ever(), MANY).items());
        all.addAll(queries.clockJumps(When.ever(), MANY).items());
        all.addAll(queries.segments(When.ever(), MANY).items());
        return all;
    }
}
