package org.holdfast.cache.handover;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.holdfast.cache.ConnectionCache;
import org.holdfast.cache.Limits;
import org.holdfast.cache.Services;
import org.holdfast.cache.TcpTalk;
import org.holdfast.model.tcp.Direction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several feeds read at the same time, each from a stream of its own: nobody gets another one's bytes or counts. */
class ConcurrentFeedReadsTest {

    private static final int FEEDS = 4;
    private static final int READS = 5_000;
    private static final int SEGMENT = 1000;
    private static final int SEGMENTS = 2000;

    @TempDir
    Path directory;

    @Test
    void eachFeedGetsItsOwnStream() throws Exception {
        // Half of it is on disk only, so that files are opened and closed as well.
        Limits limits = new Limits(64 << 20, 1 << 20).withMemoryBytes(4 << 20);
        try (ConnectionCache cache =
                        new ConnectionCache(directory, limits, List.of(Services.named("web", "10.77.0.100", "80")));
                ExecutorService threads = Executors.newFixedThreadPool(FEEDS)) {
            List<TcpTalk> talks = new ArrayList<>();
            for (int feed = 0; feed < FEEDS; feed++) {
                talks.add(new TcpTalk(cache, "203.0.113.7", 1000 + feed, "10.77.0.100", 80).handshake());
            }
            for (int i = 0; i < SEGMENTS; i++) {
                for (int feed = 0; feed < FEEDS; feed++) {
                    talks.get(feed).inbound().data(contentOf(feed)).send();
                }
            }
            cache.flush();
            FeedSource source = cache.feedSource();
            CyclicBarrier start = new CyclicBarrier(FEEDS);
            List<Future<String>> ends = new ArrayList<>();
            for (int feed = 0; feed < FEEDS; feed++) {
                int number = feed;
                ends.add(threads.submit(() -> {
                    start.await();
                    return readOn(source, number);
                }));
            }
            for (Future<String> end : ends) {
                assertEquals("right", end.get());
            }
        }
    }

    /** Reads the stream again and again; says what was wrong. */
    private static String readOn(FeedSource source, int feed) throws IOException {
        ByteBuffer into = ByteBuffer.allocate(1700 + 100 * feed);
        StreamCursor at = new StreamCursor(feed + 1, Direction.INBOUND, 0);
        for (int i = 0; i < READS; i++) {
            if (at.offset() == SEGMENT * SEGMENTS) {
                at = new StreamCursor(feed + 1, Direction.INBOUND, 0);
            }
            long before = at.offset();
            int wanted = (int) Math.min(into.capacity(), SEGMENT * SEGMENTS - before);
            int read = source.read(at, into.clear());
            if (read != wanted || at.offset() != before + read || into.position() != read) {
                return read + " bytes read instead of " + wanted + ", cursor from " + before + " to " + at.offset();
            }
            for (int j = 0; j < read; j++) {
                if (into.get(j) != 'A' + feed) {
                    return "byte " + (char) into.get(j) + " at " + (before + j) + " of stream " + (char) ('A' + feed);
                }
            }
        }
        return "right";
    }

    private static byte[] contentOf(int feed) {
        byte[] content = new byte[SEGMENT];
        Arrays.fill(content, (byte) ('A' + feed));
        return content;
    }
}
