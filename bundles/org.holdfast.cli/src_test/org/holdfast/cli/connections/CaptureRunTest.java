package org.holdfast.cli.connections;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.holdfast.cache.CaptureSource;
import org.holdfast.cache.ConnectionCache;
import org.holdfast.cache.FrameSink;
import org.holdfast.cache.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureRunTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-01T12:00:00Z"));

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();

    /** Gives a few frames of no meaning, then ends as if it had been closed. */
    private record Frames(int frames, long dropped) implements CaptureSource {

        @Override
        public void run(FrameSink sink) {
            for (int i = 0; i < frames; i++) {
                sink.frame(1_000_000_000L * i, 1, ByteBuffer.allocate(60), 60);
            }
        }

        @Override
        public Statistics statistics() {
            return new Statistics(frames, dropped, 0);
        }

        @Override
        public void close() {}
    }

    @Test
    void sumsUpAndSucceedsWithoutDrops() throws IOException {
        assertEquals(0, run(new Frames(1234, 0)));
        assertTrue(
                out.toString().startsWith("1,234 packets captured, 0 of them of tracked connections"), out.toString());
        assertTrue(out.toString().contains("0 dropped by the kernel, 0 by the interface"), out.toString());
    }

    @Test
    void failsAndSaysWhatToDoWhenPacketsWereDropped() throws IOException {
        assertEquals(1, run(new Frames(10, 3)));
        assertTrue(out.toString().contains("3 dropped by the kernel"), out.toString());
        assertTrue(out.toString().contains("raise --buffer"), out.toString());
    }

    @Test
    void tellsWhatCameSinceTheLastLine() throws IOException {
        try (ConnectionCache cache = cache()) {
            CaptureRun run = new CaptureRun(new Frames(1500, 2), cache, CLOCK, new PrintWriter(out));
            run.tell();
            run.tell();
            String[] lines = out.toString().split(System.lineSeparator());
            assertEquals("1,500 packets/s, 2 dropped, 0 connections, 0 bytes stored", lines[0]);
            assertEquals("0 packets/s, 2 dropped, 0 connections, 0 bytes stored", lines[1]);
            assertEquals(2, cache.counters().kernelDropped());
        }
    }

    private int run(CaptureSource source) throws IOException {
        try (ConnectionCache cache = cache()) {
            return new CaptureRun(source, cache, CLOCK, new PrintWriter(out)).untilClosed();
        }
    }

    private ConnectionCache cache() throws IOException {
        return new ConnectionCache(directory, Limits.DEFAULT, List.of());
    }
}
