package org.holdfast.cli.connections;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.holdfast.cache.CaptureSource;
import org.holdfast.cache.ConnectionCache;
import org.holdfast.cache.Counters;

/** One live capture: feeds the cache, and tells once a second how it goes. */
final class CaptureRun {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final CaptureSource source;
    private final ConnectionCache cache;
    private final InstantSource clock;
    private final PrintWriter out;
    private long received;
    private String problem = "";

    /** @param out where the counters go */
    CaptureRun(CaptureSource source, ConnectionCache cache, InstantSource clock, PrintWriter out) {
        this.source = source;
        this.cache = cache;
        this.clock = clock;
        this.out = out;
    }

    /**
     * Captures on this thread until the source is closed.
     *
     * @return 0, or 1 when packets were dropped
     * @throws IOException when the capture fails
     */
    int untilClosed() throws IOException {
        try (ScheduledExecutorService everySecond = Executors.newSingleThreadScheduledExecutor(daemon())) {
            everySecond.scheduleAtFixedRate(this::tell, 1, 1, TimeUnit.SECONDS);
            try {
                source.run(cache);
            } finally {
                everySecond.shutdownNow();
            }
        }
        cache.flush();
        return sum();
    }

    private static java.util.concurrent.ThreadFactory daemon() {
        return Thread.ofPlatform().name("counters").daemon().factory();
    }

    /** One line of counters. */
    void tell() {
        CaptureSource.Statistics statistics = count();
        Counters counters = cache.counters();
        out.printf(
                "%,d packets/s, %,d dropped, %,d connections, %,d bytes stored%n",
                statistics.received() - received,
                dropped(statistics),
                counters.liveConnections(),
                counters.storedBytes());
        received = statistics.received();
        String now = cache.problem().orElse("");
        if (!now.isEmpty() && !now.equals(problem)) {
            out.println("holdfast: " + now);
        }
        problem = now;
        out.flush();
    }

    private int sum() {
        CaptureSource.Statistics statistics = count();
        Counters counters = cache.counters();
        out.printf(
                "%,d packets captured, %,d of them of tracked connections; %,d connections are open%n",
                statistics.received(), counters.tracked(), counters.liveConnections());
        out.printf(
                "%,d dropped by the kernel, %,d by the interface%n",
                statistics.droppedByKernel(), statistics.droppedByInterface());
        tellNamed("malformed", counters.malformed());
        tellNamed("noted", counters.noted());
        out.printf(
                "%,d bytes stored, %,d evicted, %,d given up before they were written%n",
                counters.storedBytes(), counters.evictedBytes(), counters.givenUpBytes());
        if (counters.droppedConnections() + counters.droppedIdleConnections() > 0) {
            out.printf(
                    "%,d connections dropped of which one side was heard, %,d that were silent for long%n",
                    counters.droppedConnections(), counters.droppedIdleConnections());
        }
        if (dropped(statistics) > 0) {
            out.println("holdfast: packets were dropped; raise --buffer, or capture less with --filter");
        }
        out.flush();
        return dropped(statistics) > 0 ? 1 : 0;
    }

    private void tellNamed(String title, Map<String, Long> counts) {
        if (!counts.isEmpty()) {
            out.println(title + ": "
                    + new TreeMap<>(counts)
                            .entrySet().stream()
                                    .map(e -> "%,d %s".formatted(e.getValue(), e.getKey()))
                                    .collect(Collectors.joining(", ")));
        }
    }

    /** The cache has to know of drops, and that time goes on where no packet tells it. */
    private CaptureSource.Statistics count() {
        CaptureSource.Statistics statistics = source.statistics();
        Instant now = clock.instant();
        cache.dropped(statistics, now.getEpochSecond() * NANOS_PER_SECOND + now.getNano());
        return statistics;
    }

    private static long dropped(CaptureSource.Statistics statistics) {
        return statistics.droppedByKernel() + statistics.droppedByInterface();
    }
}
