package org.holdfast.benchmarks;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.holdfast.cache.FrameSink;

/**
 * Remote hosts that send, one segment after the other in turn; each is acknowledged by the service.
 *
 * @param connections at the same time
 * @param payload bytes of a segment
 * @param segments of all connections together
 * @param segmentsPerSecond 0 for as many as the sink takes
 */
record UploadLoad(int connections, int payload, int segments, int segmentsPerSecond) {

    /** Segments that come together. */
    private static final int BURST = 16;

    /** Bytes of all streams. */
    long bytes() {
        return (long) payload * segments;
    }

    /** Hands all frames to the sink, with the time at which it does so; returns after the last one. */
    void run(FrameSink sink) {
        ByteBuffer frame = FrameMaker.buffer();
        Conversation[] conversations = new Conversation[connections];
        for (int number = 0; number < connections; number++) {
            conversations[number] = new Conversation(number, frame, taken -> deliver(sink, taken));
            conversations[number].open();
        }
        long began = System.nanoTime();
        for (int number = 0; number < segments; number++) {
            if (number % BURST == 0) {
                await(began, number);
            }
            conversations[number % connections].exchange(true, payload);
        }
    }

    private void await(long began, int number) {
        long due = segmentsPerSecond == 0 ? began : began + number * 1_000_000_000L / segmentsPerSecond;
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static void deliver(FrameSink sink, ByteBuffer frame) {
        Instant now = Instant.now();
        sink.frame(
                now.getEpochSecond() * 1_000_000_000L + now.getNano(),
                FrameMaker.LINKTYPE_ETHERNET,
                frame,
                frame.limit());
    }

    @Override
    public String toString() {
        return connections + " connections, " + payload + " bytes each, "
                + (segmentsPerSecond == 0 ? "as fast as it goes" : segmentsPerSecond + " segments/s");
    }
}
