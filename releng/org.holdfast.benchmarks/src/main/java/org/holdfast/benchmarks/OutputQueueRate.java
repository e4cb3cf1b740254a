package org.holdfast.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.holdfast.cache.CacheSettings;
import org.holdfast.cache.ConnectionCache;
import org.holdfast.cache.Counters;
import org.holdfast.cache.Selector;
import org.holdfast.cache.handover.ConnectingSockets;
import org.holdfast.cache.handover.FeedDelay;
import org.holdfast.cache.handover.FeedLimits;
import org.holdfast.cache.handover.FeedListener;
import org.holdfast.cache.handover.FeedReceiver;
import org.holdfast.cache.handover.FeedStatistics;
import org.holdfast.cache.handover.ListeningSockets;
import org.holdfast.cache.handover.ReceiverLimits;
import org.holdfast.cache.handover.StandbyFeed;
import org.holdfast.cache.handover.Subscription;
import org.holdfast.model.net.Endpoint;

/**
 * The output queue's throughput and queueing delay: a cache captures uploads, a standby on the same machine is fed over
 * TCP. Captured, fed and taken in one process, on threads of their own.
 */
public final class OutputQueueRate {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Path directory;

    private OutputQueueRate(Path directory) {
        this.directory = directory;
    }

    /** {@code DIRECTORY [--quick]}: where packets are stored. Prints a Markdown table, or why there is none. */
    public static void main(String[] arguments) throws InterruptedException {
        try {
            new OutputQueueRate(Path.of(arguments[0])).measureAll(arguments.length > 1 ? 100 : 1);
        } catch (IOException | IllegalStateException e) {
            System.err.println("The output queue couldn't be measured: " + e.getMessage());
            System.exit(1);
        }
    }

    private void measureAll(int part) throws IOException, InterruptedException {
        System.out.println("| uploads | inbound MB/s | segments/s | captured to sent µs: p50 | p99 | max"
                + " | to acknowledged µs: p50 | p99 | max |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        // Once for the compiler.
        measure(new UploadLoad(100, 200, 100_000 / part, 0));
        for (UploadLoad load : List.of(
                new UploadLoad(16, 1428, 600_000 / part, 0),
                new UploadLoad(1000, 200, 1_000_000 / part, 0),
                new UploadLoad(100, 200, 100_000 / part, 20_000),
                new UploadLoad(16, 1428, 100_000 / part, 20_000))) {
            System.out.println(measure(load));
        }
    }

    private String measure(UploadLoad load) throws IOException, InterruptedException {
        CountingSink sink = new CountingSink();
        Subscription all = new Subscription(
                Set.of(),
                LongStream.rangeClosed(1, load.connections()).boxed().collect(Collectors.toSet()));
        ListeningSockets listening = new ListeningSockets(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Endpoint standby = new Endpoint(InetAddress.getLoopbackAddress(), listening.port());
        // Of its own: what another load stored there would be followed first, and have these connections' numbers.
        Path own = Files.createTempDirectory(directory, "load");
        try (ConnectionCache cache = new ConnectionCache(own, CacheSettings.LIVE, new Selector(List.of()));
                FeedReceiver receiver =
                        new FeedReceiver(listening, all, new ReceiverLimits(0, load.connections(), TIMEOUT), sink);
                StandbyFeed feed = new StandbyFeed(
                        "standby",
                        cache.feedSource(),
                        new ConnectingSockets(standby, TIMEOUT),
                        FeedLimits.DEFAULT,
                        new FeedListener() {},
                        InstantSource.system())) {
            sink.awaitConnected(LIMIT);
            long began = System.nanoTime();
            load.run(cache);
            checkStored(cache.counters(), own);
            sink.awaitBytes(load.bytes(), LIMIT);
            double seconds = (System.nanoTime() - began) / 1e9;
            FeedStatistics statistics = awaitAcknowledged(feed);
            receiver.lastProblem().ifPresent(problem -> System.err.println("receiver: " + problem));
            feed.lastProblem().ifPresent(problem -> System.err.println("feed: " + problem));
            return row(load, seconds, statistics);
        }
    }

    /** What isn't stored never reaches the standby. */
    private static void checkStored(Counters counters, Path directory) {
        if (counters.givenUpBytes() > 0) {
            throw new IllegalStateException("the load is faster than the disk of " + directory + ": "
                    + counters.givenUpBytes() + " bytes were given up before they were written. Name a directory on a"
                    + " faster disk, or in memory");
        }
    }

    private static FeedStatistics awaitAcknowledged(StandbyFeed feed) throws InterruptedException {
        FeedStatistics statistics = feed.statistics();
        while (statistics.unacknowledgedBytes() > 0) {
            Thread.sleep(1);
            statistics = feed.statistics();
        }
        return statistics;
    }

    private static String row(UploadLoad load, double seconds, FeedStatistics statistics) {
        return String.format(
                Locale.ROOT,
                "| %s | %.0f | %.0f |%s%s",
                load,
                load.bytes() / seconds / 1e6,
                load.segments() / seconds,
                delays(statistics.sent()),
                delays(statistics.acknowledged()));
    }

    private static String delays(FeedDelay delay) {
        return " %d | %d | %d |".formatted(delay.p50Nanos() / 1000, delay.p99Nanos() / 1000, delay.maxNanos() / 1000);
    }
}
