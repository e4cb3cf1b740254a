package org.holdfast.node.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.holdfast.cache.CaptureSource;
import org.holdfast.cache.ConnectionCache;
import org.holdfast.cache.Counters;
import org.holdfast.cache.FrameSink;
import org.holdfast.node.CaptureHealth;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the capture on a thread of its own, feeds the cache, and knows how well it hears. */
final class CaptureLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CaptureLoop.class);
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final String interfaceName;
    private final CaptureSource source;
    private final ConnectionCache cache;
    private final long limitBytes;
    private final InstantSource clock;
    private final AtomicLong lastFrameNanos = new AtomicLong(Long.MIN_VALUE);
    private volatile long packetsPerSecond;
    private volatile String problem = "";
    private volatile boolean closed;
    private long packetsBefore;
    private String memoryProblem = "";

    CaptureLoop(
            String interfaceName, CaptureSource source, ConnectionCache cache, long limitBytes, InstantSource clock) {
        this.interfaceName = interfaceName;
        this.source = source;
        this.cache = cache;
        this.limitBytes = limitBytes;
        this.clock = clock;
    }

    void start(ScheduledExecutorService scheduler) {
        Thread.ofPlatform().name("capture " + interfaceName).daemon().start(this::capture);
        scheduler.scheduleAtFixedRate(this::everySecond, 1, 1, TimeUnit.SECONDS);
    }

    private void capture() {
        try {
            source.run(new Heard());
            if (!closed) {
                problem =
                        "the capture on " + interfaceName + " has ended; check the interface and start the cache again";
            }
        } catch (IOException e) {
            ended(e.getMessage(), e);
        } catch (RuntimeException | Error e) {
            // An error, too: nobody else would say that nothing is heard any more.
            ended("an error in Holdfast, " + e + "; report it, and start the cache again", e);
        }
    }

    private void ended(String why, Throwable cause) {
        problem = "the capture on " + interfaceName + " has ended: " + why;
        LOG.error(problem, cause);
    }

    /** Notes when something was heard, and hands all on. */
    private final class Heard implements FrameSink {

        @Override
        public void begin() {
            cache.begin();
        }

        @Override
        public void frame(long timestampNanos, int linkType, ByteBuffer frame, int originalLength) {
            lastFrameNanos.lazySet(timestampNanos);
            cache.frame(timestampNanos, linkType, frame, originalLength);
        }

        @Override
        public void end() {
            cache.end();
        }
    }

    private void everySecond() {
        CaptureSource.Statistics statistics = source.statistics();
        packetsPerSecond = statistics.received() - packetsBefore;
        packetsBefore = statistics.received();
        cache.dropped(statistics, nowNanos());
        tellMemoryProblem();
    }

    /** Why packets aren't stored, once for each reason. */
    private void tellMemoryProblem() {
        String now = cache.problem().orElse("");
        if (!now.isEmpty() && !kindOf(now).equals(kindOf(memoryProblem))) {
            LOG.warn(now);
        }
        memoryProblem = now;
    }

    /** The sentences say how much was given up, too: another number isn't another reason. */
    private static String kindOf(String text) {
        return text.replaceAll("\\d+ [KM]iB", "");
    }

    CaptureHealth health() {
        CaptureSource.Statistics statistics = source.statistics();
        long last = lastFrameNanos.get();
        Duration silence =
                last == Long.MIN_VALUE ? Duration.ofSeconds(-1) : Duration.ofNanos(Math.max(0, nowNanos() - last));
        Counters counters = cache.counters();
        return new CaptureHealth(
                interfaceName,
                statistics.received(),
                statistics.droppedByKernel(),
                statistics.droppedByInterface(),
                packetsPerSecond,
                silence,
                counters.storedBytes(),
                limitBytes,
                counters.givenUpBytes(),
                problem);
    }

    private long nowNanos() {
        return nanos(clock.instant());
    }

    /** Nanoseconds since 1970, as frames carry them. */
    static long nanos(java.time.Instant instant) {
        return instant.getEpochSecond() * NANOS_PER_SECOND + instant.getNano();
    }

    @Override
    public void close() {
        closed = true;
        source.close();
    }
}
