package org.holdfast.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.holdfast.history.History;
import org.holdfast.history.HistoryOptions;
import org.holdfast.model.history.ConnectionLog;
import org.holdfast.model.history.Retention;
import org.holdfast.model.history.StoreHealth;

/**
 * How many summaries of connections a second the history writes into H2 for as long as they come, and how long an audit
 * entry takes meanwhile.
 */
public final class HistoryRate {

    /** Rows between two looks at the clock. */
    private static final long STRETCH = 500_000;

    private static final long TARGET = 50_000;

    /** Not 1, which is the JVM's own for a program that failed. */
    static final int MISSED = 3;

    private final History history;
    private final long rows;

    private double slowestStretch = Double.MAX_VALUE;
    private long slowestAuditNanos;

    private HistoryRate(History history, long rows) {
        this.history = history;
        this.rows = rows;
    }

    /** {@code DIRECTORY ROWS}. Prints Markdown; exit code {@value #MISSED} when it is slower than it is to be. */
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        long rows = Long.parseLong(arguments[1]);
        double rate;
        try (History history = History.open(HistoryOptions.in(directory).with(Retention.KEEP_ALL))) {
            HistoryYear.recordDays(history);
            rate = new HistoryRate(history, rows).run();
        }
        long bytes = Files.size(directory.resolve("holdfast.mv.db"));
        System.out.printf(Locale.ROOT, "| H2's file, closed | %d MB, %d bytes a row |%n", bytes / 1_000_000, bytes / rows);
        System.exit(rate >= TARGET ? 0 : MISSED);
    }

    /** Rows a second, up to the last row's commit. */
    private double run() {
        HistoryYear year = new HistoryYear(rows);
        ConnectionLog log = history.connections(HistoryYear.CACHE, HistoryYear.BEGIN);
        long began = System.nanoTime();
        long stretchBegan = began;
        for (long id = 0; id < rows; id++) {
            if (id % 1_000 == 0) {
                awaitRoom();
            }
            log.closed(year.connection(id), year.end(id));
            if (id % STRETCH == STRETCH - 1) {
                stretchBegan = look(year, id, stretchBegan);
            }
        }
        await(0);
        double seconds = (System.nanoTime() - began) / 1e9;
        print(seconds);
        return rows / seconds;
    }

    private long look(HistoryYear year, long id, long began) {
        long now = System.nanoTime();
        slowestStretch = Math.min(slowestStretch, STRETCH * 1e9 / (now - began));
        history.record(HistoryYear.audit(year.end(id)));
        slowestAuditNanos = Math.max(slowestAuditNanos, System.nanoTime() - now);
        return now;
    }

    /** So that none is left out: how fast it writes is asked, not how it copes. */
    private void awaitRoom() {
        await(history.health().queueCapacity() / 2);
    }

    private void await(int queued) {
        while (history.health().queued() > queued) {
            LockSupport.parkNanos(100_000);
        }
    }

    private void print(double seconds) {
        StoreHealth health = history.health();
        System.out.println("| | |");
        System.out.println("| --- | --- |");
        System.out.printf(Locale.ROOT, "| rows written | %d in %.1f s |%n", rows, seconds);
        System.out.printf(Locale.ROOT, "| rows/s | %.0f |%n", rows / seconds);
        if (rows >= STRETCH) {
            System.out.printf(Locale.ROOT, "| rows/s, slowest stretch of %d | %.0f |%n", STRETCH, slowestStretch);
        }
        System.out.printf("| left out | %d |%n", sum(health.thinned()));
        System.out.printf("| slowest audit entry meanwhile | %d ms |%n", slowestAuditNanos / 1_000_000);
    }

    private static long sum(Map<?, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
