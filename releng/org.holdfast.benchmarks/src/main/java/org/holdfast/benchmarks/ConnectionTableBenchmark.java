package org.holdfast.benchmarks;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.holdfast.cache.CacheSettings;
import org.holdfast.cache.Selector;
import org.holdfast.cache.internal.decode.FrameDecoder;
import org.holdfast.cache.internal.decode.Segment;
import org.holdfast.cache.internal.reassemble.StreamMemory;
import org.holdfast.cache.internal.table.ConnectionTable;
import org.holdfast.cache.internal.track.TrackingContext;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Nanoseconds to find the connection of a decoded segment among few and among very many. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ConnectionTableBenchmark {

    private static final int SEGMENTS = 1 << 14;

    /** So that neighbours in time aren't neighbours in memory; odd, so that all are met. */
    private static final int STRIDE = 7919;

    @Param({"1000", "1000000"})
    private int connections;

    private final FrameDecoder decoder = new FrameDecoder();
    private final Segment[] segments = new Segment[SEGMENTS];
    private ConnectionTable table;

    /** Opens the connections. */
    @Setup
    public void open() {
        table = new ConnectionTable(
                new Selector(List.of()),
                new TrackingContext(new StreamMemory(true)),
                CacheSettings.FILE,
                false,
                77,
                connection -> {});
        ByteBuffer buffer = FrameMaker.buffer();
        Segment segment = new Segment();
        for (int number = 0; number < connections; number++) {
            new Conversation(number, buffer, frame -> table.route(decoded(frame, segment), 0)).acknowledge(true);
        }
        RecordedFrames frames = new RecordedFrames();
        for (int i = 0; i < SEGMENTS; i++) {
            new Conversation((int) ((long) i * STRIDE % connections), buffer, frames).acknowledge(i % 2 == 0);
        }
        ByteBuffer[] recorded = frames.all();
        for (int i = 0; i < SEGMENTS; i++) {
            segments[i] = decoded(recorded[i], new Segment());
        }
    }

    private Segment decoded(ByteBuffer frame, Segment segment) {
        decoder.decode(0, FrameMaker.LINKTYPE_ETHERNET, frame, frame.limit(), segment);
        return segment;
    }

    /** @return something that depends on every segment */
    @Benchmark
    @OperationsPerInvocation(SEGMENTS)
    public int find() {
        int found = 0;
        for (Segment segment : segments) {
            found += table.route(segment, 0) == null ? 0 : 1;
        }
        return found;
    }
}
