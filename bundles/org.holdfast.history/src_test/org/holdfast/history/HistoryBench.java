package org.holdfast.history;

import static org.holdfast.history.Incidents.AT;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.holdfast.model.history.ConnectionLog;
import org.holdfast.model.history.ConnectionQuestion;
import org.holdfast.model.history.Page;
import org.holdfast.model.history.Retention;
import org.holdfast.model.history.Severity;
import org.holdfast.model.history.When;
import org.holdfast.model.net.Endpoint;
import org.holdfast.model.net.FourTuple;
import org.holdfast.model.ownership.Role;
import org.holdfast.model.tcp.ConnectionSummary;
import org.holdfast.model.tcp.TcpState;
import org.holdfast.model.tcp.Traffic;
import org.holdfast.model.tcp.Verdict;

/**
 * How fast summaries are written and questions are answered: {@code HistoryBench DIRECTORY ROWS [RATE]}. It writes a
 * year of connections, as fast as they are taken or at a rate a second, and then asks. With 0 rows it only asks.
 */
final class HistoryBench {

    private static final Duration YEAR = Duration.ofDays(365);
    private static final int ASKED = 7;

    private HistoryBench() {}

    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        long rows = Long.parseLong(arguments[1]);
        long rate = arguments.length > 2 ? Long.parseLong(arguments[2]) : 0;
        HistoryOptions options = HistoryOptions.in(directory).with(Retention.KEEP_ALL);
        try (History history = History.open(options)) {
            if (rows > 0) {
                write(history, rows, rate);
            }
        }
        System.out.printf("file: %d MB%n", Files.size(directory.resolve("holdfast.mv.db")) >> 20);
        long start = System.nanoTime();
        try (History history = History.open(options)) {
            System.out.printf("opened in %d ms%n", (System.nanoTime() - start) / 1_000_000);
            ask(history);
        }
    }

    private static void write(History history, long rows, long rate) {
        Random random = new Random(1);
        facts(history);
        ConnectionLog log = history.connections(Facts.CACHE, AT);
        long nanosApart = YEAR.toNanos() / rows;
        long start = System.nanoTime();
        long lastAt = start;
        long lastWritten = 0;
        long slowestAudit = 0;
        for (long id = 0; id < rows; id++) {
            Instant until = AT.plusNanos(id * nanosApart);
            ConnectionSummary summary = summary(random, id, until);
            while (!hasRoom(history, id) || rate > 0 && id * 1_000_000_000L / rate > System.nanoTime() - start) {
                LockSupport.parkNanos(100_000);
            }
            log.closed(summary, until);
            if (id % 500_000 == 499_999) {
                long now = System.nanoTime();
                long written = history.health().written();
                System.out.printf(
                        "%d rows, %.0f/s, left out %s%n",
                        written, (written - lastWritten) * 1e9 / (now - lastAt), history.health().thinned());
                history.record(Facts.audit(1_000_000 + id, until));
                slowestAudit = Math.max(slowestAudit, System.nanoTime() - now);
                lastAt = now;
                lastWritten = written;
            }
        }
        Await.until("all is written", () -> history.health().queued() == 0);
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "%d rows in %.1f s: %.0f/s; slowest audit meanwhile %d ms%n",
                rows, seconds, rows / seconds, slowestAudit / 1_000_000);
    }

    /** Looks now and then: a queue of this length takes more than that many. */
    private static boolean hasRoom(History history, long id) {
        return id % 1_000 != 0 || history.health().queued() < history.health().queueCapacity() / 2;
    }

    /** What a year brings besides. */
    private static void facts(History history) {
        for (int day = 0; day < 365; day++) {
            Instant at = AT.plus(Duration.ofDays(day));
            history.record(Facts.audit(day, at));
            history.record(Facts.policy(1_000 + day, at));
            history.record(Facts.event(2_000 + day, at, "s" + day % 30, Severity.WARNING));
            history.recordOwnership(
                    Incidents.ownership(
                            day % 2 == 0 ? Incidents.ALPHA : Incidents.BETA,
                            Role.OWNER,
                            day + 1),
                    at,
                    "moved");
        }
    }

    private static ConnectionSummary summary(Random random, long id, Instant until) {
        // Mostly short; one in fifty up to days.
        double exponent = random.nextInt(50) == 0 ? 20 : 9;
        Duration lasted = Duration.ofMillis((long) Math.exp(random.nextDouble() * exponent));
        Verdict.Reason reason = random.nextInt(100_000) == 0
                ? Verdict.Reason.GAP
                : random.nextInt(4) == 0 ? Verdict.Reason.OPAQUE : Verdict.Reason.SURVIVES;
        byte[] remote = {(byte) 203, (byte) random.nextInt(4), (byte) random.nextInt(256), (byte) random.nextInt(256)};
        return new ConnectionSummary(
                id,
                new FourTuple(
                        new Endpoint(address(remote), 1024 + random.nextInt(60_000)),
                        Incidents.V4.service()),
                "s" + random.nextInt(30),
                TcpState.CLOSED,
                reason == Verdict.Reason.SURVIVES ? Verdict.SURVIVES : new Verdict(reason, "seen " + id),
                until.minus(lasted),
                until,
                new Traffic(10, 2_000, 0, 2_000, 2_000),
                new Traffic(30, random.nextInt(100_000), 0, 40_000, 40_000),
                850);
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static void ask(History history) {
        Instant middle = AT.plus(YEAR.dividedBy(2));
        Instant early = AT.plus(Duration.ofDays(3));
        InetAddress remote = InetAddress.ofLiteral("203.1.77.9");
        When week = new When.Between(middle, middle.plus(Duration.ofDays(7)));
        Page.Request first = Page.Request.first(1_000);
        connections(history, "at a moment", ConnectionQuestion.of(new When.At(middle)));
        connections(history, "at an early moment", ConnectionQuestion.of(new When.At(early)));
        connections(history, "of a week", ConnectionQuestion.of(week));
        connections(history, "of a remote host, ever", ConnectionQuestion.of(When.ever()).remote(remote));
        connections(
                history, "with a gap, ever", ConnectionQuestion.of(When.ever()).verdict(Verdict.Reason.GAP));
        connections(
                history,
                "of a service with a gap, a week",
                ConnectionQuestion.of(week).service("s7").verdict(Verdict.Reason.GAP));
        connections(
                history, "of a service, ever", ConnectionQuestion.of(When.ever()).service("s7"));
        connections(
                history, "of no service, ever", ConnectionQuestion.of(When.ever()).service("none"));
        connections(
                history,
                "by a condition that few fulfil",
                ConnectionQuestion.of(When.ever()).where(r -> r.summary().id() % 100_000 == 7));
        measure("counts of the year", () -> history.queries()
                .connectionCounts(When.ever())
                .size());
        measure("counts of a week", () -> history.queries().connectionCounts(week).size());
        measure("ownership at a moment", () -> history.queries()
                .ownership(new When.At(middle), Optional.empty())
                .size());
        measure("ownership of the year", () -> history.queries()
                .ownership(When.ever(), Optional.empty())
                .size());
        measure("policies at a moment", () -> history.queries()
                .policies(new When.At(middle), first)
                .items()
                .size());
        measure("audit of the year", () -> history.queries()
                .audit(When.ever(), first)
                .items()
                .size());
        measure("incidents of the year", () -> history.queries()
                .incidents(When.ever(), first)
                .items()
                .size());
    }

    private static void connections(History history, String what, ConnectionQuestion question) {
        measure("connections " + what, () -> {
            Page<?> page = history.queries().connections(question, Page.Request.first(1_000));
            return page.items().size();
        });
    }

    private static void measure(String what, Supplier<Integer> question) {
        long[] nanos = new long[ASKED];
        int found = 0;
        for (int i = 0; i < ASKED; i++) {
            long start = System.nanoTime();
            found = question.get();
            nanos[i] = System.nanoTime() - start;
        }
        long firstTime = nanos[0];
        Arrays.sort(nanos);
        System.out.printf(
                "%-50s %5d found, first %4d ms, median %4d ms%n",
                what, found, firstTime / 1_000_000, nanos[ASKED / 2] / 1_000_000);
    }
}
