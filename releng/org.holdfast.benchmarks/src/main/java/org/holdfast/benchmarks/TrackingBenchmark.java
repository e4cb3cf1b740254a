package org.holdfast.benchmarks;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.holdfast.cache.CacheSettings;
import org.holdfast.cache.ConnectionCache;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Nanoseconds per frame of the whole hot path, from the decoder to the verdict, without storing. With {@code -prof gc}
 * it tells what a frame allocates: the connections, and nothing else.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TrackingBenchmark {

    private static final int CONNECTIONS = 1 << 11;
    private static final int EXCHANGES = 5;
    private static final int SHORT_FRAMES = CONNECTIONS * (3 + 2 * EXCHANGES + 3);

    private static final int ROUNDS = 1 << 10;
    private static final int BULK_FRAMES = 3 + 3 * ROUNDS;

    /** Frames that a source hands over at a time. */
    private static final int BURST = 64;

    private static final int MICROSECOND = 1_000;

    private ByteBuffer[] shortConnections;
    private ByteBuffer[] bulk;

    /** Makes the frames. */
    @Setup
    public void record() {
        ByteBuffer buffer = FrameMaker.buffer();
        RecordedFrames many = new RecordedFrames();
        for (int number = 0; number < CONNECTIONS; number++) {
            Conversation conversation = new Conversation(number, buffer, many);
            conversation.open();
            for (int exchange = 0; exchange < EXCHANGES; exchange++) {
                conversation.exchange(exchange % 2 == 0, 100);
            }
            conversation.close();
        }
        shortConnections = many.all();

        RecordedFrames one = new RecordedFrames();
        Conversation transfer = new Conversation(0, buffer, one);
        transfer.open();
        for (int round = 0; round < ROUNDS; round++) {
            transfer.send(false, 1428);
            transfer.exchange(false, 1428);
        }
        bulk = one.all();
    }

    /** Very many connections of sixteen small frames, one after the other. */
    @Benchmark
    @OperationsPerInvocation(SHORT_FRAMES)
    public ConnectionCache shortConnections() {
        return track(shortConnections);
    }

    /** One connection that carries much, acknowledged after each second segment. */
    @Benchmark
    @OperationsPerInvocation(BULK_FRAMES)
    public ConnectionCache bulk() {
        return track(bulk);
    }

    private static ConnectionCache track(ByteBuffer[] frames) {
        ConnectionCache cache = ConnectionCache.forFile(CacheSettings.FILE);
        for (int from = 0; from < frames.length; from += BURST) {
            cache.begin();
            for (int i = from; i < Math.min(from + BURST, frames.length); i++) {
                ByteBuffer frame = frames[i];
                cache.frame((long) i * MICROSECOND, FrameMaker.LINKTYPE_ETHERNET, frame, frame.limit());
            }
            cache.end();
        }
        return cache;
    }
}
