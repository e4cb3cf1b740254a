package org.holdfast.benchmarks;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.holdfast.cache.internal.reassemble.StreamAssembler;
import org.holdfast.cache.internal.reassemble.StreamMemory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Nanoseconds per segment of 1448 bytes, in the orders in which a wire brings them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ReassemblyBenchmark {

    private static final int PAYLOAD = 1448;

    /** Segments between two acknowledgments. */
    private static final int WINDOW = 64;

    private final StreamMemory memory = new StreamMemory(true);
    private final StreamAssembler assembler = new StreamAssembler();
    private final ByteBuffer frame = ByteBuffer.allocateDirect(PAYLOAD);
    private long next;

    /** Each where the last one ended. */
    @Benchmark
    @OperationsPerInvocation(WINDOW)
    public long inOrder() {
        for (int i = 0; i < WINDOW; i++) {
            take(next + (long) i * PAYLOAD);
        }
        return acknowledge();
    }

    /** The first one of a window comes last, as after a loss before the capture. */
    @Benchmark
    @OperationsPerInvocation(WINDOW)
    public long lateFirst() {
        for (int i = 1; i < WINDOW; i++) {
            take(next + (long) i * PAYLOAD);
        }
        take(next);
        return acknowledge();
    }

    /** Every segment comes twice, and is compared with its first copy; time is per pair. */
    @Benchmark
    @OperationsPerInvocation(WINDOW)
    public long repeated() {
        for (int i = 0; i < WINDOW; i++) {
            take(next + (long) i * PAYLOAD);
            take(next + (long) i * PAYLOAD);
        }
        return acknowledge();
    }

    private void take(long offset) {
        assembler.accept(offset, frame, 0, PAYLOAD, memory);
    }

    private long acknowledge() {
        next += (long) WINDOW * PAYLOAD;
        assembler.acknowledged(next, memory);
        return assembler.contiguous();
    }
}
