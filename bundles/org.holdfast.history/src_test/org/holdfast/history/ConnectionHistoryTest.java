package org.holdfast.history;

import static org.holdfast.history.Incidents.AT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.holdfast.model.history.ConnectionCount;
import org.holdfast.model.history.ConnectionLog;
import org.holdfast.model.history.ConnectionQuestion;
import org.holdfast.model.history.ConnectionRecord;
import org.holdfast.model.history.ConnectionRecord.Ending;
import org.holdfast.model.history.Page;
import org.holdfast.model.history.When;
import org.holdfast.model.tcp.ConnectionSummary;
import org.holdfast.model.tcp.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class ConnectionHistoryTest {

    /** One full chunk and a part of another. */
    private static final int MANY = 40_000;

    @Parameter
    TestDatabase database;

    @TempDir
    Path directory;

    private HistoryOptions options;
    private History history;

    @BeforeEach
    void open() {
        options = database.fresh(directory);
        history = History.open(options);
    }

    @AfterEach
    void close() {
        history.close();
    }

    @Test
    void aSummaryIsReadAsItWasGiven() {
        ConnectionSummary v6 = new ConnectionSummary(
                7,
                Incidents.V6,
                "web \"shop\" — Köln",
                Connections.of(7, AT, AT).state(),
                new Verdict(Verdict.Reason.GAP, "bytes 1200 to 2660 outbound were never captured"),
                AT.minusSeconds(5),
                AT,
                Connections.of(7, AT, AT).inbound(),
                Connections.of(7, AT, AT).outbound(),
                -1);

        write(log -> log.closed(v6, AT.plusMillis(1)));

        assertEquals(
                List.of(new ConnectionRecord(Facts.CACHE, v6, AT.plusMillis(1), Ending.CLOSED)),
                all(ConnectionQuestion.of(When.ever())));
    }

    @Test
    void aLivingConnectionIsOneRowThatEndsWithIt() {
        ConnectionLog log = history.connections(Facts.CACHE, AT);
        log.living(Connections.of(1, AT, AT), AT.plusSeconds(60));
        awaitWritten(1);
        log.living(Connections.of(1, AT, AT.plusSeconds(70)), AT.plusSeconds(120));
        awaitWritten(2);

        assertEquals(
                List.of(new ConnectionRecord(
                        Facts.CACHE, Connections.of(1, AT, AT.plusSeconds(70)), AT.plusSeconds(120), Ending.LIVES)),
                all(ConnectionQuestion.of(When.ever())));
        assertEquals(
                1,
                all(ConnectionQuestion.of(new When.At(AT.plusSeconds(9_999)))).size(),
                "nobody saw its end");
        assertEquals(
                0, all(ConnectionQuestion.of(new When.At(AT.minusSeconds(1)))).size());

        log.closed(Connections.of(1, AT, AT.plusSeconds(130)), AT.plusSeconds(131));
        awaitWritten(3);

        assertEquals(
                List.of(Ending.CLOSED),
                all(ConnectionQuestion.of(When.ever())).stream()
                        .map(ConnectionRecord::ending)
                        .toList());
        assertEquals(
                0,
                all(ConnectionQuestion.of(new When.At(AT.plusSeconds(9_999)))).size());
    }

    @Test
    void aLivingConnectionEndsUnseenWhenTheCacheStops() {
        write(log -> log.living(Connections.of(1, AT, AT), AT.plusSeconds(60)));

        ConnectionRecord record = all(ConnectionQuestion.of(When.ever())).getFirst();
        assertEquals(Ending.UNSEEN, record.ending());
        assertEquals(AT.plusSeconds(60), record.until());
    }

    @Test
    void lastedUpToItsEndAndFromItsBegin() {
        write(log -> log.closed(Connections.of(1, AT, AT.plusSeconds(9)), AT.plusSeconds(10)));

        assertEquals(
                0, all(ConnectionQuestion.of(new When.At(AT.minusNanos(1_000)))).size());
        assertEquals(1, all(ConnectionQuestion.of(new When.At(AT))).size());
        assertEquals(
                1, all(ConnectionQuestion.of(new When.At(AT.plusSeconds(10)))).size());
        assertEquals(
                0,
                all(ConnectionQuestion.of(new When.At(AT.plusSeconds(10).plusNanos(1_000))))
                        .size());
        assertEquals(
                0,
                all(ConnectionQuestion.of(new When.Between(AT.minusSeconds(9), AT)))
                        .size(),
                "end is exclusive");
        assertEquals(
                1,
                all(ConnectionQuestion.of(new When.Between(AT.minusSeconds(9), AT.plusNanos(1_000))))
                        .size());
    }

    @Test
    void everyQuestionFindsWhatLookingAtAllRowsFinds() {
        Random random = new Random(7);
        List<ConnectionSummary> rows = LongStream.range(0, MANY)
                .mapToObj(id -> Connections.random(random, id))
                .toList();
        write(log -> rows.forEach(row -> offer(log, row)));

        InetAddress remote = rows.get(100).tuple().remote().address();
        Instant middle = AT.plusSeconds(MANY / 2);
        When minutes = new When.Between(middle, middle.plusSeconds(600));
        same(rows, ConnectionQuestion.of(new When.At(middle)), r -> lastsAt(r, middle));
        same(
                rows,
                ConnectionQuestion.of(new When.At(AT.minusSeconds(86_400))),
                r -> lastsAt(r, AT.minusSeconds(86_400)));
        same(
                rows,
                ConnectionQuestion.of(When.ever()).remote(remote),
                r -> r.tuple().remote().address().equals(remote));
        same(
                rows,
                ConnectionQuestion.of(When.ever()).verdict(Verdict.Reason.GAP),
                r -> r.verdict().reason() == Verdict.Reason.GAP);
        same(
                rows,
                ConnectionQuestion.of(minutes).service("s2").verdict(Verdict.Reason.OPAQUE),
                r -> r.service().equals("s2")
                        && r.verdict().reason() == Verdict.Reason.OPAQUE
                        && !r.lastSeen().isBefore(middle)
                        && r.firstSeen().isBefore(middle.plusSeconds(600)));
        same(
                rows,
                ConnectionQuestion.of(When.ever()).where(r -> r.summary().id() % 1_000 == 3),
                r -> r.id() % 1_000 == 3);
        same(rows, ConnectionQuestion.of(When.ever()).service("none"), _ -> false);
        assertEquals(counts(rows), told(history.queries().connectionCounts(When.ever())));
        assertEquals(
                counts(rows.stream()
                        .filter(r ->
                                !r.lastSeen().isBefore(middle) && r.lastSeen().isBefore(middle.plusSeconds(600)))
                        .toList()),
                told(history.queries().connectionCounts(minutes)));
    }

    @Test
    void thoseThatEndedLastComeFirst() {
        write(log -> LongStream.range(0, 10)
                .forEach(id -> log.closed(Connections.of(id, AT, AT.plusSeconds(id)), AT.plusSeconds(id))));

        Page<ConnectionRecord> page =
                history.queries().connections(ConnectionQuestion.of(When.ever()), Page.Request.first(3));

        assertEquals(
                List.of(9L, 8L, 7L),
                page.items().stream().map(r -> r.summary().id()).toList());
        assertTrue(page.next().isPresent());
    }

    @Test
    void goesOnInANewChunkAfterARestart() {
        write(log -> log.closed(Connections.of(1, AT, AT), AT));
        history.close();
        history = History.open(options);
        write(log -> log.closed(Connections.of(1, AT, AT.plusSeconds(5)), AT.plusSeconds(5)));

        assertEquals(2, all(ConnectionQuestion.of(When.ever()).service("web")).size());
    }

    @Test
    void whatWasHeardIsKept() {
        write(log -> log.heard(Connections.sample(AT)));

        assertEquals(
                List.of(Connections.sample(AT)),
                history.queries().capture(When.ever(), Page.Request.first(9)).items());
    }

    private static boolean lastsAt(ConnectionSummary row, Instant at) {
        return !row.firstSeen().isAfter(at) && !row.lastSeen().isBefore(at);
    }

    private void same(List<ConnectionSummary> rows, ConnectionQuestion question, Predicate<ConnectionSummary> meant) {
        List<Long> expected = new ArrayList<>(
                rows.stream().filter(meant).map(ConnectionSummary::id).toList());
        assertEquals(
                expected.reversed(),
                all(question).stream().map(r -> r.summary().id()).toList(),
                question.toString());
    }

    private static Map<String, Long> counts(List<ConnectionSummary> rows) {
        return rows.stream()
                .collect(Collectors.groupingBy(
                        r -> r.service() + " " + r.verdict().reason(), TreeMap::new, Collectors.counting()));
    }

    private static Map<String, Long> told(List<ConnectionCount> counts) {
        Map<String, Long> map = new TreeMap<>();
        counts.forEach(c -> map.put(c.service() + " " + c.verdict(), c.connections()));
        return map;
    }

    /** The queue is large enough for all of them. */
    private static void offer(ConnectionLog log, ConnectionSummary row) {
        assertTrue(log.closed(row, row.lastSeen()));
    }

    /** Writes in a session of its own, and waits until that is over. */
    private void write(Consumer<ConnectionLog> summaries) {
        ConnectionLog log = history.connections(Facts.CACHE, AT);
        summaries.accept(log);
        log.end(AT.plusSeconds(60));
        history.close();
        history = History.open(options);
    }

    private void awaitWritten(long summaries) {
        while (history.health().written() < summaries) {
            Thread.onSpinWait();
        }
    }

    private List<ConnectionRecord> all(ConnectionQuestion question) {
        List<ConnectionRecord> all = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            Page<ConnectionRecord> page = history.queries().connections(question, new Page.Request(777, after));
            all.addAll(page.items());
            after = page.next();
        } while (after.isPresent());
        return all;
    }
}
