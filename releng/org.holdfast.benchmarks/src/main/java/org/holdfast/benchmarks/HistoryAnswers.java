package org.holdfast.benchmarks;

import static org.holdfast.model.history.ConnectionQuestion.of;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.holdfast.history.History;
import org.holdfast.history.HistoryOptions;
import org.holdfast.model.history.ConnectionQuestion;
import org.holdfast.model.history.HistoryQueries;
import org.holdfast.model.history.Page;
import org.holdfast.model.history.Retention;
import org.holdfast.model.history.When;
import org.holdfast.model.tcp.Verdict;

/** How long the first page of an answer takes, over the year that {@link HistoryRate} wrote. */
public final class HistoryAnswers {

    private static final int ASKED = 7;
    private static final long TARGET_MILLIS = 1_000;
    private static final Page.Request FIRST = Page.Request.first(1_000);

    private final HistoryQueries queries;
    private long slowestMillis;

    private HistoryAnswers(HistoryQueries queries) {
        this.queries = queries;
    }

    /**
     * {@code DIRECTORY}. Prints Markdown; exit code {@value HistoryRate#MISSED} when an answer takes longer than it is
     * to, by its median: the first time the JVM still compiles.
     */
    public static void main(String[] arguments) {
        long began = System.nanoTime();
        long slowest;
        try (History history = History.open(HistoryOptions.in(Path.of(arguments[0])).with(Retention.KEEP_ALL))) {
            System.out.printf("Opened in %d ms.%n%n", (System.nanoTime() - began) / 1_000_000);
            HistoryAnswers answers = new HistoryAnswers(history.queries());
            answers.run();
            slowest = answers.slowestMillis;
        }
        System.exit(slowest <= TARGET_MILLIS ? 0 : HistoryRate.MISSED);
    }

    private void run() {
        System.out.println("| question | found | first time ms | median ms |");
        System.out.println("| --- | --- | --- | --- |");
        Instant middle = HistoryYear.BEGIN.plus(HistoryYear.LENGTH.dividedBy(2));
        When week = new When.Between(middle, middle.plus(Duration.ofDays(7)));
        connections(week, new When.At(middle));
        measure("counts of the year", () -> queries.connectionCounts(When.ever()).size());
        measure("counts of a week", () -> queries.connectionCounts(week).size());
        measure("ownership at a moment", () -> queries.ownership(new When.At(middle), Optional.empty())
                .size());
        measure("ownership of the year", () -> queries.ownership(When.ever(), Optional.empty())
                .size());
        measure("policies at a moment", () -> queries.policies(new When.At(middle), FIRST)
                .items()
                .size());
        measure("audit of the year", () -> queries.audit(When.ever(), FIRST).items().size());
        measure(
                "incidents of the year",
                () -> queries.incidents(When.ever(), FIRST).items().size());
    }

    private void connections(When week, When moment) {
        InetAddress remote = InetAddress.ofLiteral("203.1.77.9");
        connections("at a moment", of(moment));
        connections("at an early moment", of(new When.At(HistoryYear.BEGIN.plus(Duration.ofDays(3)))));
        connections("of a week", of(week));
        connections("of a remote host", of(When.ever()).remote(remote));
        connections("with a gap", of(When.ever()).verdict(Verdict.Reason.GAP));
        connections("of a service with a gap, a week", of(week).service("s7").verdict(Verdict.Reason.GAP));
        connections("of a service", of(When.ever()).service("s7"));
        connections("of a service that never was", of(When.ever()).service("none"));
        connections("by a condition that few fulfil", of(When.ever())
                .where(r -> r.summary().id() % 100_000 == 7));
    }

    private void connections(String which, ConnectionQuestion question) {
        measure(
                "connections " + which,
                () -> queries.connections(question, FIRST).items().size());
    }

    private void measure(String what, IntSupplier question) {
        long[] millis = new long[ASKED];
        int found = 0;
        for (int i = 0; i < ASKED; i++) {
            long began = System.nanoTime();
            found = question.getAsInt();
            millis[i] = (System.nanoTime() - began) / 1_000_000;
        }
        long first = millis[0];
        Arrays.sort(millis);
        slowestMillis = Math.max(slowestMillis, millis[ASKED / 2]);
        System.out.printf("| %s | %d | %d | %d |%n", what, found, first, millis[ASKED / 2]);
    }
}
