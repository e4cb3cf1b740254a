package org.holdfast.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.holdfast.model.incident.Incident;
import org.holdfast.model.incident.StoreException;
import org.holdfast.model.plan.StepKind;
import org.holdfast.model.plan.StepResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {

    @TempDir
    Path directory;

    private History history;

    @BeforeEach
    void open() {
        history = History.open(directory);
    }

    @AfterEach
    void close() {
        history.close();
    }

    @Test
    void keepsARichIncidentWhole() {
        Incident opened = history.open(Incidents.rich());

        assertEquals(Optional.of(opened), history.find(opened.number()));
        assertEquals(
                Incidents.rich().plan(),
                history.find(opened.number()).orElseThrow().plan());
        assertEquals(Incidents.numbered(Incidents.rich(), opened.number()), opened);
    }

    @Test
    void keepsWhatIsEmptyEmpty() {
        Incident opened = history.open(Incidents.bare());

        assertEquals(Optional.of(Incidents.numbered(Incidents.bare(), opened.number())), history.find(opened.number()));
    }

    @Test
    void keepsIncidentsWhenClosedAndOpenedAgain() {
        Incident opened = history.open(Incidents.rich());
        history.close();
        assertTrue(Files.exists(directory.resolve("holdfast.mv.db")));

        history = History.open(directory);

        assertEquals(Optional.of(opened), history.find(opened.number()));
        assertEquals(opened.number() + 1, history.open(Incidents.bare()).number());
    }

    @Test
    void givesNumbersThatCountUpWhateverTheCallerSays() {
        assertEquals(1, history.open(Incidents.numbered(Incidents.bare(), 99)).number());
        assertEquals(2, history.open(Incidents.numbered(Incidents.rich(), 99)).number());
        assertEquals(Optional.empty(), history.find(99));
    }

    @Test
    void returnsTheTimesThatItKeepsWhenGivenFinerOnes() {
        Instant fine = Instant.parse("2026-03-01T10:42:07.123456789Z");
        Incident bare = Incidents.bare();
        Incident finer = new Incident(
                0,
                fine,
                Optional.of(fine),
                Incident.State.DONE,
                bare.plan(),
                List.of(Incidents.step(StepKind.FENCE, fine, Duration.ofNanos(1), StepResult.Outcome.DONE, "")),
                List.of());

        Incident opened = history.open(finer);

        assertEquals(Instant.parse("2026-03-01T10:42:07.123456Z"), opened.openedAt());
        assertEquals(Optional.of(opened), history.find(opened.number()));
    }

    @Test
    void updateReplacesEverythingThatBelongsToAnIncident() {
        Incident other = history.open(Incidents.rich());
        long number = history.open(Incidents.rich()).number();
        Incident shrunk = Incidents.numbered(Incidents.bare(), number);

        history.update(shrunk);
        assertEquals(Optional.of(shrunk), history.find(number));

        Incident grown = Incidents.numbered(Incidents.rich(), number);
        history.update(grown);
        assertEquals(Optional.of(grown), history.find(number));
        assertEquals(Optional.of(other), history.find(other.number()), "the other one is untouched");
    }

    @Test
    void updateOfAnUnknownIncidentIsRefusedByNumberAndFile() {
        StoreException e =
                assertThrows(StoreException.class, () -> history.update(Incidents.numbered(Incidents.bare(), 12)));

        assertTrue(e.getMessage().contains("incident 12"), e.getMessage());
        assertTrue(e.getMessage().contains(directory.resolve("holdfast.mv.db").toString()), e.getMessage());
    }

    @Test
    void listsTheNewestFirstAndNoMoreThanAsked() {
        List<Incident> opened = IntStream.range(0, 5)
                .mapToObj(i -> history.open(i % 2 == 0 ? Incidents.rich() : Incidents.bare()))
                .toList();

        assertEquals(List.of(opened.get(4), opened.get(3), opened.get(2)), history.newest(3));
        assertEquals(opened.reversed(), history.newest(100));
        assertThrows(IllegalArgumentException.class, () -> history.newest(0));
    }

    @Test
    void aNewHistoryIsEmpty() {
        assertEquals(List.of(), history.newest(10));
        assertEquals(Optional.empty(), history.find(1));
    }

    @Test
    void writesEvenWhenTheThreadIsInterrupted() {
        Thread.currentThread().interrupt();

        Incident opened = history.open(Incidents.rich());
        history.update(opened);

        assertTrue(Thread.interrupted(), "the interrupt is passed on");
        assertEquals(Optional.of(opened), history.find(opened.number()));
    }

    @Test
    void anInterruptWhileWritingLeavesTheDatabaseOpen() throws Exception {
        FutureTask<Integer> writing = new FutureTask<>(() -> {
            int written = 0;
            for (int i = 0; i < 30; i++) {
                try {
                    history.open(Incidents.rich());
                    written++;
                } catch (StoreException e) {
                    // Told to the caller, which may try again: no harm to what is stored.
                }
            }
            return written;
        });
        Thread writer = Thread.ofPlatform().start(writing);
        while (!writing.isDone()) {
            writer.interrupt();
            Thread.onSpinWait();
        }

        int written = writing.get();
        assertTrue(written > 0);
        assertEquals(written, history.newest(100).size());
        history.close();
        history = History.open(directory);
        assertEquals(written, history.newest(100).size());
    }

    @Test
    void threadsWriteAtTheSameTimeWithoutSharingNumbers() throws Exception {
        List<Callable<Incident>> writers = IntStream.range(0, 20)
                .<Callable<Incident>>mapToObj(i -> () -> history.open(Incidents.rich()))
                .toList();

        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Incident> written : threads.invokeAll(writers)) {
                assertEquals(
                        Optional.of(written.get()), history.find(written.get().number()));
            }
        }
        assertEquals(
                20,
                history.newest(100).stream().map(Incident::number).distinct().count());
    }

    @Test
    void aClosedHistorySaysSo() {
        history.close();

        StoreException e = assertThrows(StoreException.class, () -> history.find(1));

        assertTrue(e.getMessage().contains("closed"), e.getMessage());
    }

    @Test
    void opensH2ByUrlAndNoDatabaseWithoutADriver() {
        try (History memory = History.openUrl("jdbc:h2:mem:history")) {
            assertEquals(1, memory.open(Incidents.rich()).number());
            assertEquals("jdbc:h2:mem:history", memory.location());
        }
        StoreException e = assertThrows(
                StoreException.class, () -> History.openUrl("jdbc:postgresql://db/holdfast?password=secret"));
        assertTrue(e.getMessage().contains("jdbc:postgresql://db/holdfast"), e.getMessage());
        assertTrue(!e.getMessage().contains("secret"), e.getMessage());
    }
}
