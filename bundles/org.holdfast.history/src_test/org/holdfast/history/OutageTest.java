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
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.holdfast.history.internal.entries.EntryWriter;
import org.holdfast.history.internal.journal.JournalShelf;
import org.holdfast.history.internal.opening.SourceOpener;
import org.holdfast.history.internal.writer.HistoryStore;
import org.holdfast.history.internal.writer.Setup;
import org.holdfast.model.history.AuditEntry;
import org.holdfast.model.history.ConnectionLog;
import org.holdfast.model.history.ConnectionQuestion;
import org.holdfast.model.history.Page;
import org.holdfast.model.history.Retention;
import org.holdfast.model.history.Severity;
import org.holdfast.model.history.StoreHealth.State;
import org.holdfast.model.history.Thinning;
import org.holdfast.model.history.When;
import org.holdfast.model.incident.Incident;
import org.holdfast.model.incident.StoreException;
import org.holdfast.model.ownership.NodeId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class OutageTest {

    private static final Page.Request MANY = Page.Request.first(10_000);

    @Parameter
    TestDatabase kind;

    @TempDir
    Path directory;

    private FlakySource database;
    private History history;

    @BeforeEach
    void open() {
        database = new FlakySource(kind.freshUrl());
        history = open(100, false);
    }

    private History open(int queueCapacity, boolean mayStartAway) {
        JournalShelf shelf = new JournalShelf(directory.resolve("journal"), null, TestDatabase.clock());
        Setup setup = new Setup(
                Optional.of(shelf),
                directory.resolve("rejected.txt"),
                Retention.KEEP_ALL,
                queueCapacity,
                0,
                mayStartAway,
                TestDatabase.clock());
        return new History(HistoryStore.open(setup, new SourceOpener(database.source(), "somewhere")));
    }

    @AfterEach
    void close() {
        history.close();
    }

    @Test
    void factsWaitInTheJournalAndAreWrittenOnceWhenTheDatabaseIsBack() {
        goAway();
        LongStream.range(0, 50).forEach(n -> history.record(Facts.audit(n, AT.plusSeconds(n))));
        assertEquals(50, history.health().journalBacklog());

        comeBack();

        assertEquals(
                LongStream.range(0, 50).boxed().toList().reversed(),
                audit(history),
                "all of them, once, in their order");
    }

    @Test
    void anIncidentIsOpenedUpdatedAndNumberedWithoutTheDatabase() {
        Incident before = history.open(Incidents.bare());
        goAway();
        Incident first = history.open(Incidents.rich());
        Incident second = history.open(Incidents.bare());
        history.update(Incidents.numbered(Incidents.rich(), second.number()));
        history.update(Incidents.numbered(Incidents.rich(), before.number()));
        comeBack();
        Incident after = history.open(Incidents.bare());

        assertEquals(before.number() + 1, first.number(), "one number is in reserve");
        assertTrue(second.number() > EntryWriter.FIRST_WITHOUT_DATABASE, "others are made up: " + second.number());
        assertEquals(before.number() + 2, after.number());
        assertEquals(4, history.newest(99).size());
        for (long number : List.of(first.number(), second.number(), before.number())) {
            assertEquals(Optional.of(Incidents.numbered(Incidents.rich(), number)), history.find(number));
        }
    }

    @Test
    void saysAtOnceThatTheDatabaseIsAwayAndThatItIsBack() {
        List<State> told = new CopyOnWriteArrayList<>();
        history.addHealthListener(health -> told.add(health.state()));

        goAway();
        assertTrue(
                history.health().problem().contains("nobody answers"),
                history.health().problem());
        StoreException e = assertThrows(StoreException.class, () -> history.find(1));
        assertTrue(e.getMessage().contains("nobody answers"), e.getMessage());
        comeBack();

        assertEquals(List.of(State.AWAY, State.WELL), told.stream().distinct().toList());
        assertEquals("", history.health().problem());
    }

    @Test
    void whatTheJournalHoldsIsWrittenAfterARestart() {
        goAway();
        LongStream.range(0, 100).forEach(n -> history.record(Facts.audit(n, AT.plusMillis(n))));
        history.close();
        database.comeBack();

        history = open(100, false);
        awaitWritten();
        assertEquals(LongStream.range(0, 100).boxed().toList().reversed(), audit(history));

        history.close();
        history = open(100, false);
        awaitWritten();
        assertEquals(100, audit(history).size(), "not twice");
    }

    @Test
    void moreThanMemoryHoldsIsReadBackFromTheJournal() {
        goAway();
        try (ExecutorService threads = Executors.newFixedThreadPool(32)) {
            LongStream.range(0, 4_500).forEach(n -> threads.execute(() -> history.record(Facts.audit(n, AT))));
        }
        assertEquals(4_500, history.health().journalBacklog());
        comeBack();

        assertEquals(4_500, audit(history).stream().distinct().count());
    }

    @Test
    void startsWithoutTheDatabaseIfItMay() {
        history.close();
        database.goAway();
        assertThrows(StoreException.class, () -> open(100, false));

        history = open(100, true);
        assertEquals(State.AWAY, history.health().state());
        history.record(Facts.audit(1, AT));
        comeBack();

        assertEquals(List.of(1L), audit(history));
    }

    @Test
    void anEventFindsItsIncidentLater() {
        goAway();
        assertTrue(
                history.record(Facts.event(1, AT, "web", Severity.WARNING)).isEmpty(), "nobody knows the number yet");
        history.record(Facts.event(2, AT.plusSeconds(1), "web", Severity.WARNING));
        comeBack();

        long number = history.queries()
                .incidents(When.ever(), MANY)
                .items()
                .getFirst()
                .number();
        assertEquals(
                2, history.queries().incident(number).orElseThrow().events().size());
    }

    @Test
    void summariesThinOutInTheStatedOrderAndTheHistorySaysSo() {
        ConnectionLog log = history.connections(Facts.CACHE, AT);
        goAway();

        assertTrue(log.living(Connections.of(1, AT, AT), AT), "there is room");
        LongStream.range(100, 149).forEach(id -> assertTrue(log.closed(Connections.of(id, AT, AT), AT)));
        assertFalse(log.living(Connections.of(2, AT, AT), AT), "half full: first the living");
        LongStream.range(200, 225).forEach(id -> assertTrue(log.closed(Connections.of(id, AT, AT), AT)));
        long kept = LongStream.range(300, 400)
                .filter(id -> log.closed(Connections.of(id, AT, AT), AT))
                .count();
        assertEquals(10, kept, "three quarters full: one in ten of the short ones");
        LongStream.range(500, 515)
                .forEach(id -> assertTrue(log.closed(Connections.of(id, AT.minusSeconds(9), AT), AT), "a long one"));
        assertFalse(log.closed(Connections.of(600, AT.minusSeconds(9), AT), AT), "full");
        assertFalse(log.heard(Connections.sample(AT)));
        history.record(Facts.audit(1, AT));
        comeBack();
        log.end(AT.plusSeconds(1));
        history.close();
        history = open(100, false);

        assertEquals(
                100,
                history.queries()
                        .connections(ConnectionQuestion.of(When.ever()), MANY)
                        .items()
                        .size());
        List<Thinning> thin = history.queries().thinnings(When.ever(), MANY).items();
        assertEquals(1, sum(thin, Thinning.Stage.LIVING));
        assertEquals(90, sum(thin, Thinning.Stage.SHORT));
        assertEquals(2, sum(thin, Thinning.Stage.ALL));
        assertEquals(List.of(1L), audit(history));
    }

    @Test
    void thinningIsTold() {
        ConnectionLog log = history.connections(Facts.CACHE, AT);
        goAway();
        LongStream.range(0, 200).forEach(id -> log.closed(Connections.of(id, AT.minusSeconds(9), AT), AT));

        Await.until("thinning is told", () -> history.health().problem().contains("left out"));
        assertEquals(100L, history.health().thinned().get(Thinning.Stage.ALL));
        assertEquals(100, history.health().queued());
    }

    @Test
    void aCommitWhoseAnswerIsLostIsNotDoneTwice() {
        history.close();
        history = open(1_000, false);
        ConnectionLog log = history.connections(Facts.CACHE, AT);
        long number = history.open(Incidents.bare()).number();
        log.closed(Connections.of(1, AT, AT), AT);
        Await.until("the session began", () -> history.health().written() == 1);

        database.loseAnswers(4);
        LongStream.range(2, 60).forEach(id -> log.closed(Connections.of(id, AT, AT), AT));
        LongStream.range(60, 80).forEach(id -> log.living(Connections.of(id, AT, AT), AT));
        LongStream.range(0, 20).forEach(n -> history.record(Facts.audit(n, AT)));
        Await.until("the answers are lost", database::hasLostAll);
        awaitWritten();
        Await.until("all is written", () -> history.health().queued() == 0);
        log.end(AT.plusSeconds(1));
        history.close();
        history = open(100, false);

        assertEquals(20, audit(history).size());
        assertEquals(number, history.newest(9).getFirst().number());
        assertEquals(
                LongStream.range(1, 80).boxed().toList(),
                history.queries().connections(ConnectionQuestion.of(When.ever()), MANY).items().stream()
                        .map(r -> r.summary().id())
                        .sorted()
                        .toList());
    }

    @Test
    void aDatabaseThatStartsAnewGetsWhatTheJournalKept() {
        history.close();
        history = open(100, false);
        history.open(Incidents.rich());
        LongStream.range(0, 10).forEach(n -> history.record(Facts.audit(n, AT)));
        history.close();
        database = new FlakySource(kind.freshUrl());

        history = open(100, false);
        awaitWritten();

        assertEquals(10, audit(history).size());
        assertEquals(Optional.of(Incidents.numbered(Incidents.rich(), 1)), history.find(1));
        assertEquals(2, history.open(Incidents.rich()).number(), "no number is given twice");
    }

    @Test
    void withoutAJournalTheDatabaseHasToTakeItAtOnce() throws IOException {
        history.close();
        delete(directory.resolve("journal"));
        Files.writeString(directory.resolve("journal"), "in the way");
        history = open(100, false);

        history.record(Facts.audit(1, AT));
        assertEquals(State.NO_JOURNAL, history.health().state());
        assertEquals(List.of(1L), audit(history));

        database.goAway();
        assertThrows(StoreException.class, () -> history.record(Facts.audit(2, AT)));
        Await.until("it says so", () -> history.health().state() == State.LOSING);
        assertThrows(StoreException.class, () -> history.open(Incidents.bare()));
        database.comeBack();
        Await.until("it is back", () -> history.health().state() == State.NO_JOURNAL);
        history.record(Facts.audit(3, AT));
        assertEquals(List.of(3L, 1L), audit(history));
    }

    private static void delete(Path tree) throws IOException {
        if (Files.isDirectory(tree)) {
            try (var files = Files.walk(tree)) {
                for (Path file : new ArrayList<>(files.toList()).reversed()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static long sum(List<Thinning> thinnings, Thinning.Stage stage) {
        return thinnings.stream()
                .filter(t -> t.stage() == stage)
                .mapToLong(Thinning::summaries)
                .sum();
    }

    /** The writer notices by the next write. */
    private void goAway() {
        database.goAway();
        history.connections(new NodeId("other"), AT);
        Await.until("it is noticed", () -> history.health().state() == State.AWAY);
    }

    private void comeBack() {
        database.comeBack();
        awaitWritten();
    }

    private void awaitWritten() {
        Await.until(
                "all is written",
                () -> history.health().state() == State.WELL && history.health().journalBacklog() == 0
                        || history.health().state() == State.THINNING
                                && history.health().journalBacklog() == 0);
    }

    private static List<Long> audit(History history) {
        return history.queries().audit(When.ever(), MANY).items().stream()
                .map(AuditEntry::id)
                .map(UUID::getLeastSignificantBits)
                .toList();
    }
}
