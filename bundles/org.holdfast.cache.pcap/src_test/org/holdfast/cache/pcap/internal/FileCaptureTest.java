package org.holdfast.cache.pcap.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.holdfast.cache.CaptureFileException;
import org.holdfast.cache.CaptureSource;
import org.holdfast.cache.ConnectionCache;
import org.holdfast.cache.FileCaptureSource;
import org.holdfast.cache.FrameSink;
import org.holdfast.cache.Limits;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FileCaptureTest {

    private static final int MICROSECONDS = 0xa1b2c3d4;

    @TempDir
    Path directory;

    @Test
    void readsEveryByteOfAFileLargerThanTheWindow() throws IOException {
        Random random = new Random(1);
        int[] lengths = random.ints(400, 0, 20_000).toArray();
        lengths[200] = PcapReader.LONGEST_PACKET;
        CaptureFiles file = new CaptureFiles(ByteOrder.LITTLE_ENDIAN).pcapHeader(MICROSECONDS, 1);
        for (int length : lengths) {
            file.pcapRecord(length, 0, Character.toString('a' + length % 26).repeat(length), length);
        }
        assertTrue(file.length() > 3 << 20);
        List<Integer> read = new ArrayList<>();
        List<ByteBuffer> buffers = new ArrayList<>();
        try (FileCaptureSource source = FileCapture.open(file.write(directory))) {
            source.run((time, type, frame, original) -> {
                int length = frame.remaining();
                for (int i = frame.position(); i < frame.limit(); i++) {
                    assertEquals('a' + length % 26, frame.get(i));
                }
                assertEquals(length * 1_000_000_000L, time);
                read.add(length);
                buffers.add(frame);
            });
            assertEquals(file.length(), source.bytesRead());
            assertEquals(OptionalLong.of(file.length()), source.totalBytes());
        }
        assertEquals(Arrays.stream(lengths).boxed().toList(), read);
        buffers.forEach(buffer -> assertSame(buffers.getFirst(), buffer, "no buffer is made for a frame"));
    }

    @Test
    void readsAFileThatWasCutUpToTheCut() throws IOException {
        CaptureFiles file = new CaptureFiles(ByteOrder.LITTLE_ENDIAN)
                .pcapHeader(MICROSECONDS, 1)
                .pcapRecord(1, 0, "whole", 5);
        int good = file.length();
        byte[] bytes = file.pcapRecord(2, 0, "cut off", 7).bytes();
        for (int length = good + 1; length < bytes.length; length++) {
            Path cut = Files.write(directory.resolve("cut"), Arrays.copyOf(bytes, length));
            Frames frames = new Frames();
            CaptureFileException fault = frames.readToFault(cut);
            assertEquals(List.of("1000000000 1 whole 5"), frames.all());
            assertEquals(good, fault.offset(), "where the record begins that is cut");
            assertTrue(fault.getMessage().startsWith(cut + ", byte " + good + ": "), fault.getMessage());
        }
    }

    @Test
    void refusesWhatIsNoCapture() throws IOException {
        Path text = Files.writeString(directory.resolve("text"), "hello world");
        CaptureFileException fault = assertThrows(CaptureFileException.class, () -> FileCapture.open(text));
        assertTrue(fault.getMessage().contains("neither pcap nor pcapng"), fault.getMessage());
        assertEquals(0, fault.offset());
        Path empty = Files.write(directory.resolve("empty"), new byte[0]);
        assertThrows(CaptureFileException.class, () -> FileCapture.open(empty));
        assertThrows(IOException.class, () -> FileCapture.open(directory.resolve("missing")));
    }

    @Test
    void takesAFileWithoutPackets() throws IOException {
        Path file = new CaptureFiles(ByteOrder.LITTLE_ENDIAN)
                .pcapHeader(MICROSECONDS, 1)
                .write(directory);
        assertEquals(List.of(), Frames.of(file));
    }

    @Test
    void endsTheBurstWhenTheSinkFails() throws IOException {
        Path file = new CaptureFiles(ByteOrder.LITTLE_ENDIAN)
                .pcapHeader(MICROSECONDS, 1)
                .pcapRecord(1, 0, "x", 1)
                .write(directory);
        List<String> calls = new ArrayList<>();
        FrameSink broken = new FrameSink() {
            @Override
            public void begin() {
                calls.add("begin");
            }

            @Override
            public void end() {
                calls.add("end");
            }

            @Override
            public void frame(long timestampNanos, int linkType, ByteBuffer frame, int originalLength) {
                throw new IllegalArgumentException("broken sink");
            }
        };
        try (FileCaptureSource source = FileCapture.open(file)) {
            assertThrows(IllegalArgumentException.class, () -> source.run(broken));
        }
        assertEquals(List.of("begin", "end"), calls);
    }

    @Test
    void handsOverWhatAPipeHasAndEndsWhenItIsClosed() throws Exception {
        Path pipe = directory.resolve("pipe");
        makePipe(pipe);
        byte[] bytes = new CaptureFiles(ByteOrder.LITTLE_ENDIAN)
                .pcapHeader(MICROSECONDS, 1)
                .pcapRecord(1, 0, "first", 5)
                .pcapRecord(2, 0, "second", 6)
                .bytes();
        CountDownLatch first = new CountDownLatch(1);
        CompletableFuture<FileCaptureSource> opened = CompletableFuture.supplyAsync(() -> open(pipe));
        try (var writer = Files.newOutputStream(pipe)) {
            writer.write(bytes, 0, bytes.length - 1);
            FileCaptureSource source = opened.get();
            assertEquals(OptionalLong.empty(), source.totalBytes());
            CompletableFuture<Void> running = CompletableFuture.runAsync(() -> {
                try {
                    source.run((time, type, frame, original) -> first.countDown());
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            assertTrue(first.await(10, TimeUnit.SECONDS), "the rest of the second record isn't waited for");
            assertFalse(running.isDone());
            source.close();
            running.get(10, TimeUnit.SECONDS);
            assertEquals(1, source.statistics().received());
        }
    }

    @Test
    void readsTheSegmentsOfThePacketMemory() throws IOException {
        byte[] syn = HexFormat.of()
                .parseHex("02000000000102000000000208004500002800004000400600000a0000010a000002"
                        + "c35000500000000100000000500203e800000000");
        Path memory = directory.resolve("memory");
        try (ConnectionCache cache = new ConnectionCache(memory, new Limits(1 << 20, 1 << 16), List.of())) {
            cache.frame(1_700_000_000_123_456_789L, 1, ByteBuffer.wrap(syn), syn.length);
            cache.flush();
            List<String> read = new ArrayList<>();
            try (CaptureSource source = FileCapture.open(memory.resolve("segment-00000000.pcapng"))) {
                source.run((time, type, frame, length) -> read.add(time + " " + type + " " + frame.remaining()));
                assertEquals(new CaptureSource.Statistics(1, 0, 0), source.statistics());
            }
            assertEquals(List.of("1700000000123456789 1 54"), read);
        }
    }

    private static FileCaptureSource open(Path file) {
        try {
            return FileCapture.open(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void makePipe(Path pipe) throws InterruptedException {
        try {
            int status = new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
            Assumptions.assumeTrue(status == 0, "mkfifo failed");
        } catch (IOException e) {
            Assumptions.abort("there are no named pipes here: " + e.getMessage());
        }
    }
}
