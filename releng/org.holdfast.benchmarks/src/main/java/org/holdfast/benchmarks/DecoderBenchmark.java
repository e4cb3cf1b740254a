package org.holdfast.benchmarks;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.holdfast.cache.internal.decode.FrameDecoder;
import org.holdfast.cache.internal.decode.Segment;
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

/** Nanoseconds to decode one frame, IPv4 and IPv6 in turn. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecoderBenchmark {

    private static final int FRAMES = 1024;

    @Param({"0", "1428"})
    private int payload;

    private final FrameDecoder decoder = new FrameDecoder();
    private final Segment segment = new Segment();
    private ByteBuffer[] frames;

    /** Makes the frames. */
    @Setup
    public void record() {
        ByteBuffer buffer = FrameMaker.buffer();
        RecordedFrames recorded = new RecordedFrames();
        for (int i = 0; i < FRAMES; i++) {
            new Conversation(i, buffer, recorded).send(i % 3 == 0, payload);
        }
        frames = recorded.all();
    }

    /** @return something that depends on every frame */
    @Benchmark
    @OperationsPerInvocation(FRAMES)
    public int decode() {
        int sum = 0;
        for (ByteBuffer frame : frames) {
            decoder.decode(0, FrameMaker.LINKTYPE_ETHERNET, frame, frame.limit(), segment);
            sum += segment.sequence();
        }
        return sum;
    }
}
